//! The reference of `opiska.toml`, made of its JSON Schema.

use opiska::cite::Style;
use serde_json::Value;

use crate::json_schema::schema;

/// One section a key, in the order of the schema.
pub fn reference() -> String {
    let root = schema("opiska-toml");
    let keys = root["properties"].as_object().expect("keys");
    keys.iter().map(|(name, key)| section(name, resolved(key, &root), key, &root)).collect()
}

/// The definition that a key refers to, or the key itself.
fn resolved<'s>(key: &'s Value, root: &'s Value) -> &'s Value {
    key["$ref"].as_str().and_then(|path| root.pointer(path.trim_start_matches('#'))).unwrap_or(key)
}

fn section(name: &str, target: &Value, key: &Value, root: &Value) -> String {
    let mut out = format!("### {name}\n\n{}\n\n", description(key, target));
    out += &format!("Type: {}.{}\n\n", kind(target, root), default(key));
    // A list of tables has its keys one step down.
    let table = if target["items"]["properties"].is_object() { &target["items"] } else { target };
    if let Some(inner) = table["properties"].as_object() {
        out += "| key | type | |\n|---|---|---|\n";
        for (inner_name, inner_key) in inner {
            let inner_target = resolved(inner_key, root);
            let needed = table["required"].as_array().is_some_and(|names| names.contains(&Value::String(inner_name.clone())));
            let needed = if needed { " Required." } else { "" };
            // The schema keeps room for styles to come; the guide names those that are there.
            let kind = if inner_name == "style" { styles() } else { kind(inner_target, root) };
            let words = description(inner_key, inner_target);
            out += &format!("| `{inner_name}` | {kind} | {words}{needed}{} |\n", default(inner_key));
        }
        out.push('\n');
    }
    for example in key["examples"].as_array().into_iter().flatten() {
        let table = serde_json::json!({ name: example });
        out += &format!("```toml\n{}```\n\n", toml::to_string(&table).expect("TOML"));
    }
    out
}

fn styles() -> String {
    Style::ALL.iter().map(|style| format!("`{}`", style.as_str())).collect::<Vec<_>>().join(", ")
}

fn description<'s>(key: &'s Value, target: &'s Value) -> &'s str {
    key["description"].as_str().or(target["description"].as_str()).expect("every key is described")
}

fn default(key: &Value) -> String {
    key.get("default").map_or(String::new(), |default| format!(" Default: `{}`.", default.to_string().trim_matches('"')))
}

/// The type in words: the choices, where there are some.
fn kind(key: &Value, root: &Value) -> String {
    let choices = |list: &Vec<Value>| list.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    if let Some(list) = key["enum"].as_array() {
        return choices(list);
    }
    if let Some(list) = key["anyOf"].as_array() {
        let kinds: Vec<String> = list.iter().filter(|one| one["enum"].is_array()).map(|one| kind(one, root)).collect();
        if !kinds.is_empty() {
            return kinds.join(", ");
        }
    }
    match key["type"].as_str() {
        Some("array") if key["items"]["properties"].is_object() => "list of tables".to_owned(),
        Some("array") => format!("list of {}", kind(resolved(&key["items"], root), root)),
        Some("object") => "table".to_owned(),
        Some("string") if key["format"] == "date" => "a day, such as `\"2027-01-31\"`".to_owned(),
        Some("string") => "text".to_owned(),
        Some("integer") => "a number".to_owned(),
        Some("boolean") => "`true` or `false`".to_owned(),
        _ => "text".to_owned(),
    }
}
