//! The published JSON Schemas: that they are sound, say what the code says, and tell good files from bad ones.

use std::collections::BTreeSet;
use std::path::Path;

use opiska::cite::Style;
use opiska::record::{Field, FolioUnit, Role};
use opiska::schema::words::SeverityWord;
use opiska::schema::{model, vocabulary};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// One of the published schemas, by the first part of its file name.
pub fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/json-schema/{name}.schema.json"));
    let text = std::fs::read_to_string(&path).expect("a published schema");
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// What a schema has to say against a value: place and message.
pub fn complaints(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).expect("a usable schema");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// TOML as editors see it: JSON, with dates as text.
pub fn from_toml(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => Value::String(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, convert(value))).collect(),
            plain => serde_json::to_value(plain).expect("a plain value"),
        }
    }
    convert(toml::Value::Table(text.parse().expect("TOML")))
}

#[test]
fn the_schemas_follow_draft_2020_12_and_describe_their_fields() {
    for name in ["record", "finding", "schema-file", "opiska-toml", "stats"] {
        let schema = schema(name);
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{name}");
        described(&schema, &schema, name);
    }
}

/// Every property has a description, its own or that of the definition it refers to.
fn described(root: &Value, part: &Value, at: &str) {
    let Some(object) = part.as_object() else { return };
    for (name, property) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let target = property["$ref"].as_str().and_then(|path| root.pointer(path.trim_start_matches('#')));
        let own = property.get("description").or_else(|| target?.get("description"));
        assert!(own.is_some(), "{at}/{name} has no description");
    }
    object.iter().for_each(|(key, inner)| described(root, inner, &format!("{at}/{key}")));
}

#[test]
fn every_built_in_schema_file_fits() {
    let schema = schema("schema-file");
    for file in opiska::schema::builtin::FILES {
        assert_eq!(complaints(&schema, &from_toml(file.toml)), Vec::<String>::new(), "{}", file.name);
    }
}

#[test]
fn slips_in_schema_files_are_seen() {
    let schema = schema("schema-file");
    for (slip, text) in [
        ("a key with a slip", "[[repository]]\nsiglum = \"X\"\nname = \"X\"\ncountry = \"RU\"\nscheme = \"ru4\"\nspelings = []"),
        ("an underscore", "[[scheme]]\nid = \"x\"\nname = \"X\"\n[scheme.folios]\nlabels = [\"l\"]\nprint = { abbr_cap = \"L.\" }"),
        ("no scheme", "[[repository]]\nsiglum = \"X\"\nname = \"X\"\ncountry = \"RU\""),
        ("a wrong word", "[[layout]]\nid = \"x\"\nlabel = [{ field = \"titel\", text = [\"Titel\"] }]"),
        (
            "three print forms",
            "[[scheme]]\nid = \"x\"\nname = \"X\"\n[scheme.folios]\nlabels = []\nprint = { full = [\"a\", \"b\", \"c\"] }",
        ),
    ] {
        assert!(!complaints(&schema, &from_toml(text)).is_empty(), "{slip}");
    }
}

