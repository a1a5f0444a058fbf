//! What is published: files as they stand on `origin/master`. Nothing is fetched, and git opens
//! only what differs from the disk: of all else its listing holds the checksum.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use foldhash::HashMap;

use rayon::prelude::*;
use sha1_smol::Sha1;

use super::this_year;
use crate::model::FileKind;
use crate::workspace::Heads;
use crate::workspace::baseline::COMPARED;

/// Its full name spares git the search for others that it could mean.
const BRANCH: &str = "refs/remotes/origin/master";

/// Bytes of a published source that are kept. Holds every licence header.
const HEAD: usize = 512;

/// A checksum of git.
type Id = [u8; 20];

/// Text of a file on disk by its path relative to the repository root.
pub type OnDisk<'a> = &'a (dyn Fn(&str) -> Option<Arc<str>> + Sync);

/// The files that are published, as one run of git lists them.
#[derive(Debug, Clone)]
pub struct Published {
    root: PathBuf,
    /// By path; `None` when there is no git repository, no git, or no such branch.
    ids: Option<HashMap<Box<str>, Id>>,
}

impl Published {
    /// Asks git.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        Self {
            ids: list(root),
            root: root.to_owned(),
        }
    }

    /// False where git tells nothing.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.ids.is_some()
    }

    /// Published texts of files, as far as there are any.
    #[must_use]
    pub fn texts(&self, paths: &[String], on_disk: OnDisk) -> HashMap<String, Arc<str>> {
        self.read(paths, on_disk, usize::MAX).unwrap_or_default()
    }

    /// Beginnings of published files. `None` when nobody can tell, and on a release branch, for
    /// which `origin/master` is the wrong one to compare with.
    #[must_use]
    pub fn heads(&self, paths: &[String], on_disk: OnDisk) -> Option<Heads> {
        let head = fs::read_to_string(self.root.join(".git/HEAD")).unwrap_or_default();
        if head.trim().ends_with(".x") {
            return None;
        }
        Some(Heads {
            texts: self.read(paths, on_disk, HEAD)?,
            year: i64::from(this_year()?),
        })
    }

    /// The first `keep` bytes of published files; from git only where the disk has another text.
    fn read(
        &self,
        paths: &[String],
        on_disk: OnDisk,
        keep: usize,
    ) -> Option<HashMap<String, Arc<str>>> {
        let ids = self.ids.as_ref()?;
        let paths = paths.par_iter().filter_map(|path| {
            let id = ids.get(path.as_str())?;
            let same = on_disk(path).filter(|text| blob_id(text) == *id);
            let head = same.map(|text| match text.get(..text.floor_char_boundary(keep)) {
                Some(head) if head.len() < text.len() => head.into(),
                _ => text,
            });
            Some((path.clone(), head))
        });
        let (mut texts, mut asked) = (HashMap::default(), Vec::new());
        for (path, head) in paths.collect::<Vec<_>>() {
            match head {
                Some(head) => drop(texts.insert(path, head)),
                None => asked.push(path),
            }
        }
        if !asked.is_empty() {
            texts.extend(git_batch(&self.root, &asked, keep)?);
        }
        Some(texts)
    }
}

/// Checksum by which git knows a text.
fn blob_id(text: &str) -> Id {
    let mut sum = Sha1::new();
    sum.update(format!("blob {}\0", text.len()).as_bytes());
    sum.update(text.as_bytes());
    sum.digest().bytes()
}

/// Checksums of the published files of those kinds that are asked for, by path.
fn list(root: &Path) -> Option<HashMap<Box<str>, Id>> {
    let out = git(root)?
        .args(["ls-tree", "-r", "-z", "--full-tree", BRANCH])
        .output();
    let out = out.ok().filter(|out| out.status.success())?;
    let ends = COMPARED.map(FileKind::file_name);
    let is_asked_for =
        |path: &str| path.ends_with(".py") || ends.iter().any(|end| path.ends_with(end));
    // `<mode> blob <checksum>`, a tab and the path.
    let entry = |entry: &[u8]| {
        let (entry, path) = str::from_utf8(entry).ok()?.split_once('\t')?;
        let id = entry.rsplit(' ').next().filter(|_| is_asked_for(path))?;
        Some((path.into(), read_id(id)?))
    };
    Some(
        out.stdout
            .split(|byte| *byte == 0)
            .filter_map(entry)
            .collect(),
    )
}

/// Of a longer checksum, as some repositories have, nothing: their files are all asked for.
fn read_id(hex: &str) -> Option<Id> {
    let mut id = Id::default();
    if hex.len() != 2 * id.len() {
        return Some(id);
    }
    for (at, byte) in id.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(id)
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
    let mut texts = HashMap::default();
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
