#!/usr/bin/env python3
"""The record of all published files in one store: what is known of it, asked of the program.

usage: check_record.py PROGRAM published.csv DATA_FOLDER

The files are those of published.csv, but for networks.  What no command prints is asked of the
views of the store.  Without DATA_FOLDER nothing is tested.

  1. the import      2. sources, rejects, citations      3. single figures
  4. what follows from two sets of one matter     5. measures, recomputed from the rows

SPDX-License-Identifier: MIT
"""
import collections
import csv
import io
import json
import math
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import published  # noqa: E402
from report import Report  # noqa: E402

# The same set and version in other bytes: it takes the place of the publisher's file.
OTHER_BYTES = "cow-state-system/peacesciencer_cow_states.csv"

# What supplies each kind, and the last day for which it is read; data/world supplies it after
# that day where it is named behind.
SEAMS = {
    "obligations": ("cow-alliances 4.1", "2012-12-31", True),
    "rivalries": ("tss-rivalries 2021", "2020-12-31", True),
    "peace": ("peace-scale 3.1", "2020-12-31", False),
    "disputes": ("cow-mid-participants 5.0", "2014-12-31", True),
    "sanctions": ("gsdb 4", "2023-12-31", True),
    "borders": ("cow-contiguity 3.2", "2016-12-31", True),
    "capabilities": ("cow-nmc 7.0", "2022-12-31", True),
    "gdp": ("fariss-gdp 2022", "2019-12-31", False),
    "regimes": ("isard-democracy 2025", "2025-12-31", True),
    "major_powers": ("cow-majors 2016", "2016-12-31", False),
    "leaders": ("archigos 4.1", "2015-12-31", True),
    "arms": ("sipri-arms 2024", "2023-12-31", False),
    "exercises": ("mme 7", "2010-12-31", False),
    "participants": ("mme 7", "2010-12-31", False),
    "signals": ("major-power-signals 2019", "2012-12-31", False),
    "arms_races": ("arms-races 2005", "1984-12-31", False),
    "deployments": ("us-troops 2024", "2024-12-31", False),
    "distances": ("cshapes-distances 2.0", "2019-12-31", False),
    "organisations": ("cow-igo 3.0", "2014-12-31", False),
    "trade": ("cow-trade 4.0", "2014-12-31", True),
    "trade_totals": ("cow-trade-totals 4.0", "2014-12-31", False),
    "conflicts": ("ucdp 25.1", "2024-12-31", False),
    "event_counts": ("gdelt-2 2.0", "2019-10-24", False),
    "event_totals": ("gdelt-2 2.0", "2019-10-24", False),
    "roll_calls": ("unvotes-roll-calls 74", "2019-12-31", True),
    "issues": ("unvotes-issues 74", "2019-12-31", False),
    "votes": ("unvotes-votes 74", "2019-12-31", True),
    "cooperation": (None, None, True),
    "claims": (None, None, True),
    "institutions": (None, None, True),
}
# Those that supply nothing yet, and how far they reach.
LAST_DAYS = {"atop-members 5.1": "2018-12-31", "cow-nmc 5.0": "2012-12-31", "cow-nmc 6.0": "2016-12-31",
             "unga-idealpoints 2025-07": "2024-12-31"}
FOUNDERS = set("BEL CAN DNK FRA GBR ISL ITA LUX NLD NOR PRT USA".split())
# The six spells of COW, with the government that stood for China; the last was not seen to end.
LAST_DAY = "2012-12-31"
SPELLS = [("alliance 76", "1896-06-03", "1900-06-17", "defence", ""),
          ("alliance 168", "1937-08-21", "1945-08-14", "neutrality nonaggression", "ROC"),
          ("alliance 202", "1945-08-14", "1949-10-01", "defence", "ROC"),
          ("alliance 229", "1950-02-14", "1980-02-14", "defence", "PRC"),
          ("alliance 267", "1962-07-23", "1964-07-12", "neutrality", "PRC"),
          ("alliance 389", "1996-04-27", "", "nonaggression consultation", "PRC")]

