#!/usr/bin/env python3
"""The published peace scale: the publisher's own means by year, and those of the measure.

usage: check_peace.py PROGRAM DATA_FOLDER

  1. the rule by which the publisher's means follow from his spells, on every row of both files
  2. `measure peace` against these means: the same but for named rows
  3. single days, and years beyond the scale

SPDX-License-Identifier: MIT
"""
import csv
import gzip
import io
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

TOLERANCE = 1e-9
FIRST, LAST, ROWS = 1900, 2020, 99387
# A spell that ends on one of these days counts in its last month, any other does not.  That the
# last days of January and February are missing and 28 March is among them looks like a slip.
ENDS = set("0328 0331 0430 0531 0630 0731 0831 0930 1031 1130 1231".split())
# Pairs whose states or spells the import sets aside; all else has a row.
UNMATCHED = {"935936": 0, "935937": 0}
# The first two have a spell with a month that does not exist (19699025, 19971913).
SET_ASIDE = {"435600", "484540", "51365"}


def read_spells(path):
    """The spells of each dyad: first and last month as YYYYMM, whole last month, level."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for row in csv.reader(file):
            cells = [(row[i], row[i + 1]) for i in range(1, len(row) - 1, 2)]
            cells = [(period, level) for period, level in cells if re.match(r"\d{8}-\d{8}$", period)]
            spells = []
            for i, (period, level) in enumerate(cells):
                start, end = period.split("-")
                start = 190001 if start.endswith("9999") else int(start[:6])
                whole = i == len(cells) - 1 or end[4:] in ENDS
                spells.append((start, int(end[:6]) + whole, float(level)))
            found[row[0]] = spells
    return found


def months_of(spells, year):
    """The level of each month in which a spell counts."""
    return [level for start, end, level in spells
            for month in range(year * 100 + 1, year * 100 + 13) if start <= month < end]


def publishers_mean(spells, year):
    """A transition is coded -9 and counts as 9."""
    levels = [abs(level) for level in months_of(spells, year)]
    return sum(levels) / len(levels) if levels else None


def check_rule(report, spells, published):
    wrong = [(dyad, year, mean, publishers_mean(spells[dyad], year))
             for (dyad, year), mean in published.items()
             if (own := publishers_mean(spells[dyad], year)) is None or abs(own - mean) > TOLERANCE]
    report.check(f"the publisher's rule gives all of his {ROWS} means",
                 [f"{len(wrong)} of {len(published)} rows: {wrong[:5]}"]
                 if wrong or len(published) != ROWS else [])
    more = [(dyad, year) for dyad, own in spells.items() for year in range(FIRST, LAST + 1)
            if (dyad, year) not in published and months_of(own, year)]
    report.check("and no other rows", [f"{more[:5]}"] if more else [])


class Program:
    def __init__(self, program, folder, report):
        self.program, self.report = program, report
        self.store = str(pathlib.Path(folder) / "store.db")

    def call(self, *words):
        done = subprocess.run([self.program, *words, "--db", self.store], check=False,
                              capture_output=True, text=True, timeout=300)
        self.report.check(f"exit code of {' '.join(words[:3])}",
                          [] if done.returncode == 0 else [done.stderr])
        return done.stdout

    def peace(self, *words):
        rows = csv.DictReader(io.StringIO(self.call("measure", "peace", "-f", "csv", *words)))
        return {(row["state_a"], row["state_b"], int(row["year"])): row for row in rows}


def pairs_of(program):
    """The ids of each dyad, by the line of its row: what the ids of the facts name."""
    lines = {}
    for (a, b, _), row in program.peace("--from", str(FIRST), "--to", str(LAST)).items():
        lines[int(row["fact_id"].rsplit(":", 1)[1])] = (a, b)
    return lines


def check_measure(report, program, path, spells, published):
    rows = program.peace()
    with open(path, encoding="utf-8") as file:
        dyads = [line.split(",")[0] for line in file]
    pairs = {dyads[line - 1]: pair for line, pair in pairs_of(program).items()}
    report.check("pairs without a row", [f"{set(dyads) - set(pairs) - set(UNMATCHED)}"]
                 if set(dyads) - set(pairs) - {*UNMATCHED, "51365"} else [])
    of_pair = {}
    for dyad, year in published:
        if dyad not in UNMATCHED and dyad not in SET_ASIDE:
            of_pair.setdefault((*pairs[dyad], year), []).append(dyad)
    same = left_out = 0
    wrong = []
    for (*pair, year), dyads in of_pair.items():
        months = [level for dyad in dyads for level in months_of(spells[dyad], year)]
        levels = [level for level in months if level >= 0]
        own = sum(levels) / len(levels) if levels else None
        row = rows.get((*pair, year), {"level": "none"})
        have = float(row["level"]) if row["level"] not in ("", "none") else None
        left_out += len(months) > len(levels)
        same += (len(months) == len(levels) and len(dyads) == 1
                 and have is not None and abs(have - published[dyads[0], year]) <= TOLERANCE)
        if row["level"] == "none" or (have is None) != (own is None) or (
                own is not None and abs(have - own) > TOLERANCE):
            wrong.append((pair, year, row["level"], own))
    report.check("each level is the mean of the months that are no transitions",
                 [f"{len(wrong)}: {wrong[:5]}"] if wrong else [])
    report.check("where there is no transition it is the publisher's",
                 [f"{same} and {left_out}"] if (same, left_out) != (98693, 505) else [])
    set_aside = {pairs[dyad] for dyad in SET_ASIDE if dyad in pairs}
    more = [key for key in rows if key not in of_pair and key[:2] not in set_aside]
    report.check("no rows beside the published ones",
                 [f"{more[:5]}"] if more else [])


def check_days(report, program):
    for day, pair, want in (("1952-02-13", ("RUS", "CHN"), "0"), ("1952-02-14", ("RUS", "CHN"), "0.25"),
                            ("1972-02-28", ("USA", "CHN"), "0.25"), ("2018-07-15", ("USA", "CHN"), "0"),
                            ("2000-06-01", ("RUS", "CHN"), ""), ("1990-01-01", ("USA", "RUS"), "")):
        row = program.peace("--at", day, "--states", ",".join(pair)).get((*pair, int(day[:4])))
        report.check(f"{' and '.join(pair)} on {day}",
                     [] if row and row["level"] == want and row["carried"] == "0" else [f"{row}"])
    rows = program.peace("--from", "2019", "--to", "2024", "--states", "RUS,CHN")
    have = [(year, row["level"], row["carried"]) for (_, _, year), row in sorted(rows.items())]
    want = [(year, "0.5", str(max(0, year - LAST))) for year in range(2019, 2025)]
    report.check("beyond 2020 a level is carried", [] if have == want else [f"{have}"])


def main(program, data):
    report = Report()
    folder = pathlib.Path(data) / "peace-scale"
    if not folder.is_dir():
        report.skip("the peace scale", "the published files are not there")
        return report.close()
    path = folder / "peacedata3.1.csv"
    spells = read_spells(path)
    with gzip.open(folder / "peacedatav31dyyearmean.csv.gz", "rt", encoding="utf-8") as file:
        published = {(row["dyad"], int(row["yearmonth"])): float(row["peacelevel"])
                     for row in csv.DictReader(file)}
    check_rule(report, spells, published)
    with tempfile.TemporaryDirectory(prefix="entente-peace-") as store:
        bench = Program(str(pathlib.Path(program).resolve()), store, report)
        bench.call("import", "auto", str(path))
        check_measure(report, bench, path, spells, published)
        check_days(report, bench)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
