"""A writable copy of a repository: edits with undo, and a git history of one commit."""

import json
import os
import pathlib
import random
import shutil
import subprocess

FULL_NAMES = {
    "core": "integrations-core",
    "extras": "integrations-extras",
    "marketplace": "marketplace",
}
# Only the first bytes of these are of interest, so copies stay small.
MEDIA = {".png", ".jpg", ".jpeg", ".gif", ".mp4", ".pdf", ".webp"}
MEDIA_BYTES = 512
SKIPPED_DIRECTORIES = {".git", "__pycache__", "node_modules"}


def is_integration(path):
    return (path / "manifest.json").is_file()


def choose(repository, names, sample, seed):
    """Names of the directories to copy: those asked for, a sample, or all."""
    visible = sorted(p.name for p in repository.iterdir() if p.is_dir() and not p.name.startswith("."))
    if names:
        missing = sorted(set(names) - set(visible))
        if missing:
            raise SystemExit(f"no such integration: {', '.join(missing)}")
        return sorted(names)
    if sample:
        pool = [name for name in visible if is_integration(repository / name)]
        return sorted(random.Random(seed).sample(pool, min(sample, len(pool))))
    return visible


class Scratch:
    """The copy. Everything a case changes goes through `put` and `remove`."""

    def __init__(self, root, kind):
        self.root = pathlib.Path(root)
        self.kind = kind
        # Set by the one who has a ddev bound to this copy.
        self.oracle = None
        # Of edits that leave to chance where they strike.
        self.seed = 1
        self._before = {}
        self._made = []
        self._renamed = []

    @classmethod
    def copy(cls, repository, parent, kind, directories):
        """Copies root files, configuration and the given directories."""
        root = pathlib.Path(parent) / FULL_NAMES[kind]
        root.mkdir(parents=True)
        for path in sorted(repository.iterdir()):
            if path.is_file():
                _copy_file(path, root / path.name)
        for name in [".ddev", ".github", *directories]:
            if (repository / name).is_dir():
                _copy_tree(repository / name, root / name)
        return cls(root, kind)

    def clone(self, parent):
        """A second copy for another process, history included."""
        root = pathlib.Path(parent) / self.root.name
        shutil.copytree(self.root, root, symlinks=True)
        return Scratch(root, self.kind)

    def git(self, *args):
        env = {
            **os.environ,
            "GIT_AUTHOR_NAME": "parity", "GIT_AUTHOR_EMAIL": "parity@example.com",
            "GIT_COMMITTER_NAME": "parity", "GIT_COMMITTER_EMAIL": "parity@example.com",
        }  # fmt: skip
        done = subprocess.run(["git", *args], cwd=self.root, env=env, check=True, capture_output=True)
        return done.stdout.decode("utf-8", "replace")

    def start_history(self):
        """Makes the copy a repository; some commands of ddev refuse to run elsewhere."""
        self.git("init", "--quiet", "--initial-branch=master")
        self.git("config", "core.autocrlf", "false")
        self.git("remote", "add", "origin", f"https://github.com/DataDog/{self.root.name}.git")

    def commit(self):
        """Makes what is there now the state all cases start from."""
        self._forget()
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--no-gpg-sign", "-m", "Start")
        self.git("update-ref", "refs/remotes/origin/master", "HEAD")

    def directories(self):
        """Names of the visible directories."""
        return sorted(p.name for p in self.root.iterdir() if p.is_dir() and not p.name.startswith("."))

    def place(self, name):
        return Place(self, name)

    # Edits

    def bytes(self, path):
        """Content of a file, `None` when there is none."""
        file = self.root / path
        return file.read_bytes() if file.is_file() else None

    def text(self, path):
        """Text of a file, `None` when there is none."""
        content = self.bytes(path)
        return None if content is None else content.decode("utf-8")

    def put(self, path, content):
        """Writes a file, remembering what was there."""
        file = self.root / path
        self._remember(path)
        self._make(file.parent)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def remove(self, path):
        """Deletes a file, remembering it."""
        if not (self.root / path).is_file():
            return False
        self._remember(path)
        (self.root / path).unlink()
        return True

    def remove_tree(self, path):
        """Deletes a directory with all it holds, remembering it."""
        top = self.root / path
        if not top.is_dir():
            return False
        for file in sorted(top.rglob("*")):
            if file.is_file():
                self.remove(file.relative_to(self.root).as_posix())
        shutil.rmtree(top)
        return True

    def rename(self, path, new):
        """Renames a file or directory. Must come last: nothing below may be edited then."""
        if (self.root / new).exists() or not (self.root / path).exists():
            return False
        (self.root / path).rename(self.root / new)
        self._renamed.append((path, new))
        return True

    def make_directory(self, path):
        self._make(self.root / path)

    def _remember(self, path):
        if path not in self._before:
            file = self.root / path
            self._before[path] = file.read_bytes() if file.is_file() else None

    def _make(self, directory):
        missing = []
        while not directory.exists():
            missing.append(directory)
            directory = directory.parent
        for directory in reversed(missing):
            directory.mkdir()
            self._made.append(directory)

    def only_below(self, name):
        """Whether all edits are inside one directory."""
        made = (d.relative_to(self.root).as_posix() for d in self._made)
        renamed = (path for pair in self._renamed for path in pair)
        return all(path.startswith(f"{name}/") for path in [*self._before, *made, *renamed])

    def restore(self):
        """Takes back all edits."""
        for path, new in reversed(self._renamed):
            if (self.root / new).exists():
                (self.root / new).rename(self.root / path)
        for directory in reversed(self._made):
            shutil.rmtree(directory, ignore_errors=True)
        for path, content in self._before.items():
            file = self.root / path
            if content is None:
                file.unlink(missing_ok=True)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        self._forget()

    def _forget(self):
        self._before.clear()
        self._made.clear()
        self._renamed.clear()

    def reset(self):
        """Takes back everything, also what other programs wrote."""
        self.restore()
        self.git("checkout", "--quiet", "--", ".")
        self.git("clean", "-xdffq")


