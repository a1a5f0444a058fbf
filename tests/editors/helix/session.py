"""One Helix session after another against the built server, through a terminal that only exists in memory.

Prints one line per check and ends with status 1 when any failed.
Environment: HELIX (the program and its first arguments, separated by blanks), CONFIG (the languages.toml that
we ship), SCRATCH (holds `sample` and `elsewhere`). The server is first on PATH.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import pexpect
import pyte

SCRATCH = pathlib.Path(os.environ["SCRATCH"]).resolve()
SAMPLE = SCRATCH / "sample"
HELIX = os.environ["HELIX"].split()
ESCAPE = "\x1b"
failed = 0


class Screen(pyte.Screen):
    """Does not stop at what Helix asks of its terminal."""

    def report_device_status(self, *_, **__):
        pass

    def report_device_attributes(self, *_, **__):
        pass


class Helix:
    """A running Helix; what stands on its screen, and keys for it."""

    def __init__(self, folder, path, settings=""):
        config = SCRATCH / "xdg" / "helix"
        config.mkdir(parents=True, exist_ok=True)
        shutil.copy(os.environ["CONFIG"], config / "languages.toml")
        with open(config / "languages.toml", "a") as file:
            file.write(settings)
        self.screen = Screen(160, 40)
        self.stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(
            HELIX[0], [*HELIX[1:], str(path)], cwd=str(folder), dimensions=(40, 160), timeout=5,
            env={**os.environ, "TERM": "xterm-256color"},
        )

    def __enter__(self):
        self.wait("the editor", lambda: "NOR" in self.text())
        return self

    def __exit__(self, *_):
        self.keys(ESCAPE, ESCAPE, ":qa!\r")
        self.child.close(force=True)

    def text(self):
        """What stands on the screen, after all that has arrived was drawn."""
        try:
            while True:
                self.stream.feed(self.child.read_nonblocking(65536, timeout=0.05))
        except (pexpect.TIMEOUT, pexpect.EOF):
            pass
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def wait(self, what, condition):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            value = condition()
            if value:
                return value
        raise AssertionError(f"waited in vain: {what}\n{self.text()}")

    def sees(self, text):
        self.wait(f"`{text}` on the screen", lambda: text in self.text())

    def sees_not(self, text):
        self.wait(f"no `{text}` on the screen", lambda: text not in self.text())

    def keys(self, *keys):
        """Each key is drawn before the next is sent: keys that come at once are taken for one."""
        for key in keys:
            self.child.send(key)
            self.text()

    def find(self, pattern):
        """Selects the next match."""
        self.keys("/", pattern, "\r")

    def servers(self):
        """Command lines of the programs that Helix runs."""
        listed = subprocess.run(["ps", "-o", "args=", "--ppid", str(self.child.pid)], capture_output=True, text=True)
        return [line for line in listed.stdout.splitlines() if "integrations-ls" in line]


def saved(path):
    """Text of a file; nothing in the moment in which Helix puts the new one in its place."""
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""


def version():
    return subprocess.run([*HELIX, "--version"], capture_output=True, text=True).stdout.strip()


def health(language, **environment):
    run = subprocess.run(
        [*HELIX, "--health", language], capture_output=True, text=True, env={**os.environ, **environment}
    )
    return re.sub(r"\x1b\[[0-9;]*m", "", run.stdout)


def check(name):
    def run(body):
        global failed
        try:
            body()
        except Exception as problem:  # whatever it is, the other checks go on
            failed += 1
            print(f"not ok - {VERSION}: {name}")
            print("    " + str(problem).replace("\n", "\n    "))
        else:
            print(f"ok - {VERSION}: {name}")
        sys.stdout.flush()

    return run


VERSION = version()


@check("files outside integration repositories are left alone")
def _():
    for path in ("web-app/manifest.json", "browser-extension/manifest.json", "data/metadata.csv"):
        with Helix(SCRATCH / "elsewhere", SCRATCH / "elsewhere" / path) as hx:
            hx.keys(" ", "k")
            hx.sees("No configured language server supports hover")
            assert hx.servers() == [], hx.servers()


@check("a wrong unit in metadata.csv is told, explained, fixed and saved")
def _():
    path = SAMPLE / "beacon_cache" / "metadata.csv"
    with Helix(SAMPLE, path) as hx:
        hx.find(",bytes,")
        hx.sees("`bytes` is not a known unit")
        assert len(hx.servers()) == 1, hx.servers()
        hx.keys("gg")
        hx.find("unit_name")
        hx.keys(" ", "k")
        hx.sees("Unit of one value")
        hx.keys(ESCAPE)
        hx.find("bytes")
        hx.keys(" ", "a")
        hx.sees("`byte`")
        hx.keys("\r")
        hx.sees_not("is not a known unit")
        hx.keys(":w\r")
        hx.wait("the saved file", lambda: ",bytes," not in (saved(path) or ",bytes,"))
    assert ",byte," in path.read_text()


@check("a unit is completed")
def _():
    path = SAMPLE / "acme_queue" / "metadata.csv"
    with Helix(SAMPLE, path) as hx:
        hx.find("integration")
        hx.find("message")
        hx.wait("the server", hx.servers)
        hx.keys("c", "millise")
        hx.sees("millisecond")
        hx.keys("\x0e", "\r", ESCAPE, ":w\r")
        hx.wait("the saved file", lambda: ",millisecond," in saved(path))


@check("a metric in a dashboard leads to its row")
def _():
    with Helix(SAMPLE, SAMPLE / "acme_queue/assets/dashboards/acme_queue_overview.json") as hx:
        hx.find("avg:acme_queue")
        hx.wait("the server", hx.servers)
        hx.wait("metadata.csv", lambda: hx.keys("gd") or "metric_name,metric_type" in hx.text())


@check("other files without a language of their own are served")
def _():
    with Helix(SAMPLE, SAMPLE / ".github/CODEOWNERS") as hx:
        hx.keys(" ", "d")
        hx.sees("codeowners/missing-entry")


@check("settings in languages.toml count")
def _():
    settings = '\n[language-server.integrations-ls.config.integrationsLs]\nignore = ["metadata/invalid-type"]\n'
    with Helix(SAMPLE, SAMPLE / "beacon_cache/metadata.csv", settings) as hx:
        hx.keys(" ", "d")
        hx.sees("metadata/")
        assert "invalid-type" not in hx.text(), hx.text()


@check("a missing program is told by hx --health")
def _():
    assert "✓ integrations-ls" in health("csv"), health("csv")
    text = health("csv", PATH="/usr/bin:/bin")
    assert "'integrations-ls' not found in $PATH" in text, text


sys.exit(1 if failed else 0)
