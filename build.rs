//! Makes of `schemas/` what the program starts with, so that adding a repository means adding a TOML file: the files as they are,
//! their entries as JSON, each by itself, and the table of all names of archives. Gives the build a name made of its sources,
//! so that a cache written by another build is known as such.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use toml::{Table, Value};

#[path = "src/schema/lower.rs"]
mod lower;
// The library looks names up by the rest of it.
#[allow(dead_code)]
#[path = "src/schema/naming.rs"]
mod naming;

/// The tables whose entries are told apart by a key, and the key.
const IDS: [(&str, &str); 8] = [
    ("repository", "siglum"),
    ("scheme", "id"),
    ("publisher", "id"),
    ("layout", "id"),
    ("profile", "name"),
    ("wording", "language"),
    ("language", "code"),
    ("organisation", "name"),
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=schemas");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let mut files = Vec::new();
    list(&root.join("schemas"), "toml", &mut files)?;
    files.sort();
    println!("cargo::rustc-env=OPISKA_BUILD={:016x}", build(&root, &files)?);
    let mut code = String::from("/// Every built-in schema file, sorted by name.\npub static FILES: &[SchemaText] = &[\n");
    let mut tables: BTreeMap<String, Vec<Table>> = BTreeMap::new();
    let mut look_alikes = Table::new();
    for file in &files {
        let name = file.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/");
        code += &format!("    SchemaText {{ name: \"{name}\", toml: include_str!({file:?}) }},\n");
        for (kind, value) in read(&name, &fs::read_to_string(file)?) {
            match value {
                Value::Array(list) => tables.entry(kind).or_default().extend(list.into_iter().filter_map(table)),
                Value::Table(pairs) if kind == "look-alikes" => look_alikes.extend(pairs),
                _ => println!("cargo::error={name}: no file has a table `{kind}`"),
            }
        }
    }
    code += "];\n\n";
    code += &names(&tables);
    code += &publishers(tables.get("publisher").map(Vec::as_slice).unwrap_or_default());
    code += &entries(tables, look_alikes);
    fs::write(PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo")).join("schemas.rs"), code)
}

/// The tables of a file. What is no TOML stops the build with its place; what the tables mean is checked by tests.
fn read(name: &str, text: &str) -> Table {
    text.parse().unwrap_or_else(|error: toml::de::Error| {
        error.to_string().lines().for_each(|line| println!("cargo::error={name}: {line}"));
        Table::new()
    })
}

fn table(value: Value) -> Option<Table> {
    if let Value::Table(table) = value { Some(table) } else { None }
}

/// `TABLES`: every entry by itself.
fn entries(mut tables: BTreeMap<String, Vec<Table>>, look_alikes: Table) -> String {
    let mut code = String::from("pub(super) static TABLES: Tables = Tables {\n");
    let all = tables.remove("phrase").unwrap_or_default();
    let mut phrases: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for phrase in &all {
        phrases.entry(text(phrase, "kind")).or_default().extend(texts(phrase, "words"));
    }
    let phrases = phrases.iter().map(|(kind, words)| format!("({kind:?}, &{words:?}),\n"));
    let _ = writeln!(code, "    phrase: &[{}],", phrases.collect::<String>());
    let _ = writeln!(code, "    look_alikes: {},", stored("look-alikes", &look_alikes));
    for (kind, list) in tables {
        let mut by_id: Vec<usize> = (0..list.len()).filter(|&number| id(&kind, &list[number]).is_some()).collect();
        by_id.sort_by_key(|&number| id(&kind, &list[number]));
        let having = having(&list);
        let _ = writeln!(code, "    {}: StoredEntries {{ by_id: &{by_id:?}, having: &[{having}], entries: &[", kind.replace('-', "_"));
        list.iter().for_each(|entry| code += &format!("        {},\n", stored(&kind, entry)));
        code += "    ] },\n";
    }
    code + "};\n"
}

fn id<'t>(kind: &str, entry: &'t Table) -> Option<&'t str> {
    IDS.iter().find(|known| known.0 == kind).map(|(_, key)| text(entry, key))
}

fn stored(kind: &str, entry: &Table) -> String {
    let id = id(kind, entry);
    let json = serde_json::to_string(entry).expect("TOML has no map with keys that JSON lacks");
    format!("Stored {{ id: {id:?}, json: {json:?} }}")
}

/// By key, the numbers of the entries that are something (`alone = true`), or have something (a list that is not empty).
fn having(list: &[Table]) -> String {
    let mut having: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, entry) in list.iter().enumerate() {
        let has = |value: &Value| value.as_bool() == Some(true) || value.as_array().is_some_and(|list| !list.is_empty());
        entry.iter().filter(|(_, value)| has(value)).for_each(|(key, _)| having.entry(key).or_default().push(number));
    }
    having.iter().map(|(key, numbers)| format!("({key:?}, &{numbers:?}), ")).collect()
}

