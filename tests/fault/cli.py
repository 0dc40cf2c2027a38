#!/usr/bin/env python3
"""The program among pipes, full disks, signals, threads and locales.

usage: cli.py PROGRAM

SPDX-License-Identifier: MIT
"""
import contextlib
import os
import pathlib
import pty
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DATA = ["--data", str(SOURCE / "tests/data/powers"), "--db", ":memory:"]
RUN = ["run", "base", "pressure", "-f", "csv", *DATA]


class Bench:
    def __init__(self, program):
        self.program = str(pathlib.Path(program).resolve())
        self.report = Report()

    def call(self, words, cwd, **more):
        return subprocess.run([self.program, *words], cwd=cwd, capture_output=True, timeout=120,
                              stdin=subprocess.DEVNULL, check=False, **more)

    def expect(self, name, *pairs):
        self.report.check(name, [f"{what} is {got!r}, expected {wanted!r}"
                                 for what, got, wanted in pairs if got != wanted])


def same_bytes(bench, cwd):
    first = bench.call(RUN + ["-j", "1"], cwd)
    lines = first.stdout.count(b"\n")
    bench.expect("a run prints its rows", ("exit code", first.returncode, 0),
                 ("rows", lines, 1 + 2 * 4 * 4), ("standard error", first.stderr, b""))
    for jobs in ("1", "2", "8"):
        again = bench.call(RUN + ["-j", jobs], cwd)
        bench.expect(f"the same bytes with {jobs} threads", ("output", again.stdout, first.stdout))
    for locale in ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR", "nonsense"):
        again = bench.call(RUN, cwd, env={"LC_ALL": locale, "LANG": locale, "PATH": ""})
        bench.expect(f"the same bytes with LC_ALL={locale}", ("output", again.stdout, first.stdout))
    whole = bench.call([*RUN, "-o", "out.csv"], cwd)
    bench.expect("-o writes what standard output would get", ("standard output", whole.stdout, b""),
                 ("file", (cwd / "out.csv").read_bytes(), first.stdout),
                 ("folder", sorted(p.name for p in cwd.iterdir()), ["out.csv"]))


def written_nowhere(bench, cwd):
    (cwd / "old.csv").write_text("old\n", encoding="utf-8")
    for words, name in ((["-o", "/dev/full"], "a full device"),
                        (["-o", "none/out.csv"], "a missing folder"), (["-o", "."], "a folder")):
        done = bench.call(RUN + words, cwd)
        bench.expect(f"{name} is told", ("exit code", done.returncode, 4),
                     ("standard output", done.stdout, b""), ("told", done.stderr != b"", True))
    done = bench.call(["run", "base", "nothing", "-o", "old.csv", *DATA], cwd)
    bench.expect("what fails leaves the file that was there", ("exit code", done.returncode, 3),
                 ("file", (cwd / "old.csv").read_text(encoding="utf-8"), "old\n"),
                 ("folder", [p.name for p in cwd.iterdir()], ["old.csv"]))
    for words in (["--help"], ["--version"], ["help", "run"], ["schema", "scenario"], RUN):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([bench.program, *words], cwd=cwd, stdout=full, check=False,
                                  stderr=subprocess.PIPE, timeout=60)
        bench.expect(f"{' '.join(words[:2])} notices a full standard output",
                     ("exit code", done.returncode, 4), ("told", done.stderr != b"", True))


def closed_pipe(bench, cwd):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([bench.program, *RUN], cwd=cwd, stdout=writing, stderr=subprocess.PIPE,
                          check=False, timeout=60)
    os.close(writing)
    bench.expect("a reader that has left is nothing to speak of", ("standard error", done.stderr, b""),
                 ("exit code", done.returncode, 4))


def interrupted(bench, cwd):
    """A long run is interrupted while it runs: its output never comes into being."""
    with subprocess.Popen([bench.program, *RUN, "--runs", "1000000", "-o", "long.csv"], cwd=cwd,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        began = time.monotonic()
        while running.poll() is None and cpu_seconds(running.pid) < 0.3:
            if time.monotonic() - began > 60:
                break
            os.sched_yield()
        running.send_signal(signal.SIGINT)
        asked = time.monotonic()
        out, err = running.communicate(timeout=60)
        took = time.monotonic() - asked
    bench.expect("an interrupted run says so and leaves nothing", ("exit code", running.returncode, 130),
                 ("standard output", out, b""), ("told", b"cancelled" in err, True),
                 ("soon", took < 5, True), ("folder", [p.name for p in cwd.iterdir()], []))


def cpu_seconds(pid):
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def kept_runs(bench, cwd):
    done = bench.call(["run", "base", "--runs", "16", "--data", DATA[1]], cwd)
    bench.expect("a run without --db writes no store", ("exit code", done.returncode, 0),
                 ("folder", [p.name for p in cwd.iterdir()], []))
    store = ["--db", "kept.db", "--data", DATA[1]]
    done = bench.call(["run", "base", "pressure", "--runs", "16", *store], cwd)
    listed = bench.call(["list", "runs", "-f", "csv", *store], cwd)
    bench.expect("a run with --db makes the store and is a row for each scenario",
                 ("exit code", done.returncode, 0),
                 ("rows", listed.stdout.count(b"\n"), 3),
                 ("scenarios", b"base" in listed.stdout and b"pressure" in listed.stdout, True))


def event(number):
    """A row of GDELT 2.0."""
    row = [""] * 61
    row[0], row[1], row[7], row[17], row[26] = str(number), "20150107", "CHN", "RUS", "040"
    row[60] = "x" * 300
    return "\t".join(row).encode() + b"\n"


def import_without_end(bench, cwd):
    """Events come without end: a terminal gets a bar, an interrupt ends it and nothing is kept."""
    terminal, theirs = pty.openpty()
    os.set_blocking(terminal, False)
    store = ["--db", "events.db"]
    done = bench.call(["import", "auto", str(SOURCE / "tests/data/packed/rivalries.csv.gz"),
                       "--max-rejects", "1", *store], cwd)
    shown, number, began = b"", 0, time.monotonic()
    with subprocess.Popen([bench.program, "import", "auto", "-", *store], cwd=cwd,
                          stdin=subprocess.PIPE, stderr=theirs) as running:
        while b"/s" not in shown and time.monotonic() - began < 60:
            running.stdin.write(b"".join(map(event, range(number, number + 1000))))
            number += 1000
            with contextlib.suppress(BlockingIOError):
                shown += os.read(terminal, 65536)
        running.send_signal(signal.SIGINT)
        with contextlib.suppress(BrokenPipeError):
            running.wait(timeout=60)
            running.stdin.close()
    with contextlib.suppress(BlockingIOError):
        shown += os.read(terminal, 65536)
    os.close(terminal)
    os.close(theirs)
    listed = bench.call(["list", "sources", "-f", "csv", *store], cwd)
    bench.expect("an import that is interrupted keeps whole files only",
                 ("first file", done.returncode, 0), ("exit code", running.returncode, 130),
                 ("bar", b"import standard input" in shown, True),
                 ("told", b"cancelled" in shown, True),
                 ("files", (b"td-rivalries" in listed.stdout, b"gdelt" in listed.stdout),
                  (True, False)))


def main(arguments):
    bench = Bench(arguments[0])
    for test in (same_bytes, written_nowhere, closed_pipe, interrupted, kept_runs,
                 import_without_end):
        with tempfile.TemporaryDirectory(prefix="entente-cli-") as name:
            test(bench, pathlib.Path(name))
    return bench.report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
