//! Which jobs there are: one per tested directory and platform.

use crate::model::Generation;
use crate::workspace::{Integration, Repo};

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Name for people, unique.
    pub name: String,
    /// The directory it tests.
    pub target: String,
    /// `linux`, `windows` or `macos`.
    pub platform: &'static str,
    /// Labels of the machine it runs on.
    pub runner: Vec<String>,
    /// The major versions of Python that it is restricted to; empty for none.
    pub python: String,
    /// Environments of its tests.
    pub environments: Vec<String>,
}

/// Directories that come first, in this order.
const FIRST: [&str; 4] = [
    "ddev",
    "datadog_checks_base",
    "datadog_checks_dev",
    "datadog_checks_downloader",
];

/// Names and machines of the platforms.
const PLATFORMS: [(&str, &str, &str); 3] = [
    ("linux", "Linux", "ubuntu-22.04"),
    ("windows", "Windows", "windows-2022"),
    ("macos", "macOS", "macos-14-large"),
];

/// More environments than any sane matrix has.
const MAX_ENVIRONMENTS: usize = 10_000;

/// The jobs of a repository in order. `None` when a file that decides cannot be read, or
/// ddev itself would stop.
#[must_use]
pub fn jobs(repo: &Repo) -> Option<Vec<Job>> {
    if !repo.complete || !repo.config.problems.is_empty() {
        return None;
    }
    let mut targets: Vec<&Integration> = repo
        .directories()
        .filter(|directory| directory.is_tested_by_jobs())
        .collect();
    let rank = |dir: &str| FIRST.iter().position(|first| *first == dir);
    targets.sort_by_key(|target| (rank(&target.dir).unwrap_or(FIRST.len()), target.dir.clone()));
    let mut jobs: Vec<Job> = Vec::new();
    for target in targets {
        add(repo, target, &mut jobs)?;
    }
    Some(jobs)
}

fn add(repo: &Repo, target: &Integration, jobs: &mut Vec<Job>) -> Option<()> {
    let dir = &*target.dir;
    let overrides = match repo.config.ci.get(dir) {
        Some(read) => Some(read.as_ref()?),
        None => None,
    };
    if overrides.is_some_and(|o| o.exclude) {
        return Some(());
    }
    let manifest = match target.files.has_file("manifest.json") {
        true => Some(target.manifest()?),
        false => None,
    };
    let chosen = overrides.map_or(&[][..], |o| &o.platforms);
    let platforms: Vec<&str> = match (chosen, manifest) {
        ([], Some(manifest)) if manifest.is_windows_only? => vec!["windows"],
        ([], _) => vec!["linux"],
        (chosen, _) => chosen.iter().map(String::as_str).collect(),
    };
    let display = repo.config.display_name.get(dir);
    let own = manifest.filter(|m| m.generation == Generation::V2);
    let own = own.and_then(|m| m.source_type_name.as_ref());
    let name = match (display, own) {
        (Some(name), _) => name.clone(),
        (None, Some(name)) => name.value.to_string(),
        (None, None) => dir.to_owned(),
    };
    let environments = environments(target, platforms[0])?;
    for platform in &platforms {
        let (id, label, image) = *PLATFORMS.iter().find(|(id, ..)| id == platform)?;
        let runner = overrides.and_then(|o| o.runners.get(id)).cloned();
        let mut name = name.clone();
        if platforms.len() > 1 {
            name.push_str(&format!(" on {label}"));
        }
        let own: Vec<&String> = environments
            .iter()
            .filter(|(os, _)| os == id)
            .map(|(_, environment)| environment)
            .collect();
        let job = Job {
            name: String::new(),
            target: dir.to_owned(),
            platform: id,
            runner: runner.unwrap_or_else(|| vec![image.to_owned()]),
            python: overrides.map_or_else(String::new, |o| o.python.clone()),
            environments: Vec::new(),
        };
        let plain = file_name(&name);
        if own.is_empty() {
            merge(jobs, Job { name: plain, ..job });
            continue;
        }
        let mut current = name;
        for environment in own {
            if *environment != *dir {
                current = format!("{plain} ({environment})");
            }
            let environments = vec![environment.clone()];
            merge(
                jobs,
                Job {
                    name: current.clone(),
                    environments,
                    ..job.clone()
                },
            );
        }
    }
    Some(())
}

/// Jobs that differ only in what stands in parentheses become one.
fn merge(jobs: &mut Vec<Job>, mut job: Job) {
    job.name = without_parentheses(&job.name);
    // Most often it is the one before.
    match jobs.iter_mut().rev().find(|known| known.name == job.name) {
        Some(known) => known.environments.append(&mut job.environments),
        None => jobs.push(job),
    }
}

fn without_parentheses(name: &str) -> String {
    let mut rest = name;
    let mut out = String::new();
    while let Some((before, inner)) = rest.split_once('(') {
        let Some((_, after)) = inner.split_once(')') else {
            break;
        };
        out.push_str(before);
        out.truncate(out.trim_end().len());
        rest = after;
    }
    out.push_str(rest);
    out.truncate(out.trim_end().len());
    out
}

/// What Windows does not allow in names of files.
fn file_name(name: &str) -> String {
    name.replace(['<', '>', ':', '"', '/', '\\', '|', '?', '*'], "_")
}

/// Platform and name of every environment, in order.
fn environments(target: &Integration, platform: &str) -> Option<Vec<(String, String)>> {
    let facts = target.facts_at("hatch.toml")?.as_hatch()?;
    let mut all = Vec::new();
    for table in facts.matrix.as_ref()? {
        if table.is_empty() {
            continue;
        }
        let mut combinations: Vec<(Vec<String>, Option<&str>)> = vec![(Vec::new(), None)];
        for (key, values) in table {
            let mut next = Vec::new();
            for (parts, os) in &combinations {
                for value in values {
                    let mut parts = parts.clone();
                    parts.push(match &**key {
                        "python" => format!("py{value}"),
                        _ => value.to_string(),
                    });
                    next.push((parts, if &**key == "os" { Some(&**value) } else { *os }));
                }
            }
            combinations = next;
            if combinations.len() + all.len() > MAX_ENVIRONMENTS {
                return None;
            }
        }
        for (parts, os) in combinations {
            let name = parts.join("-");
            let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            if !name.is_empty() && name.chars().all(allowed) {
                all.push((os.unwrap_or(platform).to_owned(), name));
            }
        }
    }
    Some(all)
}
