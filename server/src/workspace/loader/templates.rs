//! Finds and reads ddev's configuration templates on this machine, without running
//! Python: in a directory that is set, in the repository, beside an installed ddev, or in a
//! checkout next door.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read_file;
use crate::engine::TemplateSet;
use crate::workspace::{Repo, TemplateOrigin, Templates};

/// Below the directory that Python imports from.
const BELOW_PACKAGES: &str = "datadog_checks/dev/tooling/templates/configuration";
/// Below a checkout of integrations-core.
const BELOW_CORE: &str = "datadog_checks_dev";
/// A set of templates has these two.
const SIGNS: [&str; 2] = ["instances", "init_config"];
/// More files than any set has; a directory with more is something else.
const FILE_LIMIT: usize = 2_000;

/// What the process was started with, as far as it tells where ddev is.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// Directories of programs.
    pub path: Vec<PathBuf>,
    /// The active virtual environment.
    pub active: Option<PathBuf>,
    /// Directories with environments made for one program each, by installers.
    pub tools: Vec<PathBuf>,
    /// Root of pyenv, whose programs on the path are stand-ins.
    pub pyenv: Option<PathBuf>,
}

impl Environment {
    /// That of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let dir = |name: &str| {
            let value = env::var_os(name).filter(|value| !value.is_empty());
            value.map(PathBuf::from)
        };
        let home = dir("HOME").or_else(|| dir("USERPROFILE"));
        let below_home = |rest: &str| home.as_ref().map(|home| home.join(rest));
        let data = dir("XDG_DATA_HOME").or_else(|| below_home(".local/share"));
        let below_data = |rest: &str| data.as_ref().map(|data| data.join(rest));
        let local = dir("LOCALAPPDATA");
        let below_local = |rest: &str| local.as_ref().map(|local| local.join(rest));
        let tools = [
            dir("PIPX_HOME").map(|dir| dir.join("venvs/ddev")),
            below_data("pipx/venvs/ddev"),
            below_home(".local/pipx/venvs/ddev"),
            below_home("pipx/venvs/ddev"),
            below_local("pipx/pipx/venvs/ddev"),
            dir("UV_TOOL_DIR").map(|dir| dir.join("ddev")),
            below_data("uv/tools/ddev"),
            // The installers of ddev unpack a Python of their own.
            below_data("pyapp/ddev"),
            below_home("Library/Application Support/pyapp/ddev"),
            below_local("pyapp/data/ddev"),
        ];
        Self {
            path: env::var_os("PATH")
                .map(|path| env::split_paths(&path).collect())
                .unwrap_or_default(),
            active: dir("VIRTUAL_ENV").or_else(|| dir("CONDA_PREFIX")),
            tools: tools.into_iter().flatten().collect(),
            pyenv: dir("PYENV_ROOT").or_else(|| below_home(".pyenv")),
        }
    }
}

/// The templates to use in a repository: those of the directory that is set, else the first
/// that are found. A set directory without templates is an error for the user.
pub fn find_templates(
    root: &Path,
    set: Option<&str>,
    environment: &Environment,
) -> Result<Option<Templates>, String> {
    if let Some(set) = set {
        let written = root.join(expand_home(set));
        let Some(dir) = templates_at(&written) else {
            return Err(format!(
                "`templates`: there are no templates of ddev in `{set}`. Name a directory that \
                 has them, an environment with ddev, or a checkout of integrations-core."
            ));
        };
        return Ok(Some(read(dir, TemplateOrigin::Setting)));
    }
    let own = || below_core(root).map(|dir| (dir, TemplateOrigin::Repository));
    let sibling = || {
        let dir = below_core(&root.parent()?.join("integrations-core"))?;
        Some((dir, TemplateOrigin::Sibling))
    };
    let found = own()
        .or_else(|| on_path(environment).map(|dir| (dir, TemplateOrigin::Ddev)))
        .or_else(|| {
            let active = environment.active.as_ref()?;
            Some((below_environment(active)?, TemplateOrigin::Environment))
        })
        .or_else(|| {
            let tools = &mut environment.tools.iter();
            let dir = tools.find_map(|dir| below_tool(dir))?;
            Some((dir, TemplateOrigin::Installed))
        })
        .or_else(sibling);
    Ok(found.map(|(dir, origin)| read(dir, origin)))
}

/// A repository with what the machine adds to it: the year, and ddev's templates if it has a
/// use for them. What is wrong with the setting comes as a sentence for the user.
#[must_use]
pub fn with_machine(repo: &Repo, root: &Path) -> (Repo, Option<String>) {
    let repo = match super::this_year() {
        Some(year) => repo.clone().in_year(year),
        None => repo.clone(),
    };
    if !repo.uses_templates() {
        return (repo, None);
    }
    match find_templates(root, repo.settings.templates(), &Environment::of_process()) {
        Ok(templates) => (repo.with_templates(templates), None),
        Err(problem) => (repo.with_templates(None), Some(problem)),
    }
}

