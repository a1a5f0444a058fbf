//! Benchmarks: `cargo bench --bench repository -- PATH` measures a repository on disk.
//! Every figure stands beside a floor measured in the same run: walking and
//! reading the same files and nothing else.

mod client;
mod floor;
mod measure;
mod session;
mod whole;

use std::path::PathBuf;
use std::process::ExitCode;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Cargo adds `--bench`; everything else is ours.
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let root = args.first().map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sample"),
        PathBuf::from,
    );
    let Ok(root) = root.canonicalize() else {
        eprintln!("error: {} cannot be opened", root.display());
        return ExitCode::from(2);
    };
    println!("repository {}", root.display());
    println!(
        "cores {}",
        std::thread::available_parallelism().map_or(1, usize::from)
    );
    whole::run(&root);
    session::run(&root);
    ExitCode::SUCCESS
}
