#!/usr/bin/env python3
"""Arms races on the published sets: against a slow version, and the figures of the manual.

usage: check_arms_race.py PROGRAM DATA_FOLDER

The slow version reads the published races and expenditures by itself and refits every year anew.

SPDX-License-Identifier: MIT
"""
import collections
import csv
import io
import math
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

MANUAL = pathlib.Path(__file__).resolve().parents[2] / "doc/entente-arms-race.7.scd"
RACES, SPENDING = "arms-races/grh_arms_races.csv", "cow-nmc/peacesciencer_cow_nmc_v7.csv"
RIVALRIES = "rivalries/thompson_sakuwa_suhas_2021.csv"
MODELS = ("mean", "own", "reaction", "gap")
LEAST, LEAST_POOLED, TOLERANCE = 10, 50, 1e-8
SECONDS = 300


def table(path):
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def growth_of(levels):
    """Log growth by year and state beyond the median of the year."""
    raw = collections.defaultdict(dict)
    for (state, year), level in levels.items():
        if (state, year - 1) in levels:
            raw[year][state] = level - levels[state, year - 1]
    return {(state, year): value - statistics.median(states.values())
            for year, states in raw.items() if len(states) >= 5
            for state, value in states.items()}


def solve(matrix, right):
    """Gauss with pivots; None where it is singular."""
    n = len(right)
    rows = [list(row) + [value] for row, value in zip(matrix, right)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        if abs(rows[pivot][i]) < 1e-12:
            return None
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(n):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def fit(rows, terms):
    return solve([[sum(x[i] * x[j] for _, x in rows) for j in range(terms)]
                  for i in range(terms)],
                 [sum(x[i] * y for y, x in rows) for i in range(terms)])


def slow_races(data):
    """Terms, number of forecasts and root mean squared errors of the published races."""
    levels = {(row["ccode"], int(row["year"])): math.log(float(row["milex"]))
              for row in table(data / SPENDING) if row["milex"] and float(row["milex"]) > 0}
    growth, active = growth_of(levels), collections.defaultdict(set)
    for race in table(data / RACES):
        years = range(int(race["styear"]), int(race["endyear"]) + 1)
        active[race["ccode1"], race["ccode2"]].update(years)
        active[race["ccode2"], race["ccode1"]].update(years)
    history = collections.defaultdict(list)
    for i, j in active:
        for year in range(1817, 2101):
            keys = (i, year), (i, year - 1), (j, year - 1)
            if all(key in growth for key in keys):
                history[i, j].append((year, growth[keys[0]],
                                      (1, growth[keys[1]], growth[keys[2]],
                                       levels[keys[2]] - levels[keys[1]])))
    rows = sorted((year, side, y, x) for side, past in history.items() for year, y, x in past
                  if year in active[side])
    errors = collections.defaultdict(list)
    for year, side, y, x in rows:
        own = [(b, c) for a, b, c in history[side] if a < year]
        pooled = [(b, c) for a, _, b, c in rows if a < year]
        if len(own) < LEAST or len(pooled) < LEAST_POOLED:
            continue
        told = {}
        for scope, past in (("side", own), ("pooled", pooled)):
            for terms, model in enumerate(MODELS, 1):
                beta = fit(past, terms)
                told[scope, model] = beta and y - sum(b * v for b, v in zip(beta, x))
        if all(error is not None for error in told.values()):
            for key, error in told.items():
                errors[key].append(error)
    terms = {model: fit([row[2:] for row in rows], n) for n, model in enumerate(MODELS, 1)}
    return len(rows), terms, {key: (len(e), math.sqrt(sum(v * v for v in e) / len(e)))
                              for key, e in errors.items()}


def compare(rows, data):
    count, terms, errors = slow_races(data)
    problems, names = [], ("constant", "own", "other", "gap")
    for row in rows:
        number, rmse = errors[row["scope"], row["model"]]
        what = f"{row['scope']} {row['model']} {row['term']}"
        if int(row["forecasts"]) != number:
            problems.append(f"{what}: {row['forecasts']} forecasts, expected {number}")
        if not math.isclose(float(row["rmse"]), rmse, rel_tol=TOLERANCE):
            problems.append(f"{what}: rmse {row['rmse']}, expected {rmse}")
        if row["term"]:
            expected = terms[row["model"]][names.index(row["term"])]
            if not math.isclose(float(row["estimate"]), expected, rel_tol=TOLERANCE):
                problems.append(f"{what}: {row['estimate']}, expected {expected}")
            if int(row["rows"]) != count:
                problems.append(f"{what}: {row['rows']} rows, expected {count}")
    return problems


def manual_lines(rows):
    """How the manual prints a fit."""
    first = rows[0]
    lines = [f"rows {first['rows']} pairs {first['pairs']} forecasts {first['forecasts']}"]
    for row in rows:
        if row["scope"] == "pooled" and row["term"] not in ("other", "gap") and \
                row["model"] not in ("mean", "own"):
            continue
        if row["model"] == "own" and row["term"] == "constant" or \
                row["model"] == "gap" and row["term"] == "other":
            continue
        term = f"{float(row['estimate']):7.3f} {float(row['se']):6.3f} {float(row['z']):6.2f}" \
            if row["term"] else " " * 21
        z = f"{float(row['relative_z']):6.2f}" if row["relative_z"] else "     -"
        lines.append(f"{row['scope']:<7} {row['model']:<9} {row['term']:<9}{term}"
                     f"  {float(row['rmse']):6.3f} {float(row['relative']):6.3f} {z}")
    return lines


def check(report, program, data):
    manual = re.sub(r" +", " ", MANUAL.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "record.db"
        subprocess.run([program, "import", "auto", *(str(data / s) for s in
                                                     (RACES, SPENDING, RIVALRIES)), "--db",
                        str(store), "-q"], stdin=subprocess.DEVNULL, check=True, timeout=SECONDS)
        for name in ("arms-race-published", "arms-race-rivals"):
            done = subprocess.run([program, "fit", name, "--db", str(store), "-f", "csv"],
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  check=True, timeout=SECONDS)
            rows = list(csv.DictReader(io.StringIO(done.stdout)))
            if name == "arms-race-published":
                report.check("the published arms races, refitted every year", compare(rows, data))
            report.check(f"the figures of {name} in the manual",
                         [f"not there: {line}" for line in manual_lines(rows)
                          if re.sub(r" +", " ", line) not in manual])


def main():
    report = Report()
    data = pathlib.Path(sys.argv[2])
    if (data / RACES).exists():
        check(report, sys.argv[1], data)
    else:
        report.skip("arms races", "no ../shared beside the checkout")
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