fn expand_home(path: &str) -> PathBuf {
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(path),
    }
}

/// The templates that a path means: their directory itself, or what holds them.
fn templates_at(path: &Path) -> Option<PathBuf> {
    checked(path.to_owned())
        .or_else(|| checked(path.join(BELOW_PACKAGES)))
        .or_else(|| below_core(path))
        .or_else(|| below_environment(path))
}

/// The directory, when it holds templates.
fn checked(dir: PathBuf) -> Option<PathBuf> {
    let holds = SIGNS.iter().all(|sign| dir.join(sign).is_dir());
    holds.then_some(dir)
}

fn below_core(checkout: &Path) -> Option<PathBuf> {
    checked(checkout.join(BELOW_CORE).join(BELOW_PACKAGES))
}

/// Templates of the package in an environment, wherever its source lies.
fn below_environment(environment: &Path) -> Option<PathBuf> {
    package_dirs(environment)
        .iter()
        .find_map(|packages| below_packages(packages))
}

/// Directories of an environment that Python imports from.
fn package_dirs(environment: &Path) -> Vec<PathBuf> {
    let pythons = fs::read_dir(environment.join("lib")).into_iter().flatten();
    let mut dirs: Vec<PathBuf> = pythons
        .flatten()
        .filter(|item| item.file_name().to_string_lossy().starts_with("python"))
        .map(|item| item.path().join("site-packages"))
        .collect();
    // Of several Pythons the newest; `python3.9` is older than `python3.13`.
    dirs.sort_by_key(|dir| std::cmp::Reverse(numbers(dir)));
    dirs.push(environment.join("Lib/site-packages"));
    dirs
}

/// The numbers in a path.
fn numbers(path: &Path) -> Vec<u32> {
    let text = path.to_string_lossy();
    let parts = text.split(|c: char| !c.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

fn below_packages(packages: &Path) -> Option<PathBuf> {
    if let Some(dir) = checked(packages.join(BELOW_PACKAGES)) {
        return Some(dir);
    }
    // Installed as a link to a checkout.
    let items = fs::read_dir(packages).ok()?.flatten();
    let info = items
        .map(|item| item.path())
        .find(|path| is_info_of(path, "datadog_checks_dev"))?;
    let text = fs::read_to_string(info.join("direct_url.json")).ok()?;
    let value: serde_json::Value = serde_json::from_str(&text).ok()?;
    let path = value.get("url")?.as_str()?.strip_prefix("file://")?;
    checked(Path::new(path).join(BELOW_PACKAGES))
}

/// `name-1.2.3.dist-info`
fn is_info_of(path: &Path, package: &str) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let rest = name.strip_suffix(".dist-info");
    rest.and_then(|rest| rest.split_once('-'))
        .is_some_and(|(name, _)| name == package)
}

/// Templates of the ddev that a shell would start.
fn on_path(environment: &Environment) -> Option<PathBuf> {
    let names = ["ddev", "ddev.exe"];
    let mut programs = environment
        .path
        .iter()
        .filter(|dir| dir.is_absolute())
        .flat_map(|dir| names.map(|name| dir.join(name)));
    let program = programs.find(|program| program.is_file())?;
    let real = fs::canonicalize(&program).unwrap_or_else(|_| program.clone());
    let beside = real.parent().and_then(Path::parent);
    beside
        .and_then(below_environment)
        .or_else(|| below_environment(&environment_of_script(&real)?))
        .or_else(|| below_pyenv(&program, environment))
}

/// The environment of the interpreter that the first lines of a script name.
fn environment_of_script(script: &Path) -> Option<PathBuf> {
    let head = fs::File::open(script).ok().and_then(|file| {
        let mut head = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(file, 1024), &mut head).ok()?;
        Some(head)
    })?;
    let head = String::from_utf8_lossy(&head);
    let mut lines = head.lines();
    let first = lines.next()?.strip_prefix("#!")?.trim();
    let interpreter = if first.ends_with("sh") {
        // Where the path is too long for the first line the second one has it in quotes.
        lines.next()?.split('"').nth(1)?
    } else {
        first
    };
    let bin = Path::new(interpreter).parent()?;
    Some(bin.parent()?.to_owned())
}

/// The environment behind a stand-in of pyenv: the newest that has the program.
fn below_pyenv(program: &Path, environment: &Environment) -> Option<PathBuf> {
    let root = environment.pyenv.as_ref()?;
    if !program.starts_with(root.join("shims")) {
        return None;
    }
    let items = fs::read_dir(root.join("versions")).ok()?.flatten();
    let mut versions: Vec<PathBuf> = items
        .map(|item| item.path())
        .filter(|version| version.join("bin/ddev").is_file())
        .collect();
    versions.sort_by_key(|version| std::cmp::Reverse(numbers(version)));
    versions
        .iter()
        .find_map(|version| below_environment(version))
}

