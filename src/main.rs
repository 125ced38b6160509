//! The `opiska` program: hands over to the library's command line.

/// Reading makes many small values, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    opiska::cli::main()
}
