#!/usr/bin/env python3
"""The program among pipes, full disks, signals, threads and locales.

usage: cli.py PROGRAM

SPDX-License-Identifier: MIT
"""
import contextlib
import fcntl
import os
import pathlib
import pty
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
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
    run = ["run", "base", "pressure", "--runs", "16", *store]
    for words in (run, ["list", "runs", *store], ["show", "RUS", *store], ["cite", *store],
                  ["measure", "power", *store], ["export", "ties", "--at", "1990", *store]):
        done = bench.call(words, cwd)
        bench.expect(f"'{words[0]}' makes no store", ("exit code", done.returncode, 4),
                     ("told", b"kept.db: no such store; `entente import`" in done.stderr, True),
                     ("folder", [p.name for p in cwd.iterdir()], []))
    make_store(bench, cwd, store)
    done = bench.call(run, cwd)
    listed = bench.call(["list", "runs", "-f", "csv", *store], cwd)
    bench.expect("a run with the --db of a store that is there is a row for each scenario",
                 ("exit code", done.returncode, 0),
                 ("rows", listed.stdout.count(b"\n"), 3),
                 ("scenarios", b"base" in listed.stdout and b"pressure" in listed.stdout, True))
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([bench.program, *run], cwd=cwd, stdout=writing, stderr=subprocess.PIPE,
                          check=False, timeout=60)
    os.close(writing)
    listed = bench.call(["list", "runs", "-f", "csv", *store], cwd)
    bench.expect("a run is kept also when its reader leaves", ("exit code", done.returncode, 4),
                 ("standard error", done.stderr, b""), ("rows", listed.stdout.count(b"\n"), 5))


def make_store(bench, cwd, store):
    """A store with one document in it."""
    (cwd / "note.txt").write_text("Russia and China met in Moscow.\n", encoding="utf-8")
    done = bench.call(["read", "note.txt", *store[:2]], cwd)
    bench.expect("reading makes the store", ("exit code", done.returncode, 0),
                 ("folder", sorted(p.name for p in cwd.iterdir()), sorted(["note.txt", store[1]])))


def answers_over_inputs(bench, cwd):
    """-o never overwrites what the answer is made from, by whatever name."""
    store = ["--db", "st.db"]
    make_store(bench, cwd, store)
    (cwd / "news").mkdir()
    (cwd / "news" / "a.txt").write_text("Russia and China met.\n", encoding="utf-8")
    shutil.copytree(SOURCE / "tests/data/powers", cwd / "data")
    shutil.copy(cwd / "data/scenarios/base.yaml", cwd / "mine.yaml")
    (cwd / "link.db").symlink_to("st.db")
    os.link(cwd / "st.db", cwd / "hard.db")
    os.link(cwd / "note.txt", cwd / "hard.txt")
    before = contents(cwd)
    data = ["--data", "data", "--db", ":memory:"]
    trials = [["measure", "power", *store, "-o", name] for name in (
        "st.db", "./st.db", "link.db", "hard.db", "news/../st.db", "st.db-journal", "st.db-wal")]
    trials += [["list", "states", "--db", "link.db", "-o", "st.db-journal"],
               ["read", "note.txt", "--db", "new.db", "-o", "new.db"],
               ["read", "note.txt", "-o", "entente.db"],
               ["read", "note.txt", "--db", ":memory:", "-o", "note.txt"],
               ["read", "note.txt", "--db", ":memory:", "-o", "hard.txt"],
               ["read", "news", "--db", ":memory:", "-o", "news/a.txt"],
               ["brief", "news", "--db", ":memory:", "-o", "news/a.txt"],
               ["run", "mine.yaml", *data, "-o", "mine.yaml"],
               ["list", "states", *data, "-o", "data/world/acts.csv"],
               ["export", "ties", "--at", "1990", *data, "-o", "data/scenarios/base.yaml"]]
    for words in trials:
        done = bench.call(words, cwd)
        bench.expect(f"refused: {' '.join(words)}", ("exit code", done.returncode, 2),
                     ("told", b"would overwrite" in done.stderr, True),
                     ("standard output", done.stdout, b""), ("files", contents(cwd) == before, True))
    (cwd / "power").write_text("an earlier answer", encoding="utf-8")
    for words in (["measure", "power", *store, "-o", "power"],
                  ["read", "news", "--db", ":memory:", "-o", "news/events.txt"],
                  ["list", "states", "--data", "data", "--db", ":memory:", "-o", "data/states.csv"]):
        done = bench.call(words, cwd)
        bench.expect(f"allowed: {' '.join(words)}", ("exit code", done.returncode, 0))


