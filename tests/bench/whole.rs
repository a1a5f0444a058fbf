//! `check` of a whole repository: in this process, and as a fresh process.

use std::path::Path;
use std::process::{Command, Stdio};

use integrations_ls::rules::check_file;
use integrations_ls::workspace::loader::{Disk, find_root_on_disk};
use integrations_ls::workspace::{FileCx, Repo};
use rayon::prelude::*;

use crate::floor;
use crate::measure::{Sample, millis};

pub(crate) fn run(path: &Path) {
    let Some(root) = find_root_on_disk(path) else {
        println!("{} holds no integration", path.display());
        return;
    };
    let (walked, parsed) = floor::run(&root.path);
    println!("files {walked}, of them checked {parsed}");
    let floor = Sample::of(20, || {
        std::hint::black_box(floor::run(&root.path));
    });
    floor.print("floor: walk, read, parse");
    let disk = Disk::new(&root.path);
    let single = root.single.as_deref();
    let load = || Repo::load(&disk, single, None, &[], &|_| {});
    let index = Sample::of(20, || {
        std::hint::black_box(load().0.integrations.len());
    });
    index.print("index: walk, read, parse, facts");
    let check = Sample::of(20, || {
        let (repo, loads) = load();
        let count: usize = loads
            .par_iter()
            .flat_map(|load| load.files.par_iter().map(move |file| (load, file)))
            .map(|(load, file)| {
                check_file(&FileCx {
                    repo: &repo,
                    integration: &load.integration,
                    file,
                })
                .len()
            })
            .sum();
        std::hint::black_box(count);
    });
    check.print("check: index and all rules");
    let process = Sample::of(20, || {
        let status = Command::new(env!("CARGO_BIN_EXE_integrations-ls"))
            .args(["check", "--output-format", "concise"])
            .arg(&root.path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.is_ok_and(|status| status.code().is_some_and(|code| code < 2)));
    });
    process.print("check: the program, started and ended");
    let ratio = |sample: &Sample| millis(sample.median()) / millis(floor.median());
    println!(
        "ratio to the floor: index {:.2}, check {:.2}, program {:.2}",
        ratio(&index),
        ratio(&check),
        ratio(&process)
    );
}
