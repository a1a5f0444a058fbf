//! Things on disk that are no files, or lead astray: nothing waits, loops or is guessed.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use integrations_ls::rules::check_file;
use integrations_ls::workspace::loader::Disk;
use integrations_ls::workspace::{EntryKind, FileCx, Overrides, Repo, Source};

const METADATA: &str = "metric_name,metric_type,interval,unit_name,per_unit_name,description,\
                        orientation,integration,short_name\n";

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
    fs::write(path, text).expect("a file is written");
}

/// Codes of all findings with their files, or a panic when reading takes too long.
fn codes(root: &Path) -> Vec<String> {
    let (sender, receiver) = mpsc::channel();
    let root = root.to_owned();
    std::thread::spawn(move || {
        let (repo, loads) = Repo::load(
            &Disk::new(&root),
            None,
            &Overrides::default(),
            &[],
            &|_| true,
            &|_| {},
        );
        let mut codes = Vec::new();
        for load in &loads {
            for file in &load.files {
                let cx = FileCx {
                    repo: &repo,
                    integration: &load.integration,
                    file,
                };
                let found = check_file(&cx).into_iter();
                codes.extend(found.map(|f| format!("{} {}", f.path, f.rule.code)));
            }
        }
        let _ = sender.send(codes);
    });
    let minute = Duration::from_secs(60);
    receiver.recv_timeout(minute).expect("it comes to an end")
}

#[test]
fn folders_named_like_files_are_no_files() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "foo/metadata.csv", METADATA);
    for path in [
        "foo/manifest.json",
        "foo/README.md",
        "foo/pyproject.toml",
        "foo/assets/service_checks.json",
        "foo/assets/dashboards/a.json",
        ".github/CODEOWNERS",
        ".ddev/config.toml",
        "integrations-ls.toml",
        "bar/manifest.json",
    ] {
        fs::create_dir_all(root.path().join(path)).expect("a folder is made");
    }
    let codes = codes(root.path());
    assert!(
        codes.iter().all(|code| code.starts_with("foo/")),
        "{codes:?}"
    );
}

#[test]
fn pipes_and_sockets_are_never_opened() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "foo/metadata.csv", METADATA);
    fs::create_dir_all(root.path().join("foo/assets/dashboards")).expect("a folder is made");
    fs::create_dir_all(root.path().join(".ddev")).expect("a folder is made");
    for path in [
        "foo/manifest.json",
        "foo/README.md",
        "foo/terms.pdf",
        "foo/assets/dashboards/a.json",
        ".ddev/config.toml",
        "integrations-ls.toml",
    ] {
        let made = Command::new("mkfifo").arg(root.path().join(path)).status();
        assert!(made.expect("mkfifo runs").success());
    }
    let _socket = UnixListener::bind(root.path().join("foo/CHANGELOG.md")).expect("a socket");
    symlink("manifest.json", root.path().join("foo/hatch.toml")).expect("a link");
    codes(root.path());
}

#[test]
fn links_in_circles_come_to_an_end() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "foo/metadata.csv", METADATA);
    for (target, link) in [
        ("README.md", "foo/README.md"),
        ("b", "foo/a"),
        ("a", "foo/b"),
        (".", "foo/self"),
        ("../foo", "foo/above"),
        ("foo", "bar"),
        ("/etc/passwd", "foo/CHANGELOG.md"),
    ] {
        symlink(target, root.path().join(link)).expect("a link");
    }
    let listing = Disk::new(root.path()).list("foo");
    assert!(listing.entries().len() < 10, "{listing:?}");
    let changelog = listing.get("CHANGELOG.md").expect("an entry");
    assert_eq!(changelog.kind, EntryKind::Outside);
    codes(root.path());
}

#[test]
fn nothing_is_said_to_be_missing_in_a_folder_that_may_not_be_read() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("foo/assets");
    write(root.path(), "foo/metadata.csv", METADATA);
    write(root.path(), "foo/assets/service_checks.json", "[]");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o0)).expect("it is ours");
    let refused = fs::read_dir(&folder).is_err();
    let listing = Disk::new(root.path()).list("foo");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("it is ours");
    // Nothing is refused to the owner of the machine.
    let expected = match refused {
        true => EntryKind::Opaque,
        false => EntryKind::Directory,
    };
    assert_eq!(listing.get("assets").expect("an entry").kind, expected);
}

#[test]
fn of_a_file_that_is_no_text_only_that_is_told() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "foo/metadata.csv", METADATA);
    let source = "foo/datadog_checks/foo/check.py";
    write(root.path(), source, "");
    let bytes = b"from datadog_checks.checks import X\nrequests.get(1) \xff\n";
    fs::write(root.path().join(source), bytes).expect("a file is written");
    let codes = codes(root.path());
    let own: Vec<&String> = codes.iter().filter(|c| c.starts_with(source)).collect();
    assert_eq!(own, [&format!("{source} file/invalid-utf8")]);
}
