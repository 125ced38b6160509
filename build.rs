//! Lists the files of `schemas/`, so that adding a repository means adding a TOML file. Each stands there as it is, for people,
//! and as JSON, which a program reads several times faster at every start. Gives the build a name made of its sources, so
//! that a cache written by another build is known as such.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=schemas");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let mut files = Vec::new();
    list(&root.join("schemas"), "toml", &mut files)?;
    files.sort();
    println!("cargo::rustc-env=OPISKA_BUILD={:016x}", build(&root, &files)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    let mut code = String::from("&[\n");
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/");
        let json = out.join(format!("schema-{number}.json"));
        fs::write(&json, as_json(&name, &fs::read_to_string(file)?))?;
        code += &format!("    SchemaText {{ name: \"{name}\", toml: include_str!({file:?}), json: include_str!({json:?}) }},\n");
    }
    code += "]\n";
    fs::write(out.join("schemas.rs"), code)
}

/// The tables of a file as JSON. What is no TOML stops the build with its place; what the tables mean is checked by tests.
fn as_json(name: &str, text: &str) -> String {
    let tables: Option<toml::Table> = match text.parse() {
        Ok(tables) => Some(tables),
        Err(error) => {
            error.to_string().lines().for_each(|line| println!("cargo::error={name}: {line}"));
            None
        }
    };
    serde_json::to_string(&tables).expect("TOML has no map with keys that JSON lacks")
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