def folders_of_data(bench, cwd):
    """A folder of data is checked whole, also by a command that needs little of it."""
    def call(*words):
        return bench.call([*words, "--data", "data", "--db", ":memory:"], cwd)

    good = SOURCE / "tests/data/powers"
    for table in sorted(p.name for p in (good / "world").glob("*.csv")):
        shutil.rmtree(cwd / "data", ignore_errors=True)
        shutil.copytree(good, cwd / "data")
        path = cwd / "data/world" / table
        text = path.read_text(encoding="utf-8")
        path.unlink()
        for words in (["measure", "triangle"], ["list", "states"]):
            done = call(*words)
            bench.expect(f"{words[1]} without {table}", ("exit code", done.returncode, 3),
                         ("named", f"world/{table}".encode() in done.stderr, True),
                         ("what to do", b"header alone" in done.stderr, True))
        path.write_text("garbage\n1,2\n", encoding="utf-8")
        done = call("list", "states")
        bench.expect(f"{table} of garbage", ("exit code", done.returncode, 3),
                     ("named", f"world/{table}:".encode() in done.stderr, True))
        lines = text.rstrip("\n").split("\n")
        if sum(not line.startswith("#") for line in lines) < 2:
            continue  # without rows
        path.write_text("\n".join([*lines, lines[-1], ""]), encoding="utf-8")
        done = call("list", "states")
        places = [f"world/{table}:{n}".encode() in done.stderr for n in (len(lines) + 1, len(lines))]
        bench.expect(f"the same row twice in {table}", ("exit code", done.returncode, 3),
                     ("both lines", places, [True, True]))


def contents(folder):
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rivalries(cwd, name, rows, more=()):
    """A published file of invented rivalries."""
    lines = ["rivalryno,rivalryname,ccode1,ccode2,styear,endyear"]
    lines += [f"{n + 1},A-B,200,220,1494,{1700 + n % 300}" for n in range(rows)]
    (cwd / name).write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")
    return name


