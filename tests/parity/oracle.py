"""Runs `ddev validate` inside this process: starting ddev anew costs seconds per call."""

import contextlib
import dataclasses
import logging
import os
import pathlib
import subprocess
import sys
import time
import traceback
import warnings

FLAGS = {"core": "--core", "extras": "--extras", "marketplace": "--marketplace"}

# One run per integration, or one for the whole repository.
PER_INTEGRATION = [
    "metadata", "readmes", "service-checks", "dashboards", "saved-views", "config", "models",
    "jmx-metrics", "imports", "legacy-signature", "integration-style", "http", "openmetrics",
    "license-headers", "package", "version", "eula",
]  # fmt: skip
WHOLE_REPOSITORY = ["codeowners", "labeler", "ci", "agent-reqs", "dep"]
# The check of changelogs is a script of ddev's for pull requests, no `validate` command.
CHANGELOG = "changelog"
COMMANDS = PER_INTEGRATION + WHOLE_REPOSITORY + [CHANGELOG]
PULL_REQUEST = 1

# Where a command aborts on principle, or reports what nobody could repair there.
NOT_RUN = {
    "extras": {"version", "agent-reqs", "dep"},
    "marketplace": {"version", "openmetrics", "agent-reqs", "dep"},
    "core": set(),
}

# What a run over all integrations looks at. Naming an integration skips that question, so it is
# answered here: by the manifest, or by the version of the package.
WITH_MANIFEST = {
    "readmes", "service-checks", "dashboards", "saved-views", "imports", "legacy-signature", "integration-style",
    "license-headers", "eula",
}  # fmt: skip
WITH_VERSION = {"config", "models", "package"}


@dataclasses.dataclass
class Outcome:
    """What ddev said."""

    status: str  # pass, fail, crash
    output: str
    seconds: float

    @property
    def failed(self):
        return self.status != "pass"


class Oracle:
    """ddev, bound to one copy of a repository."""

    def __init__(self, scratch, home):
        home = pathlib.Path(home)
        home.mkdir(parents=True, exist_ok=True)
        self._scratch = scratch
        self._config = home / "config.toml"
        root = str(scratch.root)
        repositories = "".join(f"{name} = '{root}'\n" for name in ("core", "extras", "marketplace", "agent"))
        self._config.write_text(
            f"repo = '{scratch.kind}'\nupgrade_check = false\n[repos]\n{repositories}", encoding="utf-8"
        )
        for name in list(os.environ):
            # The environment of a CI job or of the user must not steer ddev.
            if name.startswith(("GITHUB_", "DDEV_", "DD_")) or name in ("CI", "TF_BUILD"):
                del os.environ[name]
        os.environ.update(
            HOME=str(home), XDG_CONFIG_HOME=str(home), XDG_DATA_HOME=str(home), XDG_CACHE_HOME=str(home),
            NO_COLOR="1", COLUMNS="200", GIT_CONFIG_NOSYSTEM="1",
        )  # fmt: skip
        warnings.simplefilter("ignore")
        self._load()

    def _load(self):
        import yaml
        from click.testing import CliRunner
        from datadog_checks.dev.tooling import constants, utils
        from ddev.cli import ddev
        from ddev.utils.scripts import ci_matrix

        self._command = ddev
        self._runner = CliRunner()
        self._constants = constants
        self._caches = [
            utils.load_project_file_cached,
            utils.load_project_file_at_cached,
            ci_matrix.read_manifest,
        ]
        # One command registers a constructor with the library's own loaders and leaves it there.
        self._loaders = [(loader, dict(loader.yaml_constructors)) for loader in (
            yaml.Loader, yaml.FullLoader, yaml.UnsafeLoader, yaml.SafeLoader)]  # fmt: skip

    def _reset(self):
        self._constants.set_root("")
        for cache in self._caches:
            cache.cache_clear()
        for loader, constructors in self._loaders:
            loader.yaml_constructors = dict(constructors)
        logging.getLogger("ddev.app").handlers.clear()

    def _looked_at(self, command, integration):
        path = self._scratch.root / integration
        if command in WITH_MANIFEST:
            return (path / "manifest.json").is_file()
        package = integration.replace("-", "_")
        return command not in WITH_VERSION or (path / "datadog_checks" / package / "__about__.py").is_file()

    def _arguments(self, command, integration, extra=()):
        args = ["--no-color", "--no-interactive", "--config", str(self._config), FLAGS[self._scratch.kind]]
        args += ["validate", command]
        args += [integration] if integration else []
        return [*args, *extra]

    def run_apart(self, command):
        """One command for all integrations, in a process of its own as its users start it."""
        program = pathlib.Path(sys.executable).with_name("ddev")
        # Without a name these look at what git says has changed.
        selection = "all" if command in ("http", "openmetrics") else None
        start = time.perf_counter()
        done = subprocess.run(
            [str(program), *self._arguments(command, selection)],
            cwd=self._scratch.root, capture_output=True, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
        seconds = time.perf_counter() - start
        crashed = done.returncode and "Traceback (most recent call last)" in done.stderr + done.stdout
        status = "crash" if crashed else "fail" if done.returncode else "pass"
        return Outcome(status, done.stdout + done.stderr, seconds)

    def run(self, command, integration=None, *extra):
        """One command for one integration, or for the repository."""
        if command == CHANGELOG:
            return self._changelog(integration)
        if integration and not self._looked_at(command, integration):
            return Outcome("pass", "not looked at when all integrations are validated\n", 0.0)
        self._reset()
        args = self._arguments(command, integration, extra)
        start = time.perf_counter()
        with contextlib.chdir(self._scratch.root):
            result = self._runner.invoke(self._command, args)
        seconds = time.perf_counter() - start
        error = result.exception
        output = result.output
        if error is not None and not isinstance(error, SystemExit):
            output += "".join(traceback.format_exception_only(error))
            return Outcome("crash", output, seconds)
        return Outcome("fail" if result.exit_code else "pass", output, seconds)

    def _changelog(self, integration):
        """The pull request that consists of the edits of one integration."""
        from ddev.utils.scripts import check_pr

        git = self._scratch.git
        start = time.perf_counter()
        try:
            git("add", "--all", "--intent-to-add", "--force", "--", integration)
            diff = git("diff", "HEAD", "--", integration)
            if self._scratch.kind == "core":
                errors = check_pr.get_core_repo_changelog_errors(diff, PULL_REQUEST)
            else:
                address = f"https://github.com/DataDog/{self._scratch.root.name}/pull/{PULL_REQUEST}"
                suffix = check_pr.changelog_entry_suffix(PULL_REQUEST, address)
                private = self._scratch.kind == "marketplace"
                errors = check_pr.get_noncore_repo_changelog_errors(diff, suffix, private)
        except Exception as error:
            output = "".join(traceback.format_exception_only(error))
            return Outcome("crash", output, time.perf_counter() - start)
        finally:
            git("reset", "--quiet")
        output = "".join(f"{error}\n" for error in errors)
        return Outcome("fail" if errors else "pass", output, time.perf_counter() - start)
