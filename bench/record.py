#!/usr/bin/env python3
"""Time the record: the import of all published files, and pictures made from it.

usage: record.py PROGRAM --data DIR [--db STORE]

SPDX-License-Identifier: MIT
"""
import argparse
import csv
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

LISTED = pathlib.Path(__file__).resolve().parents[1] / "tests/data/published.csv"
RUNS = 3
MOST_SECONDS, MOST_MEGABYTES = 60, 400

# What is asked of the full store, and the seconds that are promised, or None.  A measure of all
# years asks for the system of each.
QUESTIONS = [
    ("what supplies what", ["list", "sources"], None),
    ("the record and the system of one year", ["list", "ties", "--at", "1985"], None),
    ("the record and the system of one day", ["list", "ties", "--at", "1985-03-11"], None),
    ("the systems of all years", ["measure", "power", "--states", "USA"], 3),
    ("alignment of all pairs, 1816 to 2012",
     ["measure", "alignment", "--from", "1816", "--to", "2012"], 2),
    ("the history of two states", ["show", "RUS", "CHN", "--from", "1949"], None),
]

# Measures of all years that look at one large table each, or at none.
for measure in ("threat", "pressure", "influence", "dependence"):
    QUESTIONS.append((f"{measure} of all years", ["measure", measure], None))

OTHER = pathlib.Path(__file__).resolve().parents[1] / "tests/data/import/gdelt-1/1982.tsv"

# The report, one after the other on a store that keeps what was found out of it: first as the import
# left it, which found what is dear of votes, then after a file of events that no page reads, at last
# where nothing is kept.
REPORTS = [
    ("a report, the first after the import", [], None, None),
    ("the same again", [], None, 2),
    ("with other runs, of what was kept", ["--seed", "2"], None, None),
    ("after a file that it does not read", [], "other", None),
    ("a report of which nothing is kept", [], "anew", None),
]


def timed(command):
    """Seconds that passed, seconds of the processors, and what went wrong."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, check=False)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return end - start, cpu, done.stderr.decode() if done.returncode != 0 else ""


def say(what, wall, cpu, promise):
    """One line; whether the promise is kept, by what the processors did."""
    promised = "" if promise is None else f", promised {promise} s"
    print(f"{what}: {wall:.2f} s, {cpu:.2f} s of the processors{promised}", flush=True)
    return promise is None or cpu <= promise


def time_import(program, data, store):
    with open(LISTED, encoding="utf-8") as file:
        paths = [data / row["path"] for row in csv.DictReader(file) if row["set"] != "edges"]
    size = sum(path.stat().st_size for path in paths) / 1e6
    for path in paths:
        path.read_bytes()  # into the page cache
    wall, cpu, wrong = timed([program, "import", "auto", *map(str, paths), "-q", "--db", str(store)])
    if wrong:
        print(wrong)
        return False
    kept = say(f"import of {len(paths)} files, {size:.0f} MB as published", wall, cpu, MOST_SECONDS)
    stored = store.stat().st_size / 1e6
    print(f"store: {stored:.0f} MB, promised {MOST_MEGABYTES} MB")
    return kept and stored <= MOST_MEGABYTES


def time_questions(program, store):
    kept = True
    for what, words, promise in QUESTIONS:
        runs = [timed([program, *words, "-f", "csv", "--db", str(store)]) for _ in range(RUNS)]
        if runs[0][2]:
            print(f"{what}: {runs[0][2]}")
            kept = False
        else:
            kept = say(what, min(r[0] for r in runs), min(r[1] for r in runs), promise) and kept
    return kept


def time_report(program, store, folder):
    """On a copy, which keeps what was found out of it: other stores are left as they are."""
    copy, kept = folder / "report.db", True
    shutil.copy(store, copy)
    for what, words, change, promise in REPORTS:
        if change == "other":
            wrong = timed([program, "import", "auto", str(OTHER), "-q", "--db", str(copy)])[2]
            kept = kept and not wrong
        if change == "anew":
            with sqlite3.connect(copy) as db:
                db.execute("DELETE FROM answers")
            db.close()
        wall, cpu, wrong = timed([program, "report", *words, "-q", "-o", str(folder / "page.html"),
                                  "--db", str(copy)])
        if wrong:
            print(f"{what}: {wrong}")
        kept = not wrong and say(what, wall, cpu, promise) and kept
    return kept


def main():
    parser = argparse.ArgumentParser(description="the record: import, and pictures made from it")
    parser.add_argument("program")
    parser.add_argument("--data", required=True)
    parser.add_argument("--db", help="a store that is there: no import")
    options = parser.parse_args()
    data = pathlib.Path(options.data)
    if not data.is_dir():
        print("the published files are not there: nothing to time")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(options.db or pathlib.Path(folder) / "record.db")
        kept = options.db is not None or time_import(options.program, data, store)
        kept = store.exists() and time_questions(options.program, store) and kept
        kept = store.exists() and time_report(options.program, store, pathlib.Path(folder)) and kept
    if not kept:
        print("below the promise")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