/// The names serde lists when it meets one it does not know.
fn names_known_to_serde<T: DeserializeOwned>(stranger: &Value) -> BTreeSet<String> {
    let message = serde_json::from_value::<T>(stranger.clone()).err().expect("a stranger is refused").to_string();
    message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn names(list: impl IntoIterator<Item = impl AsRef<str>>) -> BTreeSet<String> {
    list.into_iter().map(|name| name.as_ref().to_owned()).collect()
}

/// A value of the kind a part of the schema asks for; for objects with the keys of `wanted`.
fn sample(root: &Value, part: &Value) -> Value {
    if let Some(path) = part["$ref"].as_str() {
        return sample(root, root.pointer(path.trim_start_matches('#')).expect("a definition"));
    }
    if let Some(options) = part["oneOf"].as_array() {
        return sample(root, &options[0]);
    }
    match part["type"].as_str() {
        None => part["enum"][0].clone(),
        Some("string") => json!("x"),
        Some("integer") => json!(1),
        Some("boolean") => json!(true),
        Some("array") => match part["prefixItems"].as_array() {
            Some(items) => items.iter().map(|item| sample(root, item)).collect(),
            None => json!([sample(root, &part["items"])]),
        },
        Some(_) => match part["properties"].as_object() {
            Some(properties) => properties.iter().map(|(key, inner)| (key.clone(), sample(root, inner))).collect(),
            None => json!({ "x": sample(root, &part["additionalProperties"]) }),
        },
    }
}

/// Holds a definition against the type it describes: same keys, same kinds of values, same keys that must be there.
fn same_table<T: DeserializeOwned>(root: &Value, part: &Value, name: &str) {
    let properties = part["properties"].as_object().expect("properties");
    assert_eq!(names(properties.keys()), names_known_to_serde::<T>(&json!({ "?": 0 })), "keys of {name}");
    let full = sample(root, part);
    if let Err(error) = serde_json::from_value::<T>(full.clone()) {
        panic!("{name}: {error}");
    }
    let required = names(part["required"].as_array().into_iter().flatten().filter_map(Value::as_str));
    for key in properties.keys() {
        let rest: Map<String, Value> = full.as_object().expect("a table").clone().into_iter().filter(|entry| entry.0 != *key).collect();
        let refused = serde_json::from_value::<T>(Value::Object(rest)).is_err();
        assert_eq!(refused, required.contains(key), "whether {name} must have {key}");
    }
}

#[test]
fn the_schema_of_schema_files_says_what_the_code_reads() {
    let root = schema("schema-file");
    let part = |name: &str| root["$defs"][name].clone();
    same_table::<model::SchemaFile>(&root, &root, "the file");
    same_table::<model::Repository>(&root, &part("repository"), "repository");
    same_table::<model::Fond>(&root, &part("fond"), "fond");
    same_table::<model::Scheme>(&root, &part("scheme"), "scheme");
    same_table::<model::SectionCode>(&root, &part("section-code"), "code");
    same_table::<model::LevelScheme>(&root, &part("level"), "level");
    same_table::<model::Labels>(&root, &part("folios"), "folios");
    same_table::<model::PrintForms>(&root, &part("print"), "print");
    same_table::<model::SchemeExample>(&root, &part("scheme-example"), "example");
    same_table::<opiska::schema::own::RuleTable>(&root, &part("rule"), "rule");
    same_table::<opiska::schema::own::RuleExample>(&root, &part("rule-example"), "rule-example");
    same_table::<model::Publisher>(&root, &part("publisher"), "publisher");
    same_table::<model::LayoutLabels>(&root, &part("layout"), "layout");
    same_table::<model::PageField>(&root, &part("page-field"), "label");
    same_table::<model::Profile>(&root, &part("profile"), "profile");
    same_table::<vocabulary::Month>(&root, &part("month"), "month");
    same_table::<vocabulary::Wording>(&root, &part("wording"), "wording");
    same_table::<vocabulary::Language>(&root, &part("language"), "language");
    same_table::<vocabulary::CreditVerb>(&root, &part("credit"), "credit");
    same_table::<vocabulary::Organisation>(&root, &part("organisation"), "organisation");
    same_table::<vocabulary::NameWord>(&root, &part("name-word"), "name-word");
    same_table::<vocabulary::NameReading>(&root, &part("name-reading"), "name-reading");
    same_table::<vocabulary::Romanisation>(&root, &part("romanisation"), "romanisation");
    same_table::<vocabulary::Transliteration>(&root, &part("transliteration"), "transliteration");
    same_table::<vocabulary::Phrases>(&root, &part("phrase"), "phrase");
}

#[test]
fn words_that_stand_for_typed_values_are_those_of_the_code() {
    let words = |file: &str, pointer: &str| {
        let root = schema(file);
        let list = root.pointer(pointer).and_then(|part| part["enum"].as_array()).cloned().expect(pointer);
        names(list.iter().filter_map(Value::as_str))
    };
    let stranger = json!("?");
    assert_eq!(words("schema-file", "/$defs/page-field/properties/field"), names_known_to_serde::<Field>(&stranger));
    assert_eq!(words("schema-file", "/$defs/level/properties/value"), names_known_to_serde::<model::ValueKind>(&stranger));
    assert_eq!(words("opiska-toml", "/$defs/setting"), names_known_to_serde::<SeverityWord>(&stranger));
    let severities = "/$defs/profile/properties/severity/additionalProperties";
    assert_eq!(words("schema-file", severities), names_known_to_serde::<SeverityWord>(&stranger));
    for (file, pointer) in [("schema-file", "/$defs/credit/properties/role"), ("record", "/$defs/credit/properties/role")] {
        assert_eq!(words(file, pointer), names_known_to_serde::<Role>(&stranger), "{file}");
    }
    for (file, pointer) in [("schema-file", "/$defs/folios/properties/unit"), ("record", "/$defs/holding/properties/folio_unit")] {
        assert_eq!(words(file, pointer), names_known_to_serde::<FolioUnit>(&stranger), "{file}");
    }
    let rule = "/$defs/rule/properties";
    assert_eq!(words("schema-file", &format!("{rule}/kind")), names_known_to_serde::<opiska::schema::own::Kind>(&stranger));
    assert_eq!(words("schema-file", &format!("{rule}/records")), names_known_to_serde::<opiska::schema::own::Standing>(&stranger));
    let finding = "/$defs/finding/properties";
    assert_eq!(words("finding", &format!("{finding}/severity")), names_known_to_serde::<opiska::diagnostic::Severity>(&stranger));
    assert_eq!(words("finding", &format!("{finding}/confidence")), names_known_to_serde::<opiska::diagnostic::Confidence>(&stranger));
    let applicability = words("finding", "/$defs/fix/properties/applicability");
    assert_eq!(applicability, names_known_to_serde::<opiska::diagnostic::Applicability>(&stranger));
}

#[test]
fn settings_of_every_kind_are_accepted() {
    let settings = r#"
        profile = "strict"
        select = ["empty-record-id"]
        ignore = ["missing-url"]
        extend-select = ["accessed-date"]
        schemas = ["my/*.toml"]
        fail-on = "never"
        min-confidence = "medium"
        baseline = "opiska-baseline.toml"
        corrections = "corrections.toml"
        require-suppression-reason = true
        [rules]
        empty-record-id = "error"
        missing-url = "off"
        near-duplicate-record = { severity = "error", min-confidence = "high" }
        [[overrides]]
        path = "old/**"
        rules = { missing-url = "info", missing-opis = { min-confidence = "high" } }
        min-confidence = "medium"
        [per-file-ignores]
        "drafts/**/*.md" = ["missing-url", "empty-record-id"]
        [cite]
        style = "csl:nature"
        labels = "abbr"
        output-format = "markdown"
        place = true
        accessed = 2026-11-22
        [[suppress]]
        path = "seeds/conversation.txt"
        rule = "empty-record-id"
        reason = "the site lost the number"
        line = 211
        until = 2027-01-31
        [[suppress]]
        path = "seeds/*.txt"
        rule = "missing-url"
        reason = "captured without an address"
    "#;
    assert_eq!(complaints(&schema("opiska-toml"), &from_toml(settings)), Vec::<String>::new());
    assert_eq!(complaints(&schema("opiska-toml"), &from_toml("")), Vec::<String>::new());
}

#[test]
fn slips_in_settings_are_seen() {
    let schema = schema("opiska-toml");
    for settings in [
        "profil = \"strict\"",
        "fail_on = \"error\"",
        "fail-on = \"fatal\"",
        "min-confidence = \"sure\"",
        "select = \"missing-url\"",
        "ignore = [\"Missing URL\"]",
        "schemas = [1]",
        "[rules]\nmissing-url = \"critical\"",
        "[rules]\nmissing-url = false",
        "[rules]\nmissing-url = { severity = \"fatal\" }",
        "[rules]\nmissing-url = { level = \"error\" }",
        "[[overrides]]\nmin-confidence = \"high\"",
        "[[overrides]]\npath = \"old/**\"\nseverity = \"error\"",
        "require-suppression-reason = \"yes\"",
        "[per-file-ignores]\n\"*.md\" = \"missing-url\"",
        "[cite]\nstyle = \"chicago-footnote\"",
        "[cite]\nstyle = \"csl:\"",
        "[cite]\noutput_format = \"html\"",
        "[cite]\naccessed = \"yesterday\"",
        "[[suppress]]\npath = \"a.txt\"\nrule = \"missing-url\"",
        "[[suppress]]\npath = \"a.txt\"\nrule = \"missing-url\"\nreason = \" \"",
        "[[suppress]]\npath = \"a.txt\"\nrule = \"missing-url\"\nreason = \"lost\"\nline = 0",
        "[[suppress]]\npath = \"a.txt\"\nrule = \"missing-url\"\nreason = \"lost\"\nuntil = \"soon\"",
        "[suppress]\npath = \"a.txt\"\nrule = \"missing-url\"\nreason = \"lost\"",
    ] {
        assert!(!complaints(&schema, &from_toml(settings)).is_empty(), "nothing said against: {settings}");
    }
}

fn finding() -> Value {
    let span = json!({ "start": 9678, "end": 9687, "line": 211, "column": 1, "end_line": 211, "end_column": 10 });
    json!({
        "rule": "empty-record-id", "severity": "error", "confidence": "high",
        "message": "the record ID is empty", "help": "look it up", "url": "https://example.org/empty-record-id",
        "path": "seeds/conversation.txt", "span": span,
        "related": [{ "path": "seeds/telegram.txt", "span": span, "message": "filled in here" }],
        "fix": { "applicability": "unsafe", "title": "write 121798", "edits": [{ "start": 9687, "end": 9687, "text": " 121798" }] },
        "fingerprint": "00c0ffee00c0ffee", "status": "new"
    })
}

#[test]
fn findings_are_told_from_what_is_none() {
    let schema = schema("finding");
    let whole = json!({ "schema_version": 1, "findings": [finding()], "summary": { "errors": 1 } });
    for good in [finding(), whole, json!({ "schema_version": 1, "findings": [], "summary": {} })] {
        assert_eq!(complaints(&schema, &good), Vec::<String>::new());
    }
    for (pointer, bad) in
        [("/severity", json!("fatal")), ("/span/line", json!(0)), ("/fix/applicability", json!("maybe")), ("/help", Value::Null)]
    {
        let mut finding = finding();
        *finding.pointer_mut(pointer).expect("filled") = bad;
        assert_eq!(complaints(&schema, &finding).len(), 1, "{pointer}");
        assert!(!complaints(&schema, &json!({ "schema_version": 1, "findings": [finding], "summary": {} })).is_empty(), "{pointer}");
    }
    for key in ["rule", "span", "fingerprint"] {
        let mut finding = finding();
        finding.as_object_mut().expect("an object").remove(key);
        assert_eq!(complaints(&schema, &finding).len(), 1, "without {key}");
    }
}

/// The schema of `opiska.toml` and the README list the styles that exist, each once, and no others.
#[test]
fn styles_are_listed_where_people_look() {
    let schema = schema("opiska-toml");
    let pointer = "/properties/cite/properties/style/anyOf/0/enum";
    let mut listed: Vec<&str> =
        schema.pointer(pointer).and_then(Value::as_array).expect(pointer).iter().filter_map(Value::as_str).collect();
    let mut styles: Vec<&str> = Style::ALL.iter().map(|style| style.as_str()).chain(["chicago"]).collect();
    listed.sort_unstable();
    styles.sort_unstable();
    assert_eq!(listed, styles);
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let paragraph = readme.split("Prose styles: ").nth(1).and_then(|rest| rest.split(". Options").next()).expect("the styles");
    let named: Vec<&str> = paragraph.split('`').skip(1).step_by(2).filter(|name| !name.ends_with('-')).collect();
    for style in Style::ALL {
        assert!(named.iter().filter(|name| **name == style.as_str()).count() == 1 || style.as_str().starts_with("chicago"), "{style}");
    }
    for name in named {
        assert!(name.parse::<Style>().is_ok(), "{name}");
    }
}
