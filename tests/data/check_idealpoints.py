#!/usr/bin/env python3
"""Ideal points from the published votes beside the published ideal points of Bailey and others.

usage: check_idealpoints.py PROGRAM DATA_FOLDER

The published estimates (all votes) are by calendar year, ours by session: votes of a session's
spring stand in the year before.  Without DATA_FOLDER nothing is tested.

SPDX-License-Identifier: MIT
"""
import collections
import csv
import gzip
import io
import pathlib
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

SECONDS = 500
VOTES = ("unga-votes/un_roll_calls.csv.gz", "unga-votes/un_votes.csv.gz")
PUBLISHED = "unga-idealpoints/IdealpointsJuly2025_dev_half.csv.gz"
MEDIAN, LEAST, POOLED, OVER_TIME = 0.98, 0.95, 0.97, 0.9
STATES = {"USA": 2, "RUS": 365, "CHN": 710, "FRA": 220, "IND": 750}
# What the sessions tell, whatever the scale: who stood on which side, and when that changed.
LESS = [(1952, "RUS", 1952, "USA"), (1985, "RUS", 1992, "RUS"), (1992, "IND", 1992, "GBR"),
        (1985, "CUB", 1985, "CHN"), (2010, "SYR", 2010, "DEU")]


def correlation(pairs):
    x, y = zip(*pairs)
    mx, my = statistics.fmean(x), statistics.fmean(y)
    xy = sum((a - mx) * (b - my) for a, b in pairs)
    return xy / (sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y)) ** 0.5


def run(program, *words):
    done = subprocess.run([program, *words], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=True, timeout=SECONDS)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def published(data):
    with gzip.open(data / PUBLISHED, "rt", encoding="utf-8", newline="") as lines:
        return {(int(r["year"]), int(r["ccode"])): float(r["idealpointall"])
                for r in csv.DictReader(lines) if r["idealpointall"]}


def below(name, value, least):
    return [f"{name} is {value:.4f}, expected {least} and more"] if value < least else []


def compare(report, ours, theirs):
    by_year, by_state = collections.defaultdict(list), collections.defaultdict(list)
    for (year, ccode), value in sorted(theirs.items()):
        if (year, ccode) in ours:
            by_year[year].append((value, ours[year, ccode]))
            by_state[ccode].append((value, ours[year, ccode]))
    years = {year: correlation(pairs) for year, pairs in by_year.items()}
    worst = min(years, key=years.get)
    pooled = correlation([p for pairs in by_year.values() for p in pairs])
    print(f"{len(years)} years: median r {statistics.median(years.values()):.4f}, "
          f"least {years[worst]:.4f} in {worst}; pooled r {pooled:.4f}; over time "
          + ", ".join(f"{s} {correlation(by_state[c]):.3f}" for s, c in STATES.items()))
    report.check("median over years", below("r", statistics.median(years.values()), MEDIAN))
    report.check("each year", [w for y, r in years.items() for w in below(f"r of {y}", r, LEAST)])
    report.check("pooled over years", below("r", pooled, POOLED))
    for state, ccode in STATES.items():
        report.check(f"{state} over time", below("r", correlation(by_state[ccode]), OVER_TIME))
    kept = {key: v for key, v in theirs.items() if key[0] in years}
    lost = [f"{key} is published, and has no row" for key in kept if key not in ours]
    report.check("states of both", lost if len(lost) > len(kept) / 100 else [])


def check_rows(report, rows):
    """What must hold of the rows themselves."""
    wrong = []
    for r in rows:
        taiwan = r["state"] == "TWN" and int(r["year"]) > 1971
        china = r["state"] == "CHN" and int(r["year"]) < 1971
        missing = int(r["session"]) == 19 or int(r["session"]) > 74
        if taiwan or china:
            wrong.append(f"{r['state']} has a seat in {r['year']}")
        if (r["estimate"] == "") != missing or (r["se"] == "") != missing:
            wrong.append(f"session {r['session']}, {r['state']}: '{r['estimate']}', '{r['se']}'")
        if r["se"] and not 0 < float(r["se"]) < 2:
            wrong.append(f"session {r['session']}, {r['state']}: a standard error of {r['se']}")
    report.check("seats, missing estimates and errors", wrong[:10])
    known = [float(r["estimate"]) for r in rows if r["estimate"]]
    report.check("mean 0 and standard deviation 1",
                 [] if abs(statistics.fmean(known)) < 1e-9
                 and abs(statistics.pstdev(known) - 1) < 1e-9 else ["the scale is another"])


def main():
    program, data, report = sys.argv[1], pathlib.Path(sys.argv[2]), Report()
    if not (data / PUBLISHED).exists():
        report.skip("ideal points", f"no {data / PUBLISHED}")
        return report.close()
    with tempfile.TemporaryDirectory() as folder:
        store = str(pathlib.Path(folder) / "votes.db")
        run(program, "-q", "-d", store, "import", "auto", *(str(data / f) for f in VOTES))
        rows = run(program, "-q", "-d", store, "-f", "csv", "measure", "idealpoints")
        again = run(program, "-q", "-d", store, "-f", "csv", "-j", "1", "measure", "idealpoints",
                    "--at", "1991")
    check_rows(report, rows)
    report.check("one thread and one year give the same rows",
                 [] if again == [r for r in rows if r["year"] == "1991"] and again else ["others"])
    known = {(int(r["year"]), r["state"]): float(r["estimate"]) for r in rows if r["estimate"]}
    report.check("who stands further left", [f"{a} in {x}, not {b} in {y}" for x, a, y, b in LESS
                                             if not known[x, a] < known[y, b]])
    compare(report, {(int(r["year"]), int(r["ccode"])): float(r["estimate"])
                     for r in rows if r["estimate"]}, published(data))
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
