#!/usr/bin/env python3
"""Import the published files that published.csv lists, and count what the store then holds.

usage: check_published.py PROGRAM published.csv DATA_FOLDER

A row without counts is a file that is named and skipped.  Without DATA_FOLDER nothing is tested.

SPDX-License-Identifier: MIT
"""
import csv
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

FACTS = "SELECT count(*) FROM {} t JOIN files f USING (file) WHERE f.name = ? AND f.\"set\" = ?"


def tables(db):
    """The tables whose rows stand in a file."""
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [name for name in names if name != "rejects" and
            {"file", "line", "part"} <= {row[1] for row in db.execute(f"PRAGMA table_info({name})")}]


def found(db, name, set_name):
    """Version, facts, rejects, unmatched, last day of a file of the store."""
    row = db.execute("SELECT file, version, last FROM files WHERE name = ? AND \"set\" = ?",
                     (name, set_name)).fetchone()
    if row is None:
        return None
    facts = sum(db.execute(FACTS.format(t), (name, set_name)).fetchone()[0] for t in tables(db))
    reasons = [r[0] for r in db.execute("SELECT reason FROM rejects WHERE file = ?", (row[0],))]
    unmatched = sum(r.startswith("unmatched ") for r in reasons)
    return [row[1], str(facts), str(len(reasons) - unmatched), str(unmatched), row[2] or ""]


def check(program, row, folder, data):
    """What is wrong with the import of one file."""
    path = data / row["path"]
    store = pathlib.Path(folder) / "store.db"
    store.unlink(missing_ok=True)
    done = subprocess.run([program, "import", "auto", str(path), "--db", str(store)],
                          capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        return [f"exit {done.returncode}: {done.stderr}"]
    if row["facts"] == "":
        return [] if ": skipped: " in done.stderr else [f"not skipped: {done.stderr}"]
    with sqlite3.connect(store) as db:
        have = found(db, path.name, row["set"])
    want = [row[k] for k in ("version", "facts", "rejects", "unmatched", "last")]
    return [] if have == want else [f"{have} instead of {want}: {done.stderr}"]


def main(program, listed, *data):
    report = Report()
    with open(listed, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if not data or not pathlib.Path(data[0]).is_dir():
            report.skip(row["path"], "the published files are not there")
            continue
        with tempfile.TemporaryDirectory() as folder:
            report.check(row["path"], check(program, row, folder, pathlib.Path(data[0])))
    return report.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