def born_whole(bench, cwd):
    """Killed at any moment of its first import, a store is whole or not there."""
    name, draw, killed, trials = rivalries(cwd, "td.csv", 2000), random.Random(1949), 0, 48
    for number in range(trials):
        for path in cwd.glob("new.db*"):
            path.unlink()
        with subprocess.Popen([bench.program, "import", "auto", name, "--db", "new.db"], cwd=cwd,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            time.sleep(0.2 * draw.random())
            running.kill()
            killed += running.wait(60) == -signal.SIGKILL
        problems = []
        if (cwd / "new.db").exists():
            listed = bench.call(["list", "sources", "--db", "new.db", "-f", "csv"], cwd)
            rows = [line.split(",")[3] for line in listed.stdout.decode().splitlines()
                    if line.startswith("td-rivalries")]
            problems += [] if listed.returncode == 0 else [f"reading: {listed.stderr.decode()}"]
            problems += [] if rows == ["2000"] else [f"it holds files of {rows} rows"]
        done = bench.call(["import", "auto", name, "--db", "new.db"], cwd)
        left = sorted(p.name for p in cwd.iterdir())
        problems += [] if done.returncode == 0 else [f"writing: {done.stderr.decode()}"]
        problems += [] if left == ["new.db", name] else [f"the folder holds {left}"]
        bench.report.check(f"a store killed at its birth, {number + 1}", problems)
    bench.expect("some were killed", ("killed", killed > trials // 8, True))


def born_once(bench, cwd):
    """Several first imports at once: all are kept in one store."""
    names = [rivalries(cwd, "td.csv", 50), "NMC_5_0.csv", "tss.csv"]
    (cwd / names[1]).write_text("ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n"
                                "2,1816,3823,17,80,254,8659,101,0.03\n", encoding="utf-8")
    (cwd / names[2]).write_text("tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,"
                                "ideological,interventionary,principal,aprin\n"
                                "8,Here-There,2,710,1996,2020,1,,1,,1,\n", encoding="utf-8")
    done = threading.Event()
    sweeper = threading.Thread(target=sweep, args=(cwd, done))
    sweeper.start()
    for number in range(8):
        (cwd / "new.db").unlink(missing_ok=True)
        running = [subprocess.Popen([bench.program, "import", "auto", name, "-q", "--db", "new.db"],
                                    cwd=cwd, stderr=subprocess.PIPE) for name in names]
        told = [process.communicate(timeout=60)[1] for process in running]
        codes = [process.returncode for process in running]
        listed = bench.call(["list", "sources", "--db", "new.db", "-f", "csv"], cwd)
        found = sum(f",{name},".encode() in listed.stdout for name in names)
        bench.expect(f"three programs make a store at once, {number + 1}",
                     ("exit codes", codes, [0, 0, 0]), ("told", told, [b""] * 3), ("files", found, 3),
                     ("folder", sorted(p.name for p in cwd.iterdir()), sorted([*names, "new.db"])))
    done.set()
    sweeper.join()


def sweep(folder, done):
    """What each writer does once, without end: temporaries that nobody has locked go."""
    while not done.is_set():
        for path in folder.glob("*.unborn-*"):
            try:
                with open(path, "rb") as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    path.unlink()
            except OSError:
                pass  # it is locked, or has its name by now


def failed_imports(bench, cwd):
    name = rivalries(cwd, "td.csv", 20)
    (cwd / "other.csv").write_text("name,value\n1,2\n", encoding="utf-8")
    bad = rivalries(cwd, "bad.csv", 1, ["x,A-B,2,365,1900,1950"])
    files = sorted([name, "other.csv", bad])
    for words in (["other.csv"], [bad], ["none.csv"], ["other.csv", bad, "none.csv"]):
        done = bench.call(["import", "auto", *words, "--db", "new.db"], cwd)
        bench.expect(f"importing {' '.join(words)} makes no store", ("exit code", done.returncode, 3),
                     ("named", words[0].encode() in done.stderr.splitlines()[-1], True),
                     ("folder", sorted(p.name for p in cwd.iterdir()), files))
    done = bench.call(["import", "auto", name, "other.csv", "-q", "--db", "new.db"], cwd)
    listed = bench.call(["list", "sources", "--db", "new.db", "-f", "csv"], cwd)
    bench.expect("the files that can be imported are, and the others are named",
                 ("exit code", done.returncode, 3), ("kept", b",td.csv,20," in listed.stdout, True),
                 ("told", done.stderr, b"entente: 1 of 2 files was not imported: other.csv\n"))


def interrupted_import(bench, cwd):
    """Ctrl-C in the middle of the second file: the first is kept, of the second nothing."""
    first, second = rivalries(cwd, "td.csv", 50), "NMC_5_0.csv"
    rows = "".join(f"2,{1816 + n % 200},{n},17,80,254,8659,101,0.03\n" for n in range(1500000))
    (cwd / second).write_text("ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n" + rows,
                              encoding="utf-8")
    with subprocess.Popen([bench.program, "import", "auto", first, second, "--db", "new.db"],
                          cwd=cwd, stderr=subprocess.PIPE) as running:
        told = running.stderr.readline()
        while running.poll() is None and cpu_seconds(running.pid) < 0.5:
            os.sched_yield()
        running.send_signal(signal.SIGINT)
        began = time.monotonic()
        running.wait(60)
        took = time.monotonic() - began
    listed = bench.call(["list", "sources", "--db", "new.db", "-f", "csv"], cwd)
    bench.expect("an interrupted import keeps whole files", ("exit code", running.returncode, 130),
                 ("first file", told.startswith(b"td.csv: "), True), ("soon", took < 5, True),
                 ("kept", b",td.csv,50," in listed.stdout, True),
                 ("not kept", b"NMC" not in listed.stdout, True),
                 ("folder", sorted(p.name for p in cwd.iterdir()), sorted([first, second, "new.db"])))


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
    for test in (same_bytes, written_nowhere, closed_pipe, interrupted, kept_runs, answers_over_inputs,
                 folders_of_data, born_whole, born_once, failed_imports, interrupted_import,
                 import_without_end):
        with tempfile.TemporaryDirectory(prefix="entente-cli-") as name:
            test(bench, pathlib.Path(name))
    return bench.report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
