#!/usr/bin/env python3
"""Whether the votes of a state move towards a permanent member when the two fall out or draw near.

Usage: positions.py PROGRAM [DATA] [--db STORE]

A scenario that makes two states adversaries, or friends, might move how one of them would vote on
a motion of the other.  Whether it should is a question to the record: the agreement of each state
with each permanent member in the year after a change of their sign (negative: rivalry or a dispute
of hostility 4 and more; positive: an obligation beyond non-aggression or level 4 and more), less
that of the year before it, less the mean of the same over all states with that member in that
year.  DATA is the folder of published sets (default ../shared/data), imported into a store of their
own; STORE is one that has them.  entente-decide(7) has the figures.

SPDX-License-Identifier: MIT
"""
import argparse
import collections
import csv
import io
import pathlib
import statistics
import subprocess
import sys
import tempfile

PERMANENT = "USA", "RUS", "CHN", "GBR", "FRA"
FIRST, LAST, LEAST_CALLS = 1950, 2019, 10
FILES = ("unga-votes/*", "cow-mid/*.csv", "rivalries/*2021.csv",
         "cow-alliances/alliance_v4.1_by_dyad.csv")


def rows(program, store, *words):
    done = subprocess.run([program, *words, "--db", store, "-f", "csv"], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return csv.DictReader(io.StringIO(done.stdout.decode("utf-8")))


def agreements(program, store):
    """{(state, state): {year: agreement}} of pairs with a permanent member."""
    found = collections.defaultdict(dict)
    for row in rows(program, store, "measure", "votes", "--from", str(FIRST), "--to", str(LAST)):
        pair = row["state_a"], row["state_b"]
        if not set(pair).isdisjoint(PERMANENT) and int(row["n"]) >= LEAST_CALLS:
            found[pair][int(row["year"])] = float(row["agreement"])
    return found


def signs(program, store):
    """{year: {sign: pairs}}, both ways round."""
    found = {}
    for year in range(FIRST - 1, LAST + 1):
        found[year] = {"-1": set(), "1": set()}
        for row in rows(program, store, "export", "ties", "--at", str(year)):
            if row["sign"] in found[year]:
                pair = row["state_a"], row["state_b"]
                found[year][row["sign"]] |= {pair, pair[::-1]}
    return found


def turned(sign, pair, year, which):
    """Whether a sign began (1), ended (-1) in the year and stayed so; else 0."""
    before, now, after = (pair in sign[y][which] for y in (year - 1, year, year + 1))
    return (now - before) if now == after else 0


def moves(votes, sign):
    """{(sign, begins or ends): changes of agreement beyond those of all with that member}."""
    changes = [(pair, year, path[year + 1] - path[year - 1]) for pair, path in votes.items()
               for year in path if year - 1 in path and year + 1 in path]
    all_with = collections.defaultdict(list)
    for pair, year, change in changes:
        for member in set(pair) & set(PERMANENT):
            all_with[member, year].append(change)
    usual = {key: statistics.mean(values) for key, values in all_with.items()}
    found = collections.defaultdict(list)
    for pair, year, change in changes:
        beyond = change - statistics.mean(usual[m, year] for m in set(pair) & set(PERMANENT))
        for which, name in (("-1", "enmity"), ("1", "friendship")):
            turn = turned(sign, pair, year, which)
            if turn != 0:
                found[name, "begins" if turn > 0 else "ends"].append(beyond)
    return found


def measure(program, store):
    print("change of sign      cases  change of agreement  standard error")
    for (name, turn), values in sorted(moves(agreements(program, store),
                                             signs(program, store)).items()):
        error = statistics.stdev(values) / len(values) ** 0.5
        print(f"{name + ' ' + turn:19} {len(values):5}  {statistics.mean(values):19.3f}"
              f"  {error:14.3f}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("data", nargs="?", default="../shared/data", type=pathlib.Path)
    options.add_argument("--db")
    asked = options.parse_args()
    if asked.db:
        return measure(asked.program, asked.db)
    files = [str(f) for pattern in FILES for f in sorted(asked.data.glob(pattern))]
    if not files:
        return print("skipped: no published sets")
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/record.db"
        subprocess.run([asked.program, "import", "auto", *files, "--db", store],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return measure(asked.program, store)


if __name__ == "__main__":
    sys.exit(main())