/// `NAMES`: the names of all archives, ready to be looked up. Numbers and long texts, for each pointer is work when a program
/// starts.
fn names(tables: &BTreeMap<String, Vec<Table>>) -> String {
    let all = |kind: &str| tables.get(kind).map(Vec::as_slice).unwrap_or_default();
    let archives: Vec<naming::Archive<'_>> = all("repository").iter().map(archive).collect();
    let words: Vec<naming::Word<'_>> = all("name-word").iter().map(|word| (text(word, "full"), texts(word, "short"))).collect();
    let rows = naming::rows(&archives, &words);
    let same: Vec<&[naming::Row]> = rows.chunk_by(|a, b| a.key == b.key).collect();
    let heads: Vec<u64> = same.iter().map(|rows| naming::head(&rows[0].folded)).collect();
    let matches = rows
        .iter()
        .map(|row| format!("NameMatch {{ repository: {}, spelling: Spelling::{:?}, usual: {} }},\n", row.archive, row.kind, row.usual));
    let mut schemes: Vec<&str> = archives.iter().map(|archive| archive.scheme).collect();
    schemes.sort_unstable();
    schemes.dedup();
    let starts =
        schemes.iter().map(|id| format!("(Cow::Borrowed({id:?}), Cow::Borrowed({:?})),\n", naming::first_words(&archives, id).join(" ")));
    format!(
        "pub(super) static NAMES: Names = Names {{\nheads: Cow::Borrowed(&{heads:?}),\nfolded: {},\nkeys: {},\nends: Cow::Borrowed(&{:?}),\n\
         longest: {},\nmatches: Cow::Borrowed(&[\n{}]),\nstarts: Cow::Borrowed(&[\n{}]),\n}};\n\n",
        joined(same.iter().map(|rows| rows[0].folded.as_str())),
        joined(same.iter().map(|rows| rows[0].key.as_str())),
        ends(same.iter().map(|rows| rows.len())),
        naming::longest(&archives),
        matches.collect::<String>(),
        starts.collect::<String>(),
    )
}

/// `PUBLISHER_NAMES` and `HOSTS`: what a publisher is known by.
fn publishers(list: &[Table]) -> String {
    let (mut names, mut hosts) = (String::new(), String::new());
    for (number, publisher) in list.iter().enumerate() {
        let today = [text(publisher, "name")].into_iter().chain(texts(publisher, "spellings")).map(|name| (name, false));
        for (name, former) in today.chain(texts(publisher, "former").into_iter().map(|name| (name, true))) {
            names += &format!("({:?}, ({number}, {former})),\n", lower::lower(name));
        }
        let own = optional(publisher, "host").map(|host| (host, "Canonical"));
        let others = [("mirrors", "Mirror"), ("legacy-hosts", "Legacy"), ("third-party", "ThirdParty")];
        let others = others.into_iter().flat_map(|(key, kind)| texts(publisher, key).into_iter().map(move |host| (host, kind)));
        for (host, kind) in own.into_iter().chain(others) {
            hosts += &format!("({host:?}, {number}, HostKind::{kind}),\n");
        }
    }
    format!(
        "pub(super) static PUBLISHER_NAMES: &[(&str, (usize, bool))] = &[\n{names}];\n\n\
         pub(super) static HOSTS: &[(&str, usize, HostKind)] = &[\n{hosts}];\n\n"
    )
}

fn archive(entry: &Table) -> naming::Archive<'_> {
    naming::Archive {
        siglum: text(entry, "siglum"),
        original_siglum: optional(entry, "original-siglum"),
        name: text(entry, "name"),
        original_name: optional(entry, "original-name"),
        scheme: text(entry, "scheme"),
        spellings: texts(entry, "spellings"),
        former: texts(entry, "former"),
        shared: texts(entry, "shared"),
        usual: texts(entry, "usual"),
    }
}

fn joined<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> String {
    let ends = ends(texts.clone().map(str::len));
    format!("Texts {{ text: Cow::Borrowed({:?}), ends: Cow::Borrowed(&{ends:?}) }}", texts.collect::<String>())
}

fn ends(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    lengths
        .scan(0, |end, length| {
            *end += length;
            Some(*end)
        })
        .collect()
}

fn optional<'t>(entry: &'t Table, key: &str) -> Option<&'t str> {
    entry.get(key)?.as_str()
}

/// A text that an entry must have; a test says where one has it not.
fn text<'t>(entry: &'t Table, key: &str) -> &'t str {
    optional(entry, key).unwrap_or_default()
}

fn texts<'t>(entry: &'t Table, key: &str) -> Vec<&'t str> {
    entry.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// A number made of everything the program is made of: its code, its schemas, and the versions of its libraries.
fn build(root: &Path, schemas: &[PathBuf]) -> io::Result<u64> {
    println!("cargo::rerun-if-changed=src");
    let mut files = schemas.to_vec();
    list(&root.join("src"), "rs", &mut files)?;
    // A crate that is built as a library has no lock file; watching for it would build it again and again.
    for file in ["Cargo.toml", "Cargo.lock"].map(|name| root.join(name)).into_iter().filter(|file| file.is_file()) {
        println!("cargo::rerun-if-changed={}", file.display());
        files.push(file);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(root).expect("below the root").hash(&mut hasher);
        fs::read(file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn list(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, ending, files)?;
        } else if path.extension().is_some_and(|extension| extension == ending) {
            files.push(path);
        }
    }
    Ok(())
}
