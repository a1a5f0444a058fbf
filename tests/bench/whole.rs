//! `check` of a whole repository: in this process, and as a fresh process.

use std::path::Path;
use std::process::{Command, Stdio};

use integrations_ls::rules::check_file;
use integrations_ls::workspace::loader::{Disk, Environment, find_root_on_disk, find_templates};
use integrations_ls::workspace::{FileCx, Freshness, IntegrationLoad, Overrides, Repo};
use rayon::prelude::*;

use crate::floor;
use crate::measure::{Sample, millis};

pub(crate) fn run(path: &Path) {
    let Some(root) = find_root_on_disk(path) else {
        println!("{} holds no integration", path.display());
        return;
    };
    let walk = floor::run(&root.path);
    println!(
        "files {}, of them checked {} with {} kB",
        walk.files,
        walk.read,
        walk.bytes / 1000
    );
    let disk = Disk::new(&root.path);
    let single = root.single.as_deref();
    let load = || {
        Repo::load(
            &disk,
            single,
            &Overrides::default(),
            &[],
            &|_| true,
            &|_| {},
        )
    };
    // In turns, so that whatever else the machine does weighs on all of them alike.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let alone = alone.expect("a thread");
    let [floor, floor_alone, index, check, process] = Sample::in_turns(
        20,
        [
            &|| Box::new(floor::run(&root.path)),
            &|| Box::new(alone.install(|| floor::run(&root.path))),
            &|| Box::new(load()),
            &|| {
                let loaded = load();
                Box::new((check_all(&loaded), loaded))
            },
            &|| Box::new(check_process(&root.path)),
        ],
    );
    floor.print("floor: walk, read, on all cores");
    floor_alone.print("floor: walk, read, one by one");
    index.print("index: walk, read, parse, facts");
    check.print("check: index and all rules");
    process.print("check: the program, started and ended");
    for (name, floor) in [("on all cores", &floor), ("one by one", &floor_alone)] {
        let ratio = |sample: &Sample| millis(sample.median()) / millis(floor.median());
        println!(
            "ratio to the floor {name}: index {:.2}, check {:.2}, program {:.2}",
            ratio(&index),
            ratio(&check),
            ratio(&process)
        );
    }
    derive(load().0, &root.path);
}

/// Resolves all specifications, renders and generates what is derived from them, and compares
/// it with what is on disk, as far as templates are on this machine.
fn derive(repo: Repo, root: &Path) {
    let found = find_templates(root, None, &Environment::of_process());
    let repo = repo.with_templates(found.ok().flatten());
    match &repo.templates {
        Some(templates) => println!("templates: {}", templates.describe()),
        None => println!("templates: none; specifications that use some are left out"),
    }
    let compare = || -> Vec<Freshness> {
        let integrations: Vec<_> = repo.integrations.values().collect();
        let compared = integrations.par_iter().map(|integration| {
            // A copy has derived nothing yet.
            let integration = (***integration).clone();
            let derived = integration.derived(&repo);
            let files = derived.iter().flat_map(|derived| &derived.files);
            files
                .map(|file| file.freshness(&integration))
                .collect::<Vec<_>>()
        });
        compared.flatten().collect()
    };
    let compared = compare();
    let count = |wanted| compared.iter().filter(|found| **found == wanted).count();
    println!(
        "derived files {}: in sync {}, differing {}, missing {}",
        compared.len(),
        count(Freshness::Same),
        count(Freshness::Differs),
        count(Freshness::Missing)
    );
    let [derived] = Sample::in_turns(20, [&|| Box::new(compare())]);
    derived.print("derive and compare: all examples and models");
}

/// Number of findings of a loaded repository.
fn check_all((repo, loads): &(Repo, Vec<IntegrationLoad>)) -> usize {
    let files = loads
        .iter()
        .flat_map(|load| load.files.iter().map(move |file| (load, file)));
    let files: Vec<_> = files.collect();
    files
        .par_iter()
        .with_max_len(4)
        .map(|(load, file)| {
            let integration = &load.integration;
            check_file(&FileCx {
                repo,
                integration,
                file,
            })
            .len()
        })
        .sum()
}

/// The exit code of a fresh process.
fn check_process(root: &Path) -> Option<i32> {
    let status = Command::new(env!("CARGO_BIN_EXE_integrations-ls"))
        .args(["check", "--output-format", "concise"])
        .arg(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let code = status.ok().and_then(|status| status.code());
    assert!(code.is_some_and(|code| code < 2));
    code
}