class Place:
    """One integration of the copy, as mutations see it. Paths are relative to it."""

    def __init__(self, scratch, name):
        self.scratch = scratch
        self.name = name
        self.kind = scratch.kind
        self.package_name = name.replace("-", "_")
        self.package = f"datadog_checks/{self.package_name}"

    def _path(self, path):
        return f"{self.name}/{path}"

    def exists(self, path):
        return (self.scratch.root / self.name / path).exists()

    def bytes(self, path):
        return self.scratch.bytes(self._path(path))

    def text(self, path):
        return self.scratch.text(self._path(path))

    def put(self, path, content):
        self.scratch.put(self._path(path), content)

    def remove(self, path):
        return self.scratch.remove(self._path(path))

    def remove_tree(self, path):
        return self.scratch.remove_tree(self._path(path))

    def rename(self, path, new):
        return self.scratch.rename(self._path(path), self._path(new))

    def make_directory(self, path):
        self.scratch.make_directory(self._path(path))

    def files(self, pattern):
        """Paths that match a glob, sorted."""
        base = self.scratch.root / self.name
        return sorted(p.relative_to(base).as_posix() for p in base.glob(pattern) if p.is_file())

    def json(self, path):
        """The parsed file, `None` when it is absent or broken."""
        try:
            return json.loads(self.text(path) or "")
        except (ValueError, RecursionError):
            return None

    def put_json(self, path, value):
        self.put(path, json.dumps(value, indent=2) + "\n")

    def render(self):
        """Lets ddev write the example configuration of the spec as it is."""
        for name in ("conf.yaml.example", "auto_conf.yaml", "conf.yaml.default"):
            path = f"{self.package}/data/{name}"
            self.put(path, self.text(path) or "") if self.exists(path) else None
        self.scratch.oracle.run("config", self.name, "--sync")

    @property
    def manifest(self):
        return self.json("manifest.json") or {}


def _copy_file(source, target):
    if source.suffix.lower() in MEDIA:
        with open(source, "rb") as file:
            target.write_bytes(file.read(MEDIA_BYTES))
    else:
        shutil.copyfile(source, target)


def _copy_tree(source, target):
    target.mkdir()
    for entry in os.scandir(source):
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in SKIPPED_DIRECTORIES:
                _copy_tree(pathlib.Path(entry.path), target / entry.name)
        elif entry.is_file():
            _copy_file(pathlib.Path(entry.path), target / entry.name)
