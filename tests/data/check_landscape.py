#!/usr/bin/env python3
"""Landscape theory on published cases, and the scores that entente-landscape(7) prints.

usage: check_landscape.py PROGRAM DATA_FOLDER

Axelrod and Bennett's alliance of UNIX firms and their control with the sizes of 1936, all 1,024
configurations of Axelrod and Furnas's two worked examples, and the table of the manual, computed
anew from the published sets.

SPDX-License-Identifier: MIT
"""
import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

SECONDS = 300
MANUAL = pathlib.Path(__file__).resolve().parents[2] / "doc/entente-landscape.7.scd"
# What the rule and what came of it are read from.
SETS = ("cow-alliances/alliance_v4.1_by_dyad.csv", "cow-nmc/peacesciencer_cow_nmc_v7.csv",
        "cow-mid/peacesciencer_gml_part.csv", "rivalries/thompson_sakuwa_suhas_2021.csv",
        "regime/isard_cw_democracy.csv.gz", "peace-scale/peacedata3.1.csv",
        "gdp/cw_gdppop.csv.gz", "sanctions/GSDB_V4.csv")


def run(program, *words):
    done = subprocess.run([program, *map(str, words)], stdin=subprocess.DEVNULL, text=True,
                          capture_output=True, check=True, timeout=SECONDS)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def table(path):
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def other(digits):
    return digits.translate(str.maketrans("01", "10"))


def check_unix(program, data):
    """Two optima of equal energy and equal basins: those of the article."""
    firms = [dict(zip(table(data / "axelrod_unix_firms.csv")[0], row))
             for row in table(data / "axelrod_unix_firms.csv")[1:]]
    rows = run(program, "landscape", "--propensity", data / "axelrod_unix_propensity.csv",
               "--sizes", data / "axelrod_unix_firms.csv", "-f", "csv")
    expected = set()
    for column in ("config1_side", "config2_side"):
        digits = "".join("0" if f[column] == firms[0][column] else "1" for f in firms)
        expected.add(digits)
    problems = []
    if {r["configuration"] for r in rows} != expected:
        problems.append(f"the optima are {[r['configuration'] for r in rows]}, not {expected}")
    if len({r["energy"] for r in rows}) != 1 or {r["basin"] for r in rows} != {"128"}:
        problems.append(f"not of equal energy and basin: {rows}")
    return problems


def check_furnas(program, data, suffix):
    """Energy, frustrations and the mark of a local minimum of every configuration."""
    published = table(data / f"furnas2016_landscape_results{suffix}.csv")
    n = 11
    files = ["--propensity", data / "furnas2016_pairwise_propensity.csv", "--offset", "-3",
             "--sizes", data / f"furnas2016_actor_data{suffix}.csv", "-f", "csv"]
    ours = {r["configuration"]: r for r in run(program, "landscape", *files, "--all")}
    frustration = run(program, "landscape", *files, "--frustration")
    problems = [] if len(published) - 1 == len(ours) == 1024 else ["not 1,024 of both"]
    for row in published[1:]:
        digits = "".join("0" if side == row[1] else "1" for side in row[1:1 + n])
        if float(ours[digits]["energy"]) != float(row[1 + n]):
            problems.append(f"{digits}: {ours[digits]['energy']}, published {row[1 + n]}")
        if ours[digits]["local_minimum"] != row[-1].lower():
            problems.append(f"{digits}: {ours[digits]['local_minimum']}, published {row[-1]}")
        if row[-1] == "TRUE":
            parts = [float(r["part"]) for r in frustration if r["configuration"] == digits]
            if parts != [float(value) for value in row[2 + n:2 + 2 * n]]:
                problems.append(f"{digits}: parts {parts}, published {row[2 + n:2 + 2 * n]}")
    return problems


def check_control(program, data, actors, published):
    """All propensities -1.  The printed sizes are rounded: some configurations are at the border
    of being optima, so that the published number lies between strict and weak ones."""
    rows = table(data / "axelrod_bennett_1993_wwii.csv")[1:1 + actors]
    with tempfile.TemporaryDirectory() as folder:
        pairs, sizes = pathlib.Path(folder) / "p.csv", pathlib.Path(folder) / "s.csv"
        pairs.write_text("a,b,p\n" + "".join(f"{a[0]},{b[0]},0\n" for i, a in enumerate(rows)
                                             for b in rows[i + 1:]), encoding="utf-8")
        sizes.write_text("nation,size\n" + "".join(f"{r[0]},{r[2]}\n" for r in rows),
                         encoding="utf-8")
        found = run(program, "landscape", "--propensity", pairs, "--offset", "-1", "--sizes",
                    sizes, "--frustration", "-f", "csv")
    held = {}
    for row in found:
        held.setdefault(row["configuration"], []).append(float(row["change"]))
    strict = sum(all(change > 1e-9 for change in changes) for changes in held.values())
    return [] if strict <= published <= len(held) else \
        [f"{strict} strict and {len(held)} weak optima, published {published}"]


def manual_scores():
    """The rows of the table of scores in the manual, as lists of cells."""
    text = MANUAL.read_text(encoding="utf-8")
    return [line.split() for line in re.findall(r"^(?:1914|1936|1950|1990|2024)\S* .*$", text,
                                                re.M)]


def score(program, store, at, after, power, signs):
    rows = run(program, "landscape", "--db", store, "--at", at, "--score", after, "--power", power,
               "--signs", signs, "-f", "csv", "-q")
    cells = []
    for row in rows:
        cells += [row["pairs"]]
        cells += [f"{float(row[c]):.3f}" if row[c] else "-"
                  for c in ("score", "at_least", "propensities")]
    return cells


def check_scores(report, program, data):
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "record.db"
        subprocess.run([program, "import", "auto", *[str(data / s) for s in SETS], "--db",
                        str(store), "-q"], stdin=subprocess.DEVNULL, check=True, timeout=SECONDS)
        rows = manual_scores()
        report.check("the manual has twenty rows of scores",
                     [] if len(rows) == 20 else [f"it has {len(rows)}"])
        for at, after, power, signs, *cells in rows:
            ours = score(program, store, at, after, power, signs)
            report.check(f"the score of {at} by {power} and {signs}",
                         [] if ours == cells else [f"{ours}, the manual has {cells}"])


def main():
    report = Report()
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    if not (data / "landscape").is_dir():
        report.skip("landscapes", "no ../shared beside the checkout")
        return report.close()
    cases = data / "landscape"
    report.check("the alliance of UNIX firms", check_unix(program, cases))
    for suffix in ("", "_weaksyria"):
        report.check(f"all configurations of furnas2016{suffix}",
                     check_furnas(program, cases, suffix))
    report.check("five great powers who all repel", check_control(program, cases, 5, 4))
    report.check("seventeen nations who all repel", check_control(program, cases, 17, 209))
    check_scores(report, program, data)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
