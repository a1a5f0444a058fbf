"""Runs the binary and says which `ddev validate` commands its findings stand for."""

import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
import time

from oracle import CHANGELOG, COMMANDS

# What ddev's commands read. A rule stands for one command, or for none: that a file cannot be read at
# all, or that the manifest is not what it should be. Where a command fails, a new error about
# a file that it reads tells its user so, whatever the rule stands for.
EVERY = tuple(COMMANDS)
SOURCES = ("imports", "http", "openmetrics", "license-headers", "legacy-signature", "integration-style")
READERS = [
    (r"manifest\.json|\.ddev/.*", EVERY),
    (r"metadata\.csv", ("metadata",)),
    (r"README\.md", ("readmes",)),
    (r"pyproject\.toml", ("package", "dep")),
    (r"setup\.py", ("package", "dep")),
    (r"hatch\.toml", ("ci",)),
    (r"CHANGELOG\.md", ("version",)),
    (r"assets/.*service_checks\.json", ("service-checks",)),
    (r"assets/dashboards/.*\.json", ("dashboards",)),
    (r"assets/saved_views/.*\.json", ("saved-views",)),
    (r".*spec\.yaml", ("config", "models", "jmx-metrics", "http")),
    (r".*/data/metrics\.yaml", ("jmx-metrics",)),
    (r".*/data/.*conf\.yaml.*", ("config", "jmx-metrics")),
    (r"datadog_checks/.*__about__\.py", ("package", "config", "models", "version", "agent-reqs", "dep", *SOURCES)),
    (r"datadog_checks/.*config_models/.*\.py", ("models", *SOURCES)),
    (r"(datadog_checks|tests)/.*\.py", SOURCES),
    (r"\.github/CODEOWNERS", ("codeowners",)),
    (r"\.github/workflows/config/labeler\.yml", ("labeler",)),
    (r"\.github/workflows/test-all.*\.yml|code-coverage\.datadog\.yml", ("ci",)),
    (r"requirements-agent-release\.txt", ("agent-reqs",)),
    (r"agent_requirements\.in", ("dep",)),
]
READERS = [(re.compile(pattern), commands) for pattern, commands in READERS]


@dataclasses.dataclass
class Answer:
    """What the binary said."""

    findings: list
    seconds: float
    problem: str = ""

    def of(self, integration, names=()):
        """The part about one integration; with the names of all, also that about files outside of any."""

        def wanted(finding):
            top = finding["filename"].partition("/")[0]
            return top == integration or (names and top not in names)

        return Answer([f for f in self.findings if wanted(f)], self.seconds, self.problem)


class Binary:
    """The tool under test."""

    def __init__(self, path, scratch):
        self._path = str(path)
        self._root = scratch.root
        self._kind = scratch.kind
        listed = subprocess.run([self._path, "rule", "--output-format", "json"], capture_output=True, check=True)
        self.rules = {rule["code"]: rule for rule in json.loads(listed.stdout)}

    def _call(self, *args):
        # The templates of specifications are those of the ddev that is asked.
        path = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ.get("PATH", "")])
        start = time.perf_counter()
        done = subprocess.run(
            [self._path, "check", "--repository-kind", self._kind, "--severity", "warning", *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PATH": path},
        )
        return done, time.perf_counter() - start

    def check(self, path):
        """Findings of error severity below a path."""
        done, seconds = self._call("--output-format", "json", str(path))
        if done.returncode not in (0, 1):
            return Answer([], seconds, done.stderr.strip() or f"exit code {done.returncode}")
        findings = [f for f in json.loads(done.stdout) if f["severity"] == "error" or self._of_changelog(f)]
        for finding in findings:
            finding["commands"] = self._commands(finding)
        return Answer(findings, seconds)

    def fix(self, path):
        """Applies every fix there is below a path."""
        return self._call("--fix", "--unsafe-fixes", "--quiet", str(path))[0].returncode in (0, 1)

    def _of_changelog(self, finding):
        """Whether a finding stands for the check of pull requests: a file alone does not tell what the pull
        request is, so these are warnings."""
        return self.rules.get(finding["code"], {}).get("origin") == "changelog-check"

    def _commands(self, finding):
        """The commands a finding stands for."""
        rule = self.rules.get(finding["code"], {})
        if self._of_changelog(finding):
            return {CHANGELOG}
        return {rule["ddev"].split()[0]} if rule.get("ddev") else set()

    @staticmethod
    def of_command(answer, command):
        """The findings that stand for a failure of a command."""
        return [f for f in answer.findings if command in f["commands"]]

    @staticmethod
    def of_reader(answer, command, known):
        """New findings about files that a command reads. `known` are the texts of those before the edit."""
        return [f for f in answer.findings if text_of(f) not in known and _reads(command, f)]


def text_of(finding):
    """What a finding says, wherever it is."""
    return finding["code"], finding["message"]


def _reads(command, finding):
    inside = finding["filename"]
    names = {inside, inside.partition("/")[2]}
    return any(command in commands for pattern, commands in READERS if any(map(pattern.fullmatch, names)))
