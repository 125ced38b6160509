//! The examples of the built-in level schemes are read as they say.

use opiska::cli::check_examples;
use opiska::schema::Schemas;

#[test]
fn every_example_of_every_scheme() {
    let schemas = Schemas::builtin();
    let examples: usize = schemas.schemes.iter().map(|scheme| scheme.example.len()).sum();
    assert!(examples > 20, "only {examples} examples");
    let failures: Vec<String> = check_examples(&schemas, |_| true).iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} of {examples}:\n{}", failures.len(), failures.join("\n"));
}
