#!/usr/bin/env python3
"""Import published roll calls and state-years, and ask the store what is known of them.

usage: check_known.py PROGRAM [DATA_FOLDER]

Without DATA_FOLDER nothing is tested.

SPDX-License-Identifier: MIT
"""
import collections
import math
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

FILES = ["unga-votes/UNVotesPublished_rollcalls.csv.gz", "unga-votes/UNVotesPublished_votes.csv.gz",
         "unga-votes/un_roll_calls.csv.gz", "unga-votes/un_votes.csv.gz",
         "gdp/cw_gdppop.csv.gz", "gdp/cow_sdp_gdp.csv.gz",
         "regime/polity5.csv.gz", "regime/isard_cw_democracy.csv.gz"]
ROLL_CALLS = {"unga-votes": "unga-roll-calls", "unvotes-votes": "unvotes-roll-calls"}
# The later series knows nothing of these and gives each 5.9 million, whatever its size.
NO_POPULATION = {"YMD", "RVN", "ZAN"}
# The joined table has Polity's own 341 (Kosovo) and 626 (Sudan) under these COW numbers.
WRONG_NUMBER = {"MNE", "SSD"}

# State, year, and a value that two sets give for them.
PAIRS = """WITH one AS (SELECT t.* FROM {table} t JOIN files f USING (file) WHERE f."set" = ?),
two AS MATERIALIZED (SELECT t.* FROM {table} t JOIN files f USING (file) WHERE f."set" = ?)
SELECT one.state, one.year, one.{value}, two.{value} FROM one JOIN two USING (state, year)
WHERE one.{value} IS NOT NULL AND two.{value} IS NOT NULL"""


def votes_cast(db, name):
    """Votes of a set that are yes, no or abstain: state, vote, and the roll call of its set."""
    calls = {row[0]: row for row in db.execute(
        "SELECT roll_call, session, date, resolution FROM v_roll_calls WHERE \"set\" = ?",
        (ROLL_CALLS[name],))}
    rows = db.execute("SELECT v.roll_call, v.state, v.vote FROM votes v JOIN files f USING (file)"
                      " WHERE f.\"set\" = ? AND v.vote IN ('yes', 'no', 'abstain')", (name,))
    return [(state, vote, *calls[call][1:]) for call, state, vote in rows if call in calls]


def check_zionism(cast):
    """Resolution 3379 of 1975-11-10: 72 for, 35 against, 32 abstentions."""
    found = collections.Counter(vote for _, vote, _, _, what in cast if what == "R/30/3379")
    want = {"yes": 72, "no": 35, "abstain": 32}
    return [] if found == want else [f"{found} instead of {want}"]


def check_china(cast):
    """The seat of China is that of the Republic of China until 1971-10-24."""
    wrong = [(state, date, what) for state, _, _, date, what in cast if date and
             (state == "CHN" and date < "1971-10-25" or state == "TWN" and date >= "1971-10-25")]
    return [f"{len(wrong)} votes of the wrong China: {wrong[:3]}"] if wrong else []


def check_outsiders(cast):
    """A state outside of the United Nations casts no vote: Switzerland came in 2002."""
    early = sum(state == "CHE" and session < 57 for state, _, session, _, _ in cast)
    return [f"{early} votes of Switzerland before it was a member"] if early else []


def by_state(rows):
    found = collections.defaultdict(list)
    for state, value in rows:
        found[state].append(value)
    return found


def check_population(db):
    """Two series of population mean the same states, whatever scheme their numbers are of."""
    rows = db.execute(PAIRS.format(value="population", table="gdp"), ("anders-gdp", "fariss-gdp"))
    found = by_state((state, abs(a - math.log(1e6 * b))) for state, year, a, b in rows
                     if year >= 1960)
    far = {s: round(math.exp(statistics.median(d)), 2) for s, d in found.items()
           if statistics.median(d) > math.log(2)}
    return [] if len(found) > 180 and set(far) == NO_POPULATION else [f"{len(found)} states; apart: {far}"]


def check_polity(db):
    """Two tables of polity2 mean the same states."""
    rows = db.execute(PAIRS.format(value="polity2", table="regimes"),
                      ("polity5", "isard-democracy"))
    found = by_state((state, a == b) for state, year, a, b in rows if 1946 <= year <= 2015)
    apart = {s: round(statistics.mean(e), 2) for s, e in found.items() if statistics.mean(e) < 0.5}
    return [] if len(found) > 150 and set(apart) == WRONG_NUMBER else [f"{len(found)} states; apart: {apart}"]


def checks(db):
    """Every check, with its name."""
    for name in ROLL_CALLS:
        cast = votes_cast(db, name)
        yield f"resolution 3379 in {name}", check_zionism(cast)
        yield f"the seat of China in {name}", check_china(cast)
        yield f"states outside in {name}", check_outsiders(cast)
    yield "population of two series", check_population(db)
    yield "polity of two tables", check_polity(db)


def main(program, *data):
    report = Report()
    if not data or not pathlib.Path(data[0]).is_dir():
        report.skip("published roll calls and state-years", "the published files are not there")
        return report.close()
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "store.db"
        paths = [str(pathlib.Path(data[0]) / name) for name in FILES]
        done = subprocess.run([program, "import", "auto", *paths, "--db", str(store)],
                              capture_output=True, text=True, check=False, timeout=300)
        report.check("import", [] if done.returncode == 0 else [done.stderr])
        with sqlite3.connect(store) as db:
            for name, wrong in checks(db):
                report.check(name, wrong)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
