#!/usr/bin/env python3
"""Time the import of coded events against sqlite3 with GROUP BY.

usage: events.py PROGRAM [--mb N] [--data DIR]

SPDX-License-Identifier: MIT
"""
import argparse
import datetime
import gzip
import os
import pathlib
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time

RUNS = 3
LEAST_MB_PER_SECOND, LEAST_RATIO = 250, 5
COLUMNS = 61
STATES = "USA CHN RUS IND GBR FRA DEU JPN IRN ISR UKR TUR KOR PRK PAK SAU BRA EGY SYR AUS".split()
CODES = "010 020 036 040 042 043 051 057 080 090 111 112 120 130 141 150 160 173 190 193".split()

# Who is a pair, and what has a type, is as entente counts: CAMEO 01 has no type.
COUNT = """
CREATE TABLE counts AS
SELECT substr(c2, 1, 6) AS month, c8 AS a, c18 AS b, c29 AS type, count(*) AS events,
       sum(c32) AS mentions, sum(c34) AS articles, sum(c31) AS goldstein, sum(c35) AS tone
FROM t WHERE c8 <> '' AND c18 <> '' AND c8 <> c18 AND c29 <> '01' GROUP BY 1, 2, 3, 4;
CREATE TABLE totals AS
SELECT substr(c2, 1, 6) AS month, count(*) AS events, sum(c32) AS mentions FROM t GROUP BY 1;
"""


def samples(folder):
    """The rows of the published files, or None."""
    files = sorted(pathlib.Path(folder).glob("gdelt/*.export.CSV.gz")) if folder else []
    rows = [row for file in files for row in gzip.open(file, "rb").read().split(b"\n")
            if row.count(b"\t") == COLUMNS - 1]
    return [row.split(b"\t") for row in rows] or None


def invented(count=4000):
    """Rows of the layout of GDELT 2.0, as long as real ones."""
    draw, rows = random.Random(1), []
    for _ in range(count):
        code = draw.choice(CODES)
        row = [""] * COLUMNS
        row[1] = "20151027"
        row[7], row[17] = draw.choice(STATES + [""] * 20), draw.choice(STATES + [""] * 20)
        row[5], row[15] = row[7] + "GOV", row[17]
        row[25:30] = "1", code, code, code[:2], "1"
        row[30:35] = f"{draw.uniform(-10, 10):.1f}", "5", "1", "5", f"{draw.uniform(-9, 9):.14f}"
        row[36] = row[44] = row[52] = "Some Place, Some Province, Some Country"
        row[59], row[60] = "20151027220000", "https://news.example/" + "x" * draw.randint(40, 120)
        rows.append([field.encode() for field in row])
    return rows


def make(path, rows, megabytes):
    """A file of the rows again and again; each copy is of another day and has new numbers."""
    day, number, size = datetime.date(2015, 1, 1), 1, 0
    with open(path, "wb") as out:
        while size < megabytes * 1000000:
            lines = []
            for row in rows:
                lines.append(b"\t".join([b"%d" % number, day.strftime("%Y%m%d").encode()] + row[2:]))
                number += 1
            block = b"\n".join(lines) + b"\n"
            size += out.write(block)
            day += datetime.timedelta(days=1)
    return size


def timed(command, **options):
    """Seconds that passed, and of the processor."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   **options)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    return end - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def best(command, store, **options):
    times = []
    for _ in range(RUNS):
        store.unlink(missing_ok=True)
        times.append(timed(command, **options))
    return tuple(min(column) for column in zip(*times))


def same(ours, theirs):
    """Whether both counted the same, whatever each calls a type or a country."""
    queries = [
        ("SELECT replace(substr(month, 1, 7), '-', ''), events, mentions FROM event_totals ORDER BY 1",
         "SELECT month, events, mentions FROM totals ORDER BY 1"),
        ("SELECT replace(substr(month, 1, 7), '-', ''), sum(events), sum(mentions), sum(articles),"
         " round(sum(goldstein)) FROM event_counts GROUP BY 1 ORDER BY 1",
         "SELECT month, sum(events), sum(mentions), sum(articles), round(sum(goldstein)) FROM counts"
         " GROUP BY 1 ORDER BY 1")]
    with sqlite3.connect(ours) as a, sqlite3.connect(theirs) as b:
        return all(a.execute(x).fetchall() == b.execute(y).fetchall() for x, y in queries)


def main():
    parser = argparse.ArgumentParser(description="coded events: entente against sqlite3")
    parser.add_argument("program")
    parser.add_argument("--mb", type=int, default=500)
    parser.add_argument("--data", default="")
    options = parser.parse_args()
    rows = samples(options.data)
    print("rows: " + ("published samples" if rows else "invented"))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        events, ours, theirs = folder / "events.csv", folder / "ours.db", folder / "theirs.db"
        size = make(events, rows or invented(), options.mb) / 1e6
        script = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;\n"
        script += "CREATE TABLE t (" + ", ".join(f"c{i + 1}" for i in range(COLUMNS)) + ");\n"
        script += f".mode ascii\n.separator \"\\t\" \"\\n\"\n.import {events} t\n{COUNT}"
        ours_time = best([options.program, "import", "gdelt-2", str(events), "--db", str(ours)], ours,
                         env=dict(os.environ, OMP_NUM_THREADS="1"))
        theirs_time = best(["sqlite3", "-batch", str(theirs)], theirs, input=script.encode())
        for who, (wall, cpu) in (("entente", ours_time), ("sqlite3", theirs_time)):
            print(f"{who}: {size:.0f} MB in {wall:.2f} s ({size / wall:.0f} MB/s), "
                  f"{cpu:.2f} s of the processor ({size / cpu:.0f} MB/s)")
        rate, ratio = size / ours_time[1], theirs_time[1] / ours_time[1]
        print(f"ratio: {ratio:.1f} of processor time, {theirs_time[0] / ours_time[0]:.1f} as it "
              "passed")
        if not same(ours, theirs):
            print("the counts differ")
            return 1
        print("the counts are the same")
    if rate < LEAST_MB_PER_SECOND or ratio < LEAST_RATIO:
        print(f"below the promise of {LEAST_MB_PER_SECOND} MB/s and {LEAST_RATIO} times")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