/// The environment made for ddev, or one in it, newest first: installers add a level for
/// the build and one for the version, some a level for the Python.
fn below_tool(dir: &Path) -> Option<PathBuf> {
    const DEPTH: usize = 3;
    let mut level = vec![dir.to_owned()];
    for _ in 0..=DEPTH {
        if let Some(found) = level.iter().find_map(|dir| below_environment(dir)) {
            return Some(found);
        }
        let below = |dir: &PathBuf| {
            let items = fs::read_dir(dir).into_iter().flatten().flatten();
            let dirs = items.filter(|item| item.file_type().is_ok_and(|kind| kind.is_dir()));
            dirs.map(|item| item.path()).collect::<Vec<_>>()
        };
        level = level.iter().flat_map(below).take(FILE_LIMIT).collect();
        level.sort_by_key(|dir| std::cmp::Reverse(numbers(dir)));
    }
    None
}

fn read(dir: PathBuf, origin: TemplateOrigin) -> Templates {
    let mut files = Vec::new();
    collect(&dir, &dir, "", &mut files);
    files.sort();
    let version = version(&dir);
    let set = TemplateSet::from_files(
        files,
        version.as_deref().unwrap_or_default(),
        origin.describe(),
    );
    Templates {
        set: Arc::new(set),
        version,
        dir,
        origin,
    }
}

fn collect(root: &Path, dir: &Path, prefix: &str, files: &mut Vec<(String, Arc<str>)>) {
    /// Templates lie two levels deep.
    const DEPTH: usize = 6;
    if prefix.matches('/').count() > DEPTH {
        return;
    }
    for item in fs::read_dir(dir).into_iter().flatten().flatten() {
        let Ok(name) = item.file_name().into_string() else {
            continue;
        };
        if files.len() >= FILE_LIMIT {
            return;
        }
        let path = item.path();
        if item.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(root, &path, &format!("{prefix}{name}/"), files);
        } else if [".yaml", ".yml"].iter().any(|ext| name.ends_with(ext))
            && let Ok(text) = read_file(&path, root)
        {
            files.push((format!("{prefix}{name}"), text));
        }
    }
}

