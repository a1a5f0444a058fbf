//! What is published: files as they stand on `origin/master`. Nothing is fetched, and git is
//! asked for as little as will do: opening a blob costs it far more than telling that a file
//! is as it was.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Disk, this_year};
use crate::model::FileKind;
use crate::workspace::{Baseline, Heads, Source};

/// Kinds of files whose published text rules ask for.
pub const PUBLISHED: [FileKind; 2] = [FileKind::Manifest, FileKind::Changelog];

/// Published texts of files, read from `origin/master` with one run of git; empty when
/// there is no git repository, no git, or no such branch. Nothing is fetched.
#[must_use]
pub fn published(root: &Path, paths: &[String]) -> Baseline {
    git_batch(root, paths, usize::MAX)
        .map(Baseline::new)
        .unwrap_or_default()
}

/// Its full name spares git the search for others that it could mean.
const BRANCH: &str = "refs/remotes/origin/master";

/// Holds every licence header.
const HEAD: usize = 512;

/// Beginnings of published files, likewise. `None` when nobody can tell, and on a release
/// branch, for which `origin/master` is the wrong one to compare with.
#[must_use]
pub fn published_heads(root: &Path, paths: &[String]) -> Option<Heads> {
    let head = fs::read_to_string(root.join(".git/HEAD")).unwrap_or_default();
    if head.trim().ends_with(".x") {
        return None;
    }
    let year = i64::from(this_year()?);
    let mut texts = HashMap::new();
    let mut asked = paths.to_vec();
    if let Some((published, same)) = heads_on_disk(root, paths) {
        asked.retain(|path| published.contains(path) && !same.contains_key(path));
        texts = same;
    }
    texts.extend(git_batch(root, &asked, HEAD)?);
    Some(Heads { texts, year })
}

/// What is published, and the beginnings of the files that are on disk as they are published.
type OnDisk = (HashSet<String>, HashMap<String, Arc<str>>);

/// Asks git which files are published and which differ, and reads the others from disk.
/// `None` when git cannot tell.
fn heads_on_disk(root: &Path, paths: &[String]) -> Option<OnDisk> {
    /// The tree without files: no attribute of the repository names a program to run.
    const NO_ATTRIBUTES: &str = "--attr-source=4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    let names = |args: &[&str]| -> Option<HashSet<String>> {
        let out = git(root)?
            .args(["-c", "core.fsmonitor=false"])
            .args(args)
            .arg(BRANCH)
            .output()
            .ok()
            .filter(|out| out.status.success())?;
        let names = out.stdout.split(|byte| *byte == 0);
        let sources = names.filter(|name| name.ends_with(b".py"));
        Some(
            sources
                .map(|name| String::from_utf8_lossy(name).into_owned())
                .collect(),
        )
    };
    let list = || names(&["ls-tree", "-r", "-z", "--name-only", "--full-tree"]);
    let compare = || names(&[NO_ATTRIBUTES, "diff-index", "-z", "--name-only"]);
    let (published, differing) = rayon::join(list, compare);
    let (published, differing) = (published?, differing?);
    let disk = Disk::new(root);
    let read = |path: &String| {
        if !published.contains(path) || differing.contains(path) {
            return None;
        }
        let bytes = disk.head(path, HEAD)?;
        // Git may have turned line breaks into those of the machine.
        let is_as_published = !bytes.contains(&b'\r');
        is_as_published.then(|| (path.clone(), String::from_utf8_lossy(&bytes).into()))
    };
    let same = paths.par_iter().filter_map(read).collect();
    Some((published, same))
}

/// A run of git in a repository; `None` where there is none.
fn git(root: &Path) -> Option<Command> {
    let git = root.join(".git");
    // In a further work tree `.git` is a file that names the real directory.
    if !git.is_file() && !git.join("config").is_file() {
        return None;
    }
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(root)
        .args(["-c", "core.warnAmbiguousRefs=false"])
        // A partial clone must not reach for the network.
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    Some(command)
}

/// The first `keep` bytes of files on `origin/master`, from one run of git; `None` when git
/// cannot tell.
fn git_batch(root: &Path, paths: &[String], keep: usize) -> Option<HashMap<String, Arc<str>>> {
    // One line is one question.
    let paths = paths.iter().filter(|path| !path.contains(['\n', '\r']));
    let paths: Vec<&String> = paths.collect();
    let mut child = git(root)?
        .args(["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    // First whether the branch is there.
    let mut asked = format!("{BRANCH}\n");
    for path in &paths {
        asked.push_str(BRANCH);
        asked.push(':');
        asked.push_str(path);
        asked.push('\n');
    }
    // Written from a thread: git answers while we still ask, and pipes are small.
    let writer = std::thread::spawn(move || stdin.write_all(asked.as_bytes()));
    let mut answers = BufReader::new(child.stdout.take()?);
    let texts = read_answers(&mut answers, &paths, keep);
    // A git that still writes must not wait for us.
    drop(answers);
    let _ = writer.join();
    let _ = child.wait();
    texts
}

/// What git says to each question: a line `<id> <kind> <size>`, the bytes and a line break, or
/// a line that says that there is nothing.
fn read_answers(
    answers: &mut impl BufRead,
    paths: &[&String],
    keep: usize,
) -> Option<HashMap<String, Arc<str>>> {
    read_answer(answers, "commit", 0)??;
    let mut texts = HashMap::new();
    for path in paths {
        if let Some(text) = read_answer(answers, "blob", keep)? {
            texts.insert((*path).clone(), text);
        }
    }
    Some(texts)
}

/// One answer; `None` when it cannot be understood, `Some(None)` when there is nothing of the
/// kind.
fn read_answer(answers: &mut impl BufRead, kind: &str, keep: usize) -> Option<Option<Arc<str>>> {
    let mut header = String::new();
    answers
        .read_line(&mut header)
        .ok()
        .filter(|count| *count > 0)?;
    let mut words = header.trim_end().rsplitn(3, ' ');
    let (Some(size), Some(found)) = (words.next(), words.next()) else {
        return Some(None);
    };
    let Ok(size) = size.parse::<u64>() else {
        return Some(None);
    };
    let kept = size.min(keep as u64);
    let mut bytes = Vec::new();
    answers.by_ref().take(kept).read_to_end(&mut bytes).ok()?;
    let rest = size - kept + 1;
    std::io::copy(&mut answers.by_ref().take(rest), &mut std::io::sink()).ok()?;
    Some((found == kind).then(|| String::from_utf8_lossy(&bytes).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_git_are_read_one_by_one() {
        let paths = ["a".to_owned(), "b c".to_owned(), "d".to_owned()];
        let paths: Vec<&String> = paths.iter().collect();
        let mut said =
            "1 commit 3\nxyz\n2 blob 4\nabcd\nrefs/remotes/origin/master:b c missing\n3 tree 2\n..\n".as_bytes();
        let texts = read_answers(&mut said, &paths, 2).expect("answers");
        assert_eq!(texts.len(), 1);
        assert_eq!(&*texts["a"], "ab");
        assert_eq!(
            read_answers(&mut "origin/master missing\n".as_bytes(), &paths, 2),
            None
        );
    }
}
