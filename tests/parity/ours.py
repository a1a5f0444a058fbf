"""Runs the binary and says which `ddev validate` commands its findings stand for."""

import dataclasses
import json
import re
import subprocess
import time

# What ddev's commands read. A finding about a file that cannot be read at all belongs to no
# command of its own; it stands for a failure of those that open the file.
READERS = [
    (r"manifest\.json", ("metadata", "service-checks", "dashboards", "saved-views", "jmx-metrics", "eula")),
    (r"metadata\.csv", ("metadata",)),
    (r"README\.md", ("readmes",)),
    (r"pyproject\.toml", ("package", "dep")),
    (r"CHANGELOG\.md", ("version",)),
    (r"assets/.*service_checks\.json", ("service-checks",)),
    (r"assets/dashboards/.*\.json", ("dashboards",)),
    (r"assets/saved_views/.*\.json", ("saved-views",)),
    (r".*spec\.yaml", ("config", "models", "jmx-metrics", "http")),
    (r".*/data/metrics\.yaml", ("jmx-metrics",)),
    (r".*/data/.*conf\.yaml.*", ("config", "jmx-metrics")),
    (r"datadog_checks/.*\.py", ("imports", "legacy-signature", "http", "openmetrics", "license-headers")),
    (r"tests/.*\.py", ("imports", "license-headers")),
    (r"\.github/CODEOWNERS", ("codeowners",)),
    (r"\.github/workflows/config/labeler\.yml", ("labeler",)),
    (r"code-coverage\.datadog\.yml", ("ci",)),
]
READERS = [(re.compile(pattern), commands) for pattern, commands in READERS]


@dataclasses.dataclass
class Answer:
    """What the binary said."""

    findings: list
    seconds: float
    problem: str = ""


class Binary:
    """The tool under test."""

    def __init__(self, path, kind):
        self._path = str(path)
        self._kind = kind
        listed = subprocess.run([self._path, "rule", "--output-format", "json"], capture_output=True, check=True)
        self.rules = {rule["code"]: rule for rule in json.loads(listed.stdout)}

    def _call(self, *args):
        start = time.perf_counter()
        done = subprocess.run(
            [self._path, "check", "--repository-kind", self._kind, "--severity", "error", *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        return done, time.perf_counter() - start

    def check(self, path):
        """Findings of error severity below a path."""
        done, seconds = self._call("--output-format", "json", str(path))
        if done.returncode not in (0, 1):
            return Answer([], seconds, done.stderr.strip() or f"exit code {done.returncode}")
        return Answer([f for f in json.loads(done.stdout) if f["severity"] == "error"], seconds)

    def fix(self, path):
        """Applies every fix there is below a path."""
        return self._call("--fix", "--unsafe-fixes", "--quiet", str(path))[0].returncode in (0, 1)

    def commands(self, finding):
        """The commands that fail on a finding."""
        rule = self.rules.get(finding["code"], {})
        if rule.get("ddev"):
            return {rule["ddev"].split()[0]}
        if rule.get("origin") == "format":
            inside = finding["filename"]
            names = {inside, inside.partition("/")[2]}
            return {c for pattern, commands in READERS if any(map(pattern.fullmatch, names)) for c in commands}
        return set()

    def of_command(self, answer, command):
        """The findings that stand for a failure of a command."""
        return [f for f in answer.findings if command in self.commands(f)]
