//! What git tells of published files, in real repositories made on the spot.

use std::fs;
use std::path::Path;
use std::process::Command;

use integrations_ls::workspace::loader::{Disk, Published};
use integrations_ls::workspace::{Baseline, Head, Source};

/// More than is kept of a source.
const LONG: &str = include_str!("published.rs");

fn git(root: &Path, args: &[&str]) {
    let status = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["-c", "user.name=n", "-c", "user.email=n@example.com"])
        .args(args)
        .status();
    assert!(status.is_ok_and(|status| status.success()), "{args:?}");
}

/// A repository in which `files` are published.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    git(root.path(), &["init", "-q", "-b", "work"]);
    for (path, text) in files {
        write(root.path(), path, text);
    }
    git(root.path(), &["add", "."]);
    git(root.path(), &["commit", "-qm", "all"]);
    git(
        root.path(),
        &["update-ref", "refs/remotes/origin/master", "HEAD"],
    );
    root
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
    fs::write(path, text).expect("a file is written");
}

/// How each file begins: its published text, or `new`.
fn heads(root: &Path, paths: &[&str]) -> Vec<String> {
    let paths: Vec<String> = paths.iter().map(|&path| path.to_owned()).collect();
    let disk = Disk::new(root);
    let heads = Published::of(root).heads(&paths, &|path| disk.read(path).ok());
    let baseline = Baseline::default().with_heads(heads);
    paths
        .iter()
        .map(|path| match baseline.head(path) {
            Some(Head::Text(text)) => text.to_owned(),
            Some(Head::New(_)) => "new".to_owned(),
            None => "unknown".to_owned(),
        })
        .collect()
}

#[test]
fn files_begin_as_they_are_published_whatever_became_of_them() {
    let files = [
        ("a/same.py", "# same\n"),
        ("a/edited.py", "# before\n"),
        ("a/staged.py", "# staged before\n"),
        ("a/committed.py", "# committed before\n"),
        ("a/dropped.py", "# dropped\n"),
        ("a/line ends.py", "# ends\n"),
        ("a/ünï.py", "# named\n"),
        ("a/long.py", LONG),
    ];
    let root = repository(&files);
    let root = root.path();
    write(root, "a/edited.py", "# after\n");
    write(root, "a/staged.py", "# staged after\n");
    git(root, &["add", "a/staged.py"]);
    git(root, &["rm", "-q", "--cached", "a/dropped.py"]);
    write(root, "a/dropped.py", "# something else\n");
    write(root, "a/committed.py", "# committed after\n");
    write(root, "a/later.py", "# later\n");
    git(root, &["add", "a/committed.py", "a/later.py"]);
    git(root, &["commit", "-qm", "more"]);
    write(root, "a/line ends.py", "# ends\r\n");
    write(root, "a/untracked.py", "# untracked\n");
    let paths = files.map(|(path, _)| path);
    let begin = files.map(|(_, text)| &text[..text.len().min(512)]);
    assert_eq!(heads(root, &paths), begin);
    assert_eq!(
        heads(root, &["a/later.py", "a/untracked.py"]),
        ["new", "new"]
    );
}

#[test]
fn nothing_is_known_without_git_without_the_branch_and_on_a_release_branch() {
    let root = repository(&[("a/x.py", "# 1\n"), ("a/manifest.json", "{}")]);
    let root = root.path();
    let manifest = ["a/manifest.json".to_owned()];
    let disk = Disk::new(root);
    let text = || {
        let texts = Published::of(root).texts(&manifest, &|path| disk.read(path).ok());
        texts.get("a/manifest.json").cloned()
    };
    assert_eq!(text().as_deref(), Some("{}"));
    git(root, &["checkout", "-qb", "7.60.x"]);
    assert_eq!(heads(root, &["a/x.py"]), ["unknown"]);
    git(root, &["checkout", "-q", "work"]);
    git(root, &["update-ref", "-d", "refs/remotes/origin/master"]);
    assert_eq!(heads(root, &["a/x.py"]), ["unknown"]);
    assert_eq!(text(), None);
    fs::rename(root.join(".git"), root.join("git")).expect("renamed");
    assert_eq!(heads(root, &["a/x.py"]), ["unknown"]);
}
