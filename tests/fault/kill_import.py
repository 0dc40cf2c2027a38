#!/usr/bin/env python3
"""An import of the published files, killed at random moments: the store opens, holds whole files
only, and the import can be finished.

usage: kill_import.py PROGRAM published.csv DATA_FOLDER

The files are those of all sets that give no more facts than LARGEST, the small ones first.
Without DATA_FOLDER nothing is tested.

SPDX-License-Identifier: MIT
"""
import csv
import gzip
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

TIMES, FINISHED_EACH, REPLACED, SEED, LARGEST = 25, 5, 8, 1949, 6300
REPLACING = "armed-conflict/ucdp_acd.csv.gz"
SERIES = ("gdelt-1", "gdelt-2", "icews")


class Trial:
    def __init__(self, program, listed, data, folder):
        self.program, self.store = program, pathlib.Path(folder) / "store.db"
        with open(listed, encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["set"] != "edges"
                    and row["facts"] and int(row["facts"]) <= LARGEST]
        # Of two files of one set and version the later takes the place of the other, unless they
        # are parts of a series: the store would rightly hold the earlier one for a while.
        rows = {(row["set"], row["version"], row["path"] if row["set"] in SERIES else ""): row
                for row in rows}.values()
        rows = sorted(rows, key=lambda row: int(row["facts"]))
        self.files = [data / row["path"] for row in rows]

    def command(self, files):
        return [self.program, "import", "auto", *map(str, files), "-q", "--db", str(self.store)]

    def forget(self):
        for path in self.store.parent.glob("store.db*"):
            path.unlink()

    def whole(self, files):
        """Import the files to the end; how long that takes."""
        start = time.monotonic()
        subprocess.run(self.command(files), check=True, timeout=300, capture_output=True)
        return time.monotonic() - start

    def kill_after(self, seconds, files):
        with subprocess.Popen(self.command(files), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait(60)
            return process.returncode == -signal.SIGKILL

    def held(self):
        """What the store holds: its files with their facts and rejects; raises what is wrong."""
        if not self.store.exists():
            return {}
        done = subprocess.run([self.program, "list", "sources", "-f", "csv", "--db", str(self.store)],
                              capture_output=True, text=True, check=False, timeout=60)
        if done.returncode != 0:
            raise ValueError(f"exit code {done.returncode}: {done.stderr}")
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as db:
            return contents(db)


def contents(db):
    """Set, version, name and digest of each file: rows of its own, and in each table."""
    answer = db.execute("PRAGMA quick_check").fetchone()[0]
    if answer != "ok":
        raise ValueError(answer)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
              if {"file", "line"} <= {row[1] for row in db.execute(f"PRAGMA table_info({name})")}]
    counts = {}
    for table in tables:
        for file, count in db.execute(f"SELECT file, count(*) FROM {table} GROUP BY file"):
            counts.setdefault(file, []).append((table, count))
    found = {}
    for file, *what in db.execute("SELECT file, \"set\", version, name, sha256, rows, rejects"
                                  " FROM files"):
        found[tuple(what)] = sorted(counts.pop(file, []))
    if counts:
        raise ValueError(f"rows of files that are not there: {counts}")
    return found


def problems(trial, wanted, exactly=False):
    """What is wrong with the store, which may hold what is wanted, or holds exactly that."""
    try:
        held = trial.held()
    except (ValueError, sqlite3.Error) as error:
        return [str(error)]
    if exactly and held != wanted:
        return [f"lacks {sorted(set(wanted) - set(held))}, has {sorted(set(held) - set(wanted))}"]
    return [f"{what} has {rows}, not {wanted.get(what)}" for what, rows in held.items()
            if wanted.get(what) != rows]


def killed_imports(trial, report, draw):
    trial.whole(trial.files)  # so that the files are in memory when the next is timed
    trial.forget()
    seconds = trial.whole(trial.files)
    wanted = trial.held()
    killed, partly = 0, 0
    for number in range(1, TIMES + 1):
        trial.forget()
        killed += trial.kill_after(0.9 * seconds * draw.random(), trial.files)
        report.check(f"killed at a random moment, {number}", problems(trial, wanted))
        partly += trial.store.exists()
        if number % FINISHED_EACH == 0:
            trial.whole(trial.files)
            report.check(f"and finished, {number}", problems(trial, wanted, exactly=True))
    report.check("many imports were killed on the way",
                 [] if min(killed, partly) > TIMES // 3 else [f"{killed}, {partly}"])


def killed_replacements(trial, report, draw, folder):
    """A file that takes the place of another, killed: the store holds the one or the other."""
    old = next(path for path in trial.files if str(path).endswith(REPLACING))
    new = pathlib.Path(folder) / old.name
    lines = gzip.open(old, "rb").read().splitlines(keepends=True)
    new.write_bytes(gzip.compress(b"".join(lines[:-1]), mtime=0))
    trial.forget()
    trial.whole([old])
    before = trial.held()
    seconds = trial.whole([new])
    after = trial.held()
    report.check("other bytes take the place of a file",
                 [] if len(before) == len(after) and before != after else [f"{before}, {after}"])
    for number in range(1, REPLACED + 1):
        trial.forget()
        trial.whole([old])
        trial.kill_after(seconds * draw.random(), [new])
        report.check(f"killed while one file took the place of another, {number}",
                     problems(trial, before, exactly=True) and problems(trial, after, exactly=True))


def main(program, listed, *data):
    report = Report()
    if not data or not pathlib.Path(data[0]).is_dir():
        report.skip("imports that are killed", "the published files are not there")
        return report.close()
    draw = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="entente-kill-") as folder:
        trial = Trial(str(pathlib.Path(program).resolve()), listed, pathlib.Path(data[0]), folder)
        killed_imports(trial, report, draw)
        killed_replacements(trial, report, draw, folder)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
