#!/usr/bin/env python3
"""What published sets say of obligations, peace, arms and trade: single figures, and ATOP's dyads.

usage: check_exchange.py PROGRAM DATA_FOLDER

The dyads of an alliance follow from the spells of its members: two that stand in one phase on one
day owe each other what their own rows say.  Without DATA_FOLDER nothing is tested.

SPDX-License-Identifier: MIT
"""
import collections
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

FLAGS = "defence", "offence", "neutrality", "nonaggression", "consultation"
LAST_YEAR = 2018

# Years of a change of phase or of terms, in which the published dyad-years leave out what ended.
PUBLISHED_OTHERWISE = {1857: 1, 1888: 12, 1905: 1, 1990: 2}

FILES = ("arms-transfers/sipri_trade_register.csv.gz", "atop/atop5_1m.csv",
         "atop/peacesciencer_atop_alliance.csv.gz", "cow-trade/cow_trade_dyad_years.csv.gz",
         "major-power-signals/individual_signals.csv.gz", "military-exercises/jme_v3.csv",
         "military-exercises/mme_v7.csv.gz", "peace-scale/peacedata3.1.csv")

# What is asked, and the rows that answer.
FIGURES = {
    "29,056 arms deals": ("SELECT count(*) FROM arms_transfers", [(29056,)]),
    "181 of them from Russia or the USSR to China": (
        "SELECT count(*) FROM arms_transfers WHERE supplier = 'RUS' AND recipient = 'CHN'",
        [(181,)]),
    "imports of the USA from China in 2014": (
        "SELECT imports_a FROM trade WHERE state_a = 'USA' AND state_b = 'CHN' AND year = 2014",
        [(472525.0,)]),
    "Russia and China on the peace scale": (
        "SELECT start, \"end\", level, transition FROM peace_levels"
        " WHERE state_a = 'RUS' AND state_b = 'CHN' ORDER BY part",
        [(None, "1952-02-13", 0.0, 0), ("1952-02-14", "1963-03-08", 0.25, 0),
         ("1963-03-09", "1997-11-09", 0.0, 0), ("1997-11-10", "2004-10-13", None, 1),
         ("2004-10-14", None, 0.5, 0)]),
    "the USA and China on the peace scale from 1949": (
        "SELECT start, level FROM peace_levels"
        " WHERE state_a = 'USA' AND state_b = 'CHN' AND start > '1949' ORDER BY part",
        [("1949-10-01", 0.0), ("1972-02-28", 0.25), ("2018-07-15", 0.0)]),
    "the obligations of China to the USSR in 1950": (
        "SELECT defence, nonaggression, consultation, \"end\" FROM atop_members"
        " WHERE alliance = '3200' AND state = 'CHN'", [(1, 1, 0, "1980-04-11")]),
    "American troops in South Korea in 1985": (
        "SELECT troops FROM signals WHERE state = 'KOR' AND power = 'USA' AND year = 1985",
        [(40950.0,)]),
    "an exercise has one key": (
        "SELECT exercise FROM exercises GROUP BY exercise HAVING count(*) > 1", []),
    "a participant has its exercise": (
        "SELECT p.exercise FROM exercise_participants p LEFT JOIN exercises e USING (exercise)"
        " WHERE e.exercise IS NULL", []),
}


def fill(program, store, data):
    for path in FILES:
        subprocess.run([program, "import", "auto", str(data / path), "--db", str(store)],
                       check=True, capture_output=True, timeout=300)


def derived_dyad_years(db):
    """What each state owed each other in a year, and the years in which that varied by partner."""
    members = collections.defaultdict(list)
    for row in db.execute(f"SELECT alliance, phase, coalesce(state, state_given), start,"
                          f" coalesce(\"end\", '{LAST_YEAR}-12-31'), obligations_vary,"
                          f" {', '.join(FLAGS)} FROM atop_members"):
        members[row[:2]].append(row[2:])
    owed, vary = {}, set()
    for group in members.values():
        for a, start_a, end_a, varies, *flags in group:
            for b, start_b, end_b, *_ in group:
                if a == b:
                    continue
                start, end = max(start_a, start_b), min(end_a, end_b)
                for year in range(int(start[:4]), int(end[:4]) + 1) if start <= end else ():
                    old = owed.get((a, b, year), (0,) * len(FLAGS))
                    owed[a, b, year] = tuple(x | y for x, y in zip(old, flags))
                    if varies == 1:
                        vary.add((a, b, year))
    return owed, vary


def dyads_that_differ(db):
    """What is wrong with the published dyad-years, where the members owe each other the same."""
    owed, vary = derived_dyad_years(db)
    unlike = [(a, b, year) for a, b, year, *flags in db.execute(
        f"SELECT state_a, state_b, year, {', '.join(FLAGS)} FROM atop_dyad_years")
        if (a, b, year) not in vary and owed.get((a, b, year)) != tuple(flags)]
    years = collections.Counter(year for _, _, year in unlike)
    return [] if years == PUBLISHED_OTHERWISE else [f"{years}: {unlike[:10]}"]


def main(program, *data):
    report = Report()
    names = [*FIGURES, "the dyads of ATOP follow from its members"]
    if not data or not pathlib.Path(data[0]).is_dir():
        for name in names:
            report.skip(name, "the published files are not there")
        return report.close()
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "store.db"
        fill(program, store, pathlib.Path(data[0]))
        with sqlite3.connect(store) as db:
            for name, (question, want) in FIGURES.items():
                have = db.execute(question).fetchall()
                report.check(name, [] if have == want else [f"{have} instead of {want}"])
            report.check(names[-1], dyads_that_differ(db))
    return report.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