/// Version of the package that holds a directory of templates.
fn version(dir: &Path) -> Option<String> {
    let package = dir.ancestors().nth(3)?;
    let text = fs::read_to_string(package.join("__about__.py")).ok()?;
    let line = text.lines().find(|line| line.starts_with("__version__"))?;
    let (_, value) = line.split_once('=')?;
    Some(value.trim().trim_matches(['\'', '"']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files of a machine in a fresh folder.
    fn machine(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(
                path,
                text.replace("$ROOT", &folder.path().to_string_lossy()),
            )
            .expect("a file");
        }
        folder
    }

    /// A package with templates below a directory.
    fn package(below: &str, version: &str) -> Vec<(String, String)> {
        let dev = format!("{below}/datadog_checks/dev");
        let templates = format!("{dev}/tooling/templates/configuration");
        vec![
            (
                format!("{dev}/__about__.py"),
                format!("__version__ = '{version}'\n"),
            ),
            (
                format!("{templates}/instances/a.yaml"),
                "- name: a\n".to_owned(),
            ),
            (
                format!("{templates}/init_config/b.yaml"),
                "- name: b\n".to_owned(),
            ),
            (
                format!("{templates}/init_config/not_one"),
                "- name: c\n".to_owned(),
            ),
        ]
    }

    fn with_packages(packages: &[(&str, &str)], files: &[(&str, &str)]) -> tempfile::TempDir {
        let made: Vec<_> = packages.iter().flat_map(|(at, v)| package(at, v)).collect();
        let all: Vec<_> = made.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        machine(&[&all[..], files, &[("repo/README.md", "")]].concat())
    }

    fn found(
        folder: &tempfile::TempDir,
        environment: &Environment,
    ) -> Option<(TemplateOrigin, String)> {
        let root = folder.path().join("repo");
        let files = find_templates(&root, None, environment).expect("no error")?;
        let names: Vec<_> = files.set.names().collect();
        assert_eq!(names, ["init_config/b", "instances/a"]);
        Some((files.origin, files.version.expect("a version")))
    }

    #[test]
    fn the_repository_wins_over_what_is_installed_and_that_over_a_neighbour() {
        let folder = with_packages(
            &[
                ("repo/datadog_checks_dev", "1"),
                ("env/lib/python3.9/site-packages", "2"),
                ("env/lib/python3.13/site-packages", "3"),
                ("pipx/lib/python3.13/site-packages", "4"),
                ("integrations-core/datadog_checks_dev", "5"),
            ],
            &[],
        );
        let at = |path: &str| folder.path().join(path);
        let environment = Environment {
            active: Some(at("env")),
            tools: vec![at("absent"), at("pipx")],
            ..Environment::default()
        };
        let is = |origin, version: &str| Some((origin, version.to_owned()));
        let nothing = Environment::default();
        assert_eq!(
            found(&folder, &environment),
            is(TemplateOrigin::Repository, "1")
        );
        fs::remove_dir_all(at("repo")).expect("removed");
        assert_eq!(
            found(&folder, &environment),
            is(TemplateOrigin::Environment, "3")
        );
        fs::remove_dir_all(at("env")).expect("removed");
        assert_eq!(
            found(&folder, &environment),
            is(TemplateOrigin::Installed, "4")
        );
        assert_eq!(found(&folder, &nothing), is(TemplateOrigin::Sibling, "5"));
        fs::remove_dir_all(at("integrations-core")).expect("removed");
        assert_eq!(found(&folder, &nothing), None);
    }

    #[test]
    fn the_program_on_the_path_leads_to_its_environment() {
        let programs = [
            ("env/bin/ddev", "#!/usr/bin/python\n"),
            ("plain/ddev", "#!$ROOT/env/bin/python3\n"),
            (
                "long/ddev",
                "#!/bin/sh\n'''exec' \"$ROOT/env/bin/python3\" \"$0\" \"$@\"\n",
            ),
            ("pyenv/shims/ddev", "#!/usr/bin/env bash\nexec pyenv\n"),
            ("pyenv/versions/3.9.1/bin/ddev", "#!x\n"),
            ("pyenv/versions/3.13.0/bin/ddev", "#!x\n"),
        ];
        let folder = with_packages(
            &[
                ("env/lib/python3.13/site-packages", "1"),
                ("pyenv/versions/3.13.0/lib/python3.13/site-packages", "2"),
            ],
            &programs,
        );
        let at = |path: &str| folder.path().join(path);
        for (dir, version) in [
            ("env/bin", "1"),
            ("plain", "1"),
            ("long", "1"),
            ("pyenv/shims", "2"),
        ] {
            let environment = Environment {
                path: vec![at("absent"), at(dir)],
                pyenv: Some(at("pyenv")),
                ..Environment::default()
            };
            let expected = Some((TemplateOrigin::Ddev, version.to_owned()));
            assert_eq!(found(&folder, &environment), expected, "{dir}");
        }
    }

    #[test]
    fn a_package_installed_from_a_checkout_leads_there() {
        let info =
            "env/lib/python3.13/site-packages/datadog_checks_dev-7.dist-info/direct_url.json";
        let folder = with_packages(
            &[("elsewhere", "7")],
            &[(
                info,
                "{\"url\": \"file://$ROOT/elsewhere\", \"dir_info\": {\"editable\": true}}",
            )],
        );
        let environment = Environment {
            active: Some(folder.path().join("env")),
            ..Environment::default()
        };
        let expected = Some((TemplateOrigin::Environment, "7".to_owned()));
        assert_eq!(found(&folder, &environment), expected);
    }

    #[test]
    fn an_installer_may_add_levels() {
        let folder = with_packages(
            &[
                ("pyapp/ddev/1234/9.0.0/lib/python3.12/site-packages", "1"),
                ("pyapp/ddev/1234/20.1.0/lib/python3.13/site-packages", "2"),
            ],
            &[],
        );
        let environment = Environment {
            tools: vec![folder.path().join("pyapp/ddev")],
            ..Environment::default()
        };
        let expected = Some((TemplateOrigin::Installed, "2".to_owned()));
        assert_eq!(found(&folder, &environment), expected);
    }

    #[test]
    fn a_set_directory_is_taken_or_told() {
        let folder = with_packages(
            &[
                ("core/datadog_checks_dev", "1"),
                ("env/lib/python3.13/site-packages", "2"),
            ],
            &[],
        );
        let root = folder.path().join("repo");
        let find = |set: &str| find_templates(&root, Some(set), &Environment::default());
        for (set, version) in [
            ("../core", "1"),
            (
                "../core/datadog_checks_dev/datadog_checks/dev/tooling/templates/configuration",
                "1",
            ),
            ("../env", "2"),
            ("../env/lib/python3.13/site-packages", "2"),
        ] {
            let files = find(set).expect("no error").expect("templates");
            assert_eq!(files.version.as_deref(), Some(version), "{set}");
            assert_eq!(files.origin, TemplateOrigin::Setting);
        }
        let message = find("../nowhere").expect_err("an error");
        assert!(message.contains("`../nowhere`"), "{message}");
    }
}