# What is asked of the store, and the rows that answer.
FIGURES = {
    "181 arms deals from Russia or the USSR to China": (
        "SELECT count(*) FROM v_arms_transfers WHERE supplier = 'RUS' AND recipient = 'CHN'",
        [(181,)]),
    "imports of the USA from China in 2014": (
        "SELECT imports_a FROM v_trade WHERE state_a = 'USA' AND state_b = 'CHN' AND year = 2014"
        " AND \"set\" = 'cow-trade'", [(472525.0,)]),
    "23 states in the list of 1816, 195 in that of 2016": (
        "SELECT sum(start <= '1816-12-31'), sum(coalesce(\"end\", '9999') >= '2016-12-31')"
        " FROM v_listed_states WHERE \"set\" = 'cow-states'", [(23, 195)]),
    "Russia and China on the peace scale": (
        "SELECT start, \"end\", level, transition FROM v_peace_levels"
        " WHERE state_a = 'RUS' AND state_b = 'CHN' ORDER BY coalesce(start, '')",
        [(None, "1952-02-13", 0.0, 0), ("1952-02-14", "1963-03-08", 0.25, 0),
         ("1963-03-09", "1997-11-09", 0.0, 0), ("1997-11-10", "2004-10-13", None, 1),
         ("2004-10-14", None, 0.5, 0)]),
    "the USA and China on the peace scale from 1949": (
        "SELECT start, level FROM v_peace_levels"
        " WHERE state_a = 'USA' AND state_b = 'CHN' AND start > '1949' ORDER BY start",
        [("1949-10-01", 0.0), ("1972-02-28", 0.25), ("2018-07-15", 0.0)]),
    "the obligations of China to the USSR in 1950": (
        "SELECT defence, nonaggression, consultation, \"end\" FROM v_atop_members"
        " WHERE alliance = '3200' AND state = 'CHN' AND version = '5.1'",
        [(1, 1, 0, "1980-04-11")]),
    "American troops in South Korea in 1985": (
        "SELECT troops FROM v_signals WHERE state = 'KOR' AND power = 'USA' AND year = 1985",
        [(40950.0,)]),
    "an exercise has one key": (
        "SELECT \"set\", exercise FROM v_exercises GROUP BY 1, 2 HAVING count(*) > 1", []),
    "a participant has its exercise": (
        "SELECT \"set\", exercise FROM v_exercise_participants"
        " EXCEPT SELECT \"set\", exercise FROM v_exercises", []),
}

# Trade of the five states of Central Asia with Russia and with China, in percent of all their
# trade, as entente-measures(7) has it.
CENTRAL_ASIA = {1995: {"KAZ": (53.9, 4.1), "KGZ": (23.1, 16.9), "TJK": (21.0, 0.6),
                       "TKM": (6.0, 0.4), "UZB": (29.2, 2.0)},
                2005: {"KAZ": (24.0, 10.2), "KGZ": (28.9, 11.5), "TJK": (16.0, 4.9),
                       "TKM": (4.1, 1.5), "UZB": (24.5, 9.4)},
                2014: {"KAZ": (20.8, 21.9), "KGZ": (16.9, 49.4), "TJK": (15.3, 41.7),
                       "TKM": (6.0, 46.4), "UZB": (20.5, 21.9)}}
RUSSIAN_ARMS = {"KAZ": 94, "KGZ": 100, "TJK": 88, "TKM": 0, "UZB": 45}  # of 2015 to 2019

FLAGS = "defence", "offence", "neutrality", "nonaggression", "consultation"
LAST_YEAR = 2018
# Years of a change of phase or of terms, in which the published dyad-years leave out what ended.
PUBLISHED_OTHERWISE = {1857: 1, 1888: 12, 1905: 1, 1990: 2}
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


