//! The `opiska` program: hands over to the library's command line.

fn main() -> std::process::ExitCode {
    opiska::cli::main()
}
