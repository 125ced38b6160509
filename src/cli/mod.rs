//! The shell.
/// Runs the program.
pub fn main() -> std::process::ExitCode {
    use std::io::{Read, Write};
    let args: Vec<String> = std::env::args().collect();
    let lines = args.iter().any(|a| a == "--lines");
    let schemas = crate::schema::Schemas::with(&[]).unwrap_or_else(|e| panic!("{e} {:?}", e.position()));
    let reader = crate::parse::Reader::new(&schemas);
    for a in args.iter().skip(2).filter(|a| !a.starts_with("--") && *a != "jsonl") {
        let mut bytes = Vec::new();
        if a == "-" {
            std::io::stdin().read_to_end(&mut bytes).ok();
        } else {
            bytes = std::fs::read(a).unwrap_or_default();
        }
        let reading = crate::parse::read(crate::source::FileName::new(a), &bytes, crate::parse::ReadOptions { lines }, &reader);
        match reading {
            Ok(r) => {
                for record in &r.page.records {
                    let v = crate::record::json::view(&r.page, record);
                    writeln!(std::io::stdout(), "{}", serde_json::to_string(&v).unwrap_or_default()).ok();
                }
            }
            Err(e) => eprintln!("{a}: {e}"),
        }
    }
    std::process::ExitCode::SUCCESS
}