class Bench:
    def __init__(self, program, listed, data, folder):
        self.report = Report()
        self.program, self.data = str(pathlib.Path(program).resolve()), data
        self.store = pathlib.Path(folder) / "store.db"
        with open(listed, encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.listed = [row for row in rows if row["set"] != "edges"]
        self.networks = [row for row in rows if row["set"] == "edges"]
        self.db = None

    def call(self, *words):
        done = subprocess.run([self.program, *words, "--db", str(self.store)], check=False,
                              capture_output=True, text=True, timeout=300)
        return done.returncode, done.stdout, done.stderr

    def rows(self, *words):
        """The rows of a table, by column."""
        code, out, err = self.call(*words, "-f", "csv")
        self.same(f"exit code of {' '.join(words)}", (code, err), (0, ""))
        return list(csv.DictReader(io.StringIO(out)))

    def bring(self, rows, *words):
        return self.call("import", "auto", *[str(self.data / row["path"]) for row in rows], *words)

    def holds(self, rows):
        """Each file with all its rows, told as published.csv counts them."""
        with sqlite3.connect(self.store) as db:
            for row in rows:
                self.report.check(row["path"], published.problems(db, row))

    def ask(self, question, values=()):
        return self.db.execute(question, values).fetchall()

    def same(self, name, have, want):
        self.report.check(name, [] if have == want else [f"{have} instead of {want}"])


def file_name(row):
    return pathlib.PurePath(row["path"]).name


# 1. the import


def check_import(bench):
    """All files but one; the same again; that one, which takes the place of another."""
    rows = [row for row in bench.listed if row["path"] != OTHER_BYTES]
    kept = [row for row in rows if row["facts"] != ""]
    code, _, told = bench.bring(rows)
    lines = told.splitlines()
    bench.same("all files are imported or skipped for a reason",
               (code, len(lines), sum(": skipped: " in line for line in lines)),
               (0, len(rows), len(rows) - len(kept)))
    skipped = [row["path"] for row in rows if row["facts"] == ""]
    bench.same("what is skipped is what should be",
               [path for path in skipped if not any(
                   line.startswith(f"{pathlib.PurePath(path).name}: skipped: ") for line in lines)],
               [])
    bench.holds(kept)
    before = bench.store.read_bytes()
    code, _, told = bench.bring(rows)
    bench.same("the same files again change nothing",
               (code, told.count(" is there already, nothing changed\n"),
                bench.store.read_bytes() == before), (0, len(kept), True))
    other = [row for row in bench.listed if row["path"] == OTHER_BYTES]
    code, _, told = bench.bring(other)
    bench.same("other bytes of the same set and version take its place, and say so",
               (code, told), (0, f"{file_name(other[0])}: cow-states 2016, 243 rows, 0 set aside, "
                              "in place of an earlier file\n"))
    bench.holds(other)
    return [row for row in kept if row["path"] != "cow-state-system/states2016.csv"] + other


def check_networks(bench):
    """Networks that are of no states stand in a store of their own."""
    code, _, told = bench.bring(bench.networks)
    bench.same("networks are imported", (code, len(told.splitlines())), (0, len(bench.networks)))
    bench.holds(bench.networks)
    bench.store.unlink()


# 2. sources, rejects, citations


def check_sources(bench, kept):
    rows = bench.rows("list", "sources")
    published = [row for row in rows if row["set"] != "world"]
    bench.same("every file is listed with its set, version and last day",
               sorted((row["set"], row["version"], row["file"], row["last"]) for row in published),
               sorted((row["set"], row["version"], file_name(row), row["last"]) for row in kept))
    bench.same("2,436 disputes and 29,056 arms deals",
               [row["rows"] for row in rows if row["set"] in ("cow-mid", "sipri-arms")],
               ["2436", "29056"])
    last = {f"{row['set']} {row['version']}": row["last"] for row in published}
    bench.same("what supplies nothing has a last day, too", {k: last[k] for k in LAST_DAYS},
               LAST_DAYS)
    first = {kind: (f"{row['set']} {row['version']}", row["used_until"])
             for row in published for kind in row["used_for"].split()}
    ours = {kind: row["used_until"] for row in rows if row["set"] == "world"
            for kind in row["used_for"].split()}
    sets = {(kind, row["set"]) for row in published for kind in row["used_for"].split()}
    bench.same("each kind has one published set", len(sets), len(first))
    for kind in sorted({*SEAMS, *first, *ours}):
        name, day, then_ours = SEAMS.get(kind, (None, None, None))
        bench.same(f"the seam of {kind}", (first.get(kind, (None, None)), ours.get(kind)),
                   ((name, day), "" if then_ours else None))
    chosen = bench.rows("list", "sources", "--source", "obligations=world")
    bench.same("another source can be chosen",
               [row["file"] for row in chosen if "obligations" in row["used_for"].split()],
               ["world/treaties.csv"])


def check_rejects(bench, kept):
    rows = bench.rows("list", "rejects")
    bench.same("rejects have a file, a line, a column and a reason", list(rows[0]),
               ["file", "line", "column", "reason"])
    found = collections.Counter((row["file"], row["reason"].startswith("unmatched "))
                                for row in rows)
    want = {(file_name(row), unmatched): int(row[column]) for row in kept
            for unmatched, column in ((False, "rejects"), (True, "unmatched"))
            if row[column] != "0"}
    bench.same("every reject is listed, and every name and code without a state", dict(found), want)


def is_bibtex(text):
    return text.startswith("@") and text.count("{") == text.count("}") > 0


def check_citations(bench, kept):
    rows = bench.rows("cite")
    bench.same("what is in the store is cited",
               sorted({(row["set"], row["version"]) for row in rows if row["set"] != "world"}),
               sorted({(row["set"], row["version"]) for row in kept}))
    bench.same("in words and in BibTeX",
               [row["set"] for row in rows
                if row["citation"] == "" or not is_bibtex(row["bibtex"])], [])
    for words, used, unused in (
            (("measure", "power", "--at", "1945"), ("cow-nmc 7.0",), ("cow-nmc 6.0", "gdelt-2 2.0")),
            (("show", "RUS", "CHN", "--at", "1950"), ("cow-alliances 4.1", "atop-members 5.1"),
             ("atop-members 4.01", "gdelt-1 1.0"))):
        code, out, _ = bench.call(*words, "-f", "json")
        named = json.loads(out)["sources"] if code == 0 else []
        bench.same(f"{words[0]} {words[1]} names the versions it used, no other",
                   (set(used) <= set(named), set(unused) & set(named)), (True, set()))


# 3. single figures


def check_commands(bench):
    power = bench.rows("measure", "power", "--states", "USA", "--at", "1945")
    bench.same("the USA hold 0.3838635 of the capabilities of 1945",
               [round(float(row["cinc"]), 7) for row in power], [0.3838635])
    for year, count in (("1816", 23), ("2016", 195)):
        bench.same(f"{count} states in {year}",
                   len({row["state"] for row in bench.rows("list", "states", "--at", year)}), count)
    shown = bench.rows("show", "NATO", "--at", "1949")
    bench.same("twelve founders of NATO",
               {row["value"] for row in shown if row["kind"] == "member"}, FOUNDERS)
    shown = [row for row in bench.rows("show", "RUS", "CHN")
             if row["kind"] == "obligation" and row["fact_id"].startswith("cow-alliances@4.1/")]
    bench.same("Russia and China have six spells of alliance, each with China's government",
               [(row["title"], row["start"], row["end"] if row["end"] < LAST_DAY else "", row["value"],
                 row["type"].removeprefix("alliance").removeprefix(" (government ").rstrip(")"))
                for row in shown], SPELLS)


def check_ties(bench):
    """Levels of cooperation from published evidence, signs that are carried, what show adds."""
    rows = bench.rows("measure", "cooperation", "--at", "1985")
    levels = {(row["state_a"], row["state_b"]): (row["level"], row["fact_id"]) for row in rows}
    bench.same("40,950 American soldiers in South Korea are level 6 in 1985, by our act or the signal",
               levels["USA", "KOR"][0], "6")
    bench.same("Soviet soldiers in East Germany are level 6; against a rival, as in Cuba, or where they"
               " fight, as in Afghanistan, soldiers are no evidence",
               (levels["DDR", "RUS"][0], ("USA", "CUB") in levels, ("RUS", "AFG") in levels),
               ("6", False, False))
    sets = collections.Counter(fact.split("@")[0] for _, fact in levels.values())
    bench.same("every level leads to a row", sorted(sets),
               ["major-power-signals", "mme", "sipri-arms", "world"])
    for signs, at in (("rivalry", "1962"), ("peace", "1962"), ("peace", "2023")):
        row = bench.rows("measure", "balance", "--at", at, "--signs", signs, "--null", "0")[0]
        bench.same(f"the network of {at} by {signs} is measured and proven",
                   (row["optimal"], 0 < float(row["algebraic_conflict"]) < 10,
                    row["carried"] == row["edges"]), ("true", True, at == "2023"))
    kinds = collections.Counter(row["kind"] for row in bench.rows("show", "USA", "KOR"))
    bench.same("show has distance, signals and shared organisations",
               [kinds[kind] > 0 for kind in ("distance", "signal", "organisations")], [True] * 3)


# 4. what follows from two sets of one matter


def votes_cast(bench, name):
    """Votes of a set that are yes, no or abstain: state, vote, and the roll call of its set."""
    calls = {row[0]: row for row in bench.ask(
        "SELECT roll_call, session, date, resolution FROM v_roll_calls WHERE \"set\" = ?",
        (ROLL_CALLS[name],))}
    rows = bench.ask("SELECT roll_call, state, vote FROM v_votes WHERE \"set\" = ?"
                     " AND vote IN ('yes', 'no', 'abstain')", (name,))
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
    early = sum(state == "CHE" and session.isdigit() and int(session) < 57
                for state, _, session, _, _ in cast)
    return [f"{early} votes of Switzerland before it was a member"] if early else []


def by_state(rows):
    found = collections.defaultdict(list)
    for state, value in rows:
        found[state].append(value)
    return found


def check_population(bench):
    """Two series of population mean the same states, whatever scheme their numbers are of."""
    rows = bench.ask(PAIRS.format(value="population", table="gdp"), ("anders-gdp", "fariss-gdp"))
    found = by_state((state, abs(a - math.log(1e6 * b))) for state, year, a, b in rows
                     if year >= 1960)
    far = {s: round(math.exp(statistics.median(d)), 2) for s, d in found.items()
           if statistics.median(d) > math.log(2)}
    return [] if len(found) > 180 and set(far) == NO_POPULATION else [f"{len(found)} states; {far}"]


def check_polity(bench):
    """Two tables of polity2 mean the same states."""
    rows = bench.ask(PAIRS.format(value="polity2", table="regimes"), ("polity5", "isard-democracy"))
    found = by_state((state, a == b) for state, year, a, b in rows if 1946 <= year <= 2015)
    apart = {s: round(statistics.mean(e), 2) for s, e in found.items() if statistics.mean(e) < 0.5}
    return [] if len(found) > 150 and set(apart) == WRONG_NUMBER else [f"{len(found)} states; {apart}"]


def derived_dyad_years(bench):
    """What each state owed each other in a year, and the years in which that varied by partner."""
    members = collections.defaultdict(list)
    for row in bench.ask(f"SELECT alliance, phase, coalesce(state, state_given), start,"
                         f" coalesce(\"end\", '{LAST_YEAR}-12-31'), obligations_vary,"
                         f" {', '.join(FLAGS)} FROM v_atop_members WHERE version = '5.1'"):
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


def check_dyads(bench):
    """The dyads of an alliance follow from the spells of its members, but for known years."""
    owed, vary = derived_dyad_years(bench)
    unlike = [(a, b, year) for a, b, year, *flags in bench.ask(
        f"SELECT state_a, state_b, year, {', '.join(FLAGS)} FROM v_atop_dyad_years")
        if (a, b, year) not in vary and owed.get((a, b, year)) != tuple(flags)]
    years = collections.Counter(year for _, _, year in unlike)
    return [] if years == PUBLISHED_OTHERWISE else [f"{years}: {unlike[:10]}"]


def add_level(levels, pair, level, age):
    """The highest level, of equal ones the youngest."""
    if level and 0 <= age < 5 and None not in pair:
        key = tuple(sorted(pair))
        levels[key] = max(levels.get(key, (0, 0)), (int(level), -age))


def published_levels(bench, year, hostile):
    """What signals, deliveries and exercises of two evidence, of all but Russia and China."""
    levels = {}
    for state, power, at, visits, exercises, arms, troops in bench.ask(
            "SELECT state, power, year, visits, exercises, arms, troops FROM v_signals"):
        if frozenset((state, power)) in hostile:
            level = 2 if visits else 1 if exercises else 0
        else:
            level = 6 if (troops or 0) >= 100 else 4 if exercises else 3 if arms else 2 * bool(visits)
        add_level(levels, (state, power), level, year - at)
    for *pair, ordered, years in bench.ask(
            "SELECT supplier, recipient, ordered_year, delivered_years FROM v_arms_transfers"):
        for at in (years or "").split("; "):
            if at and ordered <= year and frozenset(pair) not in hostile:
                add_level(levels, pair, 3, year - int(at))
    states = collections.defaultdict(list)
    for exercise, state in bench.ask("SELECT exercise, state FROM v_exercise_participants"
                                     " WHERE \"set\" = 'mme'"):
        states[exercise].append(state)
    for exercise, start, end in bench.ask("SELECT exercise, start, \"end\" FROM v_exercises"
                                          " WHERE \"set\" = 'mme'"):
        if len(states[exercise]) == 2 and int(start[:4]) <= year:
            add_level(levels, states[exercise],
                      1 if frozenset(states[exercise]) in hostile else 4,
                      year - min(int(end[:4]), year))
    return {pair: found for pair, found in levels.items() if pair != ("CHN", "RUS")}


def slow_levels(bench, year):
    """The levels of a year from the views of the store."""
    hostile = {frozenset((row["state_a"], row["state_b"])) for row in bench.rows(
        "export", "ties", "--at", str(year), "--kinds", "rivalry,dispute")
        if row["sign"] == "-1"}
    levels = published_levels(bench, year, hostile)
    for *pair, start, end, level in bench.ask(
            "SELECT state_a, state_b, start, \"end\", level FROM v_acts WHERE level IS NOT NULL"):
        if int(start[:4]) <= year:
            add_level(levels, pair, level, year - min(int((end or "9999")[:4]), year))
    there = {row["state"] for row in bench.rows("list", "states", "--at", str(year))}
    return {pair: (level, -age) for pair, (level, age) in levels.items() if set(pair) <= there}


def check_levels(bench, year):
    have = {tuple(sorted((row["state_a"], row["state_b"]))): (int(row["level"]), int(row["carried"]))
            for row in bench.rows("measure", "cooperation", "--at", str(year)) if row["fact_id"]}
    want = slow_levels(bench, year)
    wrong = [(pair, have.get(pair), want.get(pair)) for pair in {**have, **want}
             if have.get(pair) != want.get(pair)]
    return [f"{len(wrong)} of {len(want)}: {sorted(wrong)[:6]}"] if wrong or len(want) < 80 else []


def check_store(bench):
    for year in (1955, 1985, 2005, 2012, 2018):
        bench.report.check(f"levels of cooperation of {year}", check_levels(bench, year))
    for name, (question, want) in FIGURES.items():
        bench.same(name, bench.ask(question), want)
    for name in ROLL_CALLS:
        cast = votes_cast(bench, name)
        bench.report.check(f"resolution 3379 in {name}", check_zionism(cast))
        bench.report.check(f"the seat of China in {name}", check_china(cast))
        bench.report.check(f"states outside in {name}", check_outsiders(cast))
    bench.report.check("population of two series", check_population(bench))
    bench.report.check("polity of two tables", check_polity(bench))
    bench.report.check("the dyads of ATOP follow from its members", check_dyads(bench))


# 5. measures, recomputed from the rows


def percent(text):
    return round(100 * float(text), 1)


def check_central_asia(bench):
    """The worked case of the manual."""
    wrong = []
    for year, want in CENTRAL_ASIA.items():
        rows = {(row["state"], row["power"]): row for row in bench.rows(
            "measure", "influence", "--states", ",".join([*want, "RUS", "CHN"]), "--at", str(year))}
        found = {state: (percent(rows[state, "RUS"]["trade"]), percent(rows[state, "CHN"]["trade"]))
                 for state in want}
        wrong += [f"{year}: {found}"] if found != want else []
    rows = {(row["state"], row["power"]): row for row in bench.rows(
        "measure", "influence", "--states", ",".join(RUSSIAN_ARMS), "--at", "2019")}
    arms = {state: round(100 * float(rows[state, "RUS"]["arms"])) for state in RUSSIAN_ARMS}
    owed = {rows[state, "RUS"]["obligations"] for state in RUSSIAN_ARMS}
    votes = all(float(rows[state, "CHN"]["votes"]) > float(rows[state, "RUS"]["votes"]) >
                2 * float(rows[state, "USA"]["votes"]) for state in RUSSIAN_ARMS)
    return wrong + ([] if (arms, owed, votes) == (RUSSIAN_ARMS, {"1"}, True)
                    else [f"{arms} {owed} {votes}"])


def check_dependence(bench, year, pairs):
    """Shares of trade, from the flows."""
    flow = {}
    for a, b, x, y in bench.ask("SELECT state_a, state_b, imports_a, imports_b FROM v_trade"
                                " WHERE \"set\" = 'cow-trade' AND year = ?", (year,)):
        flow[a, b], flow[b, a] = (x, y), (y, x)
    total = collections.defaultdict(float)
    for (a, _), both in flow.items():
        total[a] += sum(x for x in both if x is not None)
    want = {pair: sum(both) / total[pair[0]] for pair, both in flow.items()
            if None not in both and sum(both) > 0}
    rows = bench.rows("measure", "dependence", "--at", str(year))
    have = {(row["state"], row["partner"]): float(row["trade_share"]) for row in rows
            if row["trade_share"] not in ("", "0")}
    unlike = [pair for pair in {*have, *want}
              if not math.isclose(have.get(pair, -1), want.get(pair, -1), rel_tol=1e-12)]
    uneven = [row["state"] for row in rows if row["asymmetry"] != "" and not math.isclose(
        float(row["asymmetry"]), have.get((row["state"], row["partner"]), 0) -
        have.get((row["partner"], row["state"]), 0), rel_tol=1e-9, abs_tol=1e-12)]
    return [] if len(want) > pairs and not unlike and not uneven else [
        f"{len(want)} pairs; {unlike[:5]}; {uneven[:5]}"]


def check_pressure(bench, year):
    """Sanctions between states, and the troops of the USA at the borders of China."""
    count = collections.Counter(bench.ask(
        "SELECT target, sender FROM v_sanction_cases WHERE target IS NOT NULL AND sender IS NOT"
        " NULL AND target <> sender AND start <= ? AND coalesce(\"end\", '9999') >= ?",
        (f"{year}-12-31", f"{year}-01-01")))
    rows = bench.rows("measure", "pressure", "--at", str(year))
    alive = {row["state"] for row in bench.rows("list", "states", "--at", str(year))}
    have = {(row["state"], row["from"]): float(row["sanctions"]) for row in rows
            if row["sanctions"] != "0"}
    want = {pair: n / (n + 5) for pair, n in count.items() if {*pair} <= alive}
    unlike = [pair for pair in {*have, *want}
              if not math.isclose(have.get(pair, -1), want.get(pair, -1), rel_tol=1e-12)]
    troops = sum(n for state, n in bench.ask(
        "SELECT state, troops FROM v_troops WHERE year = ? AND state IN ('JPN', 'KOR', 'TWN',"
        " 'PHL', 'CHN')", (year,)))
    told = [float(row["deployments"]) for row in rows
            if (row["state"], row["from"]) == ("CHN", "USA")]
    fits = told and troops / (troops + 10000) <= told[0] < 1
    return [] if len(want) > 50 and not unlike and fits else [
        f"{len(want)} pairs; {unlike[:5]}; {told} of {troops} troops"]


def acts_begun(bench, year):
    """Disputes that states initiated in five years: how many, and how many with force."""
    sides = collections.defaultdict(lambda: ([], []))
    for dispute, *row, side_a in bench.ask(
            "SELECT dispute, state, start, \"end\", hostility, original, side_a"
            " FROM v_mid_participants WHERE \"set\" = 'cow-mid-participants'"):
        sides[dispute][side_a].append(row)
    begun = collections.defaultdict(list)
    for dispute, (b, a) in sides.items():
        for state, start, end, hostility, original in a:
            for other, since, until, level, _ in b:
                if original == 1 and other != state and max(start, since) <= min(end, until):
                    begun[state, dispute].append((max(start, since), max(hostility, level)))
    count, force = collections.Counter(), collections.Counter()
    for (state, _), rows in begun.items():
        seen = [row for row in rows if row[0] <= f"{year}-12-31"]
        if seen and min(seen)[0] >= f"{year - 4}-01-01":
            count[state] += 1
            force[state] += max(level for _, level in seen) >= 4
    return count, force


def check_method(bench, year):
    count, force = acts_begun(bench, year)
    imposed = collections.Counter(state for state, _ in bench.ask(
        "SELECT DISTINCT sender, sanction FROM v_sanction_cases WHERE sender IS NOT NULL AND"
        " start BETWEEN ? AND ? AND (target IS NOT NULL OR target_given IN ('EU', 'EEC'))",
        (f"{year - 4}-01-01", f"{year}-12-31")))
    rows = bench.rows("measure", "method", "--at", str(year))
    alive = {row["state"] for row in bench.rows("list", "states", "--at", str(year))}
    have = {row["state"]: (int(row["disputes"]), int(row["force"]), int(row["sanctions"]))
            for row in rows}
    want = {state: (count[state], force[state], imposed[state]) for state in {*count, *imposed}
            if state in alive}
    wrong = [row["state"] for row in rows if not math.isclose(
        float(row["share_of_force"]), int(row["force"]) / int(row["n"]), rel_tol=1e-12)]
    unlike = [(state, have.get(state), want.get(state)) for state in {*have, *want}
              if have.get(state) != want.get(state)]
    return [] if len(want) > 20 and not unlike and not wrong else [f"{len(want)} {unlike} {wrong}"]


def check_signals(bench):
    """Soviet troops in Cuba, near the USA; before 1981 the signals count none of anyone."""
    (troops,), = bench.ask("SELECT troops FROM v_signals WHERE power = 'RUS' AND state = 'CUB'"
                           " AND year = 1985")
    rows = {(row["year"], row["state"]): row["deployments"] for row in bench.rows(
        "measure", "pressure", "--states", "USA,RUS", "--from", "1980", "--to", "1985")}
    near = float(rows["1985", "USA"])
    return [] if math.isclose(near, troops / (troops + 10000)) and rows["1980", "USA"] == "" and \
        float(rows["1980", "RUS"]) > 0.5 else [f"{troops}: {rows}"]


def check_events(bench, name, least, *choice):
    """Counts, scores and shares of months, as the view of the store has them."""
    rows = bench.rows("measure", "events", *choice)
    have = {(row["period"], row["state_a"], row["state_b"], row["type"]):
            (int(row["count"]), round(float(row["goldstein"]), 9), round(float(row["share"]), 12))
            for row in rows}
    codes = {row["state"] for row in bench.rows("list", "states")}
    want = {(month[:7], a, b, kind or ""): (n, round(score, 9), round(share, 12))
            for month, a, b, kind, n, score, share in bench.ask(
                "SELECT month, state_a, state_b, type, events, goldstein, share FROM v_event_months"
                " WHERE \"set\" = ? AND state_a <> state_b", (name,))
            if a in codes and b in codes}
    unlike = [key for key in {*have, *want} if have.get(key) != want.get(key)]
    coded = bench.rows("measure", "events", "--code", "cow", "--states", "USA,RUS", *choice)
    unlike += [row for row in coded if {row["state_a"], row["state_b"]} != {"2", "365"}]
    return [] if len(want) > least and len(rows) == len(have) and not unlike else [
        f"{len(want)} rows; {unlike[:5]}"]


def check_effects(bench):
    """What data/rules ships of the rule's effects comes out of this record again."""
    path = pathlib.Path(__file__).resolve().parents[2] / "data" / "rules" / "effects.csv"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = {row["parameter"]: row for row in
             bench.rows("list", "parameters", "--at", "2024-12-31")}
    unlike = []
    for row in csv.DictReader(lines):
        have = found[row["parameter"]]
        if (any(have[key] != row[key]
                for key in ("basis", "events", "trials", "dyad_effects", "lag_5", "apart")) or
                any(abs(float(have[key]) - float(row[key])) > 1e-9 for key in ("mean", "sd"))):
            unlike.append(f"{row['parameter']}: {have['mean']} ({have['sd']})")
    return unlike


SCENARIO = """format: 1
name: votes
base: 2018-12-31
horizon: 1
runs: 2
outcomes:
  - {name: apart, kind: votes_apart, a: USA, b: CHN, distance: 0.7}
"""


def check_scenario_votes(bench):
    """A run reads the published roll calls where an outcome asks about votes."""
    path = bench.store.parent / "votes.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    code, _, err = bench.call("run", str(path), "-f", "csv")
    return [] if code == 0 else [err]


def check_measures(bench):
    bench.report.check("votes of a scenario", check_scenario_votes(bench))
    bench.report.check("the effects that are shipped", check_effects(bench))
    bench.report.check("Central Asia, as the manual has it", check_central_asia(bench))
    for year, pairs in ((1913, 500), (2014, 15000)):
        bench.report.check(f"dependence of {year} from the flows",
                           check_dependence(bench, year, pairs))
    bench.report.check("pressure of 2005 from the cases and troops", check_pressure(bench, 2005))
    for year in (1962, 2000):
        bench.report.check(f"method of {year} from disputes and cases", check_method(bench, year))
    bench.report.check("troops of the Soviet Union in 1985", check_signals(bench))
    bench.report.check("events of months from the view", check_events(bench, "gdelt-2", 300))
    bench.report.check("events of another set", check_events(
        bench, "icews-table", 500, "--source", "event_counts=icews-table"))


def main(program, listed, *data):
    if not data or not pathlib.Path(data[0]).is_dir():
        report = Report()
        report.skip("the whole record", "the published files are not there")
        return report.close()
    with tempfile.TemporaryDirectory(prefix="entente-record-") as folder:
        bench = Bench(program, listed, pathlib.Path(data[0]), folder)
        check_networks(bench)
        kept = check_import(bench)
        check_sources(bench, kept)
        check_rejects(bench, kept)
        check_citations(bench, kept)
        check_commands(bench)
        check_ties(bench)
        with sqlite3.connect(bench.store) as bench.db:
            check_store(bench)
            check_measures(bench)
    return bench.report.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
