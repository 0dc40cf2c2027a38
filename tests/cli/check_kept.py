#!/usr/bin/env python3
"""What a store keeps of a report gives the same bytes as finding it out anew.

usage: check_kept.py PROGRAM

SPDX-License-Identifier: MIT
"""
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

STATES = {"United States": "US", "Russia": "RU", "China": "CN", "France": "FR", "India": "IN", "Iran": "IR"}
CALLS = 24


def write_votes(cwd):
    """Two sessions of invented roll calls that divide their voters."""
    chance = random.Random(7)
    calls = ["rcid,session,importantvote,date,unres,amend,para,short,descr"]
    votes = ["rcid,country,country_code,vote"]
    for i in range(1, CALLS + 1):
        session = 70 + i % 2
        calls.append(f"{i},{session},0,{1945 + session}-12-{i:02},R/{session}/{i},0,0,TEXT {i},text {i}")
        for k, (name, code) in enumerate(STATES.items()):
            vote = "yes" if chance.random() < (.15, .8, .85, .2, .6, .9)[k] else "no"
            votes.append(f"{i},{name},{code},{vote}")
    (cwd / "un_roll_calls.csv").write_text("\n".join(calls) + "\n", encoding="utf-8")
    (cwd / "un_votes.csv").write_text("\n".join(votes) + "\n", encoding="utf-8")


def alter(store, sql, *values):
    """As the program does it: what is left holds of the state that this leaves."""
    with sqlite3.connect(store) as db:
        db.execute(sql, values)
        db.execute("UPDATE answers SET change = change + 1 WHERE change <> -1")  # -1 lasts
    db.close()


def kept(store):
    with sqlite3.connect(store) as db:
        rows = db.execute("SELECT question, length(answer) FROM answers ORDER BY 2").fetchall()
    db.close()
    return rows


class Bench:
    def __init__(self, program, cwd):
        self.program, self.cwd, self.wrong = str(pathlib.Path(program).resolve()), cwd, []

    def call(self, *words):
        done = subprocess.run([self.program, *words], cwd=self.cwd, capture_output=True, timeout=120,
                              stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            self.wrong.append(f"{words}: exit code {done.returncode}: {done.stderr.decode()}")
        return done.stdout

    def report(self, store, *more):
        return self.call("report", "-d", store, "-o", "-", *more)

    def expect(self, what, holds):
        if not holds:
            self.wrong.append(f"not so: {what}")


def a_kept_report_is_the_first(bench, store):
    first = bench.report(store)
    rows = kept(store)
    bench.expect("the page is kept, and what it is made from", len(rows) >= 4)
    bench.expect("another program takes the page that was kept", bench.report(store) == first)
    bench.expect("nothing is written for it", kept(store) == rows)
    alter(store, "DELETE FROM answers WHERE question = ?", rows[-1][0])
    bench.expect("a page of what was kept is the same", bench.report(store) == first)
    bench.expect("and is kept again", sorted(kept(store)) == sorted(rows))


def a_part_is_thrown_away(bench, store):
    """Points are kept for any record of the votes; what is none of ours is found out anew."""
    shown = bench.call("measure", "idealpoints", "-d", store, "-f", "csv")
    alter(store, "UPDATE answers SET answer = substr(answer, 1, length(answer) / 2)")
    bench.expect("points of what is cut are found out anew",
                 bench.call("measure", "idealpoints", "-d", store, "-f", "csv") == shown)
    alter(store, "DELETE FROM answers")
    bench.expect("points of a store that keeps nothing",
                 bench.call("measure", "idealpoints", "-d", store, "-f", "csv") == shown)
    bench.expect("a measure keeps nothing", kept(store) == [])


def a_file_of_a_name_of_ours_counts(bench, store):
    """A scenario of this folder stands before that of the pack."""
    (bench.cwd / "base").write_text("format: 1\nnonsense: 1\n", encoding="utf-8")
    done = subprocess.run([bench.program, "report", "-d", store, "-o", "-"], cwd=bench.cwd,
                          capture_output=True, timeout=120, check=False)
    (bench.cwd / "base").unlink()
    bench.expect("a page that was kept does not hide what is wrong with a scenario",
                 done.returncode != 0 and b"nonsense" in done.stderr)


def main(arguments):
    report = Report()
    with tempfile.TemporaryDirectory(prefix="entente-kept-") as name:
        bench = Bench(arguments[0], pathlib.Path(name))
        write_votes(bench.cwd)
        bench.call("import", "auto", "un_roll_calls.csv", "un_votes.csv", "-d", "one.db")
        a_kept_report_is_the_first(bench, str(bench.cwd / "one.db"))
        report.check("a kept report is the first, to the byte", bench.wrong)
        bench.wrong = []
        a_file_of_a_name_of_ours_counts(bench, str(bench.cwd / "one.db"))
        report.check("a file of this folder ends a kept report", bench.wrong)
        bench.wrong = []
        shutil.copy(bench.cwd / "one.db", bench.cwd / "two.db")
        a_part_is_thrown_away(bench, str(bench.cwd / "two.db"))
        report.check("a part that is thrown away or cut is found out anew", bench.wrong)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
