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

# A link of the manifest to a file that is not there is one rule of ours, and a failure of the
# command that opens the file.
LINK_RULES = {"manifest/missing-file", "manifest/path-outside"}
LINKS = [
    (("assets", "dashboards"), "dashboards"),
    (("assets", "saved_views"), "saved-views"),
    (("assets", "integration", "service_checks", "metadata_path"), "service-checks"),
    (("legal_terms", "eula"), "eula"),
]


@dataclasses.dataclass
class Answer:
    """What the binary said."""

    findings: list
    seconds: float
    problem: str = ""


class Binary:
    """The tool under test."""

    def __init__(self, path, scratch):
        self._path = str(path)
        self._root = scratch.root
        self._kind = scratch.kind
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
        findings = [f for f in json.loads(done.stdout) if f["severity"] == "error"]
        for finding in findings:
            finding["commands"] = self._commands(finding)
        return Answer(findings, seconds)

    def fix(self, path):
        """Applies every fix there is below a path."""
        return self._call("--fix", "--unsafe-fixes", "--quiet", str(path))[0].returncode in (0, 1)

    def _commands(self, finding):
        """The commands that fail on a finding."""
        rule = self.rules.get(finding["code"], {})
        if rule.get("ddev"):
            return {rule["ddev"].split()[0]}
        if finding["code"] in LINK_RULES:
            return self._openers(finding)
        if rule.get("origin") == "format" and not finding["code"].endswith("/duplicate-key"):
            inside = finding["filename"]
            names = {inside, inside.partition("/")[2]}
            return {c for pattern, commands in READERS if any(map(pattern.fullmatch, names)) for c in commands}
        return set()

    def _openers(self, finding):
        """The commands that open the file a manifest names and that is not there."""
        try:
            manifest = json.loads((self._root / finding["filename"]).read_bytes())
        except (OSError, ValueError):
            return set()
        commands = set()
        for path, command in LINKS:
            value = manifest
            for key in path:
                value = value.get(key) if isinstance(value, dict) else None
            targets = value.values() if isinstance(value, dict) else [value]
            if any(isinstance(target, str) and f"`{target}`" in finding["message"] for target in targets):
                commands.add(command)
        return commands

    @staticmethod
    def of_command(answer, command):
        """The findings that stand for a failure of a command."""
        return [f for f in answer.findings if command in f["commands"]]
