#!/usr/bin/env python3
"""Time the voting power of one case of each kind: its rule many times over, in one run.

usage: voting.py PROGRAM --data DIR     DIR holds rules.csv and weights.csv of voting-power

SPDX-License-Identifier: MIT
"""
import argparse
import csv
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

RUNS = 3
# case, times that its rule stands in the file, milliseconds promised
CASES = [("unsc-1966", 500, 1), ("lisbon-eu28-2014", 5, 100), ("lisbon-eu27-2020-noclause", 5, 100),
         ("synthetic-imf-a-50", 5, 100), ("synthetic-imf-a-70", 5, 100),
         ("synthetic-imf-a-85", 5, 100)]
# An amendment of the Monetary Fund: 190 members by heads and votes; seconds promised
FUND = ["IMF", "--matter", "amendment", "--at", "2024-06-30", "-f", "csv", "-d", ":memory:"]
AMENDMENT = [("the chance of an amendment of the Fund", ["decide", *FUND], 2),
             ("the power of its members", ["measure", "votingpower", "--institution", *FUND], 10)]
# Two criteria of large numbers; members, what is asked, seconds promised
BOARDS = [(40, "chance", 5), (40, "power", 30)]


def draw_boards(folder, n):
    """A rule of n members under two criteria of large numbers, and chances of their votes."""
    draw = random.Random(n)
    weights = [[int(draw.lognormvariate(0, 1.3) * 1000) + 1 for _ in range(n)] for _ in range(2)]
    rules = ["case,n,clause,criterion,quota,abstain"]
    rows = ["case,index,member,clause,criterion,weight"]
    motion = ["format: 1", "name: drawn", "positions:"]
    for k, of_members in enumerate(weights):
        rules.append(f"boards,{n},1,sum {k},2/3,no")
        rows += [f"boards,{i + 1},M{i},1,sum {k},{w}" for i, w in enumerate(of_members)]
    motion += [f"  - {{member: M{i}, position: yes, probability: {draw.uniform(0.5, 1):.3f}}}"
               for i in range(n)]
    for name, lines in ("rules.csv", rules), ("weights.csv", rows), ("drawn.yaml", motion):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def time_boards(program):
    kept = True
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for n, what, promised in BOARDS:
            draw_boards(folder, n)
            files = ["--rules", str(folder / "rules.csv"), "--weights", str(folder / "weights.csv")]
            words = (["decide", "boards", "--motion", str(folder / "drawn.yaml")]
                     if what == "chance" else ["measure", "votingpower"])
            took = seconds([program, *words, *files, "-f", "csv", "-d", ":memory:"])
            kept = kept and took < promised
            print(f"the {what} of {n} members under two criteria of large numbers: {took:.2f} s of "
                  f"the processor; promised {promised} s")
    return kept


def repeat(source, target, case, times):
    """The rows of a case again and again, each time under a name of its own."""
    header, *rows = csv.reader(source.read_text(encoding="utf-8").splitlines())
    with open(target, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        for i in range(times):
            writer.writerows([f"{case}-{i}", *row[1:]] for row in rows if row[0] == case)


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description="voting power, one case of each kind")
    parser.add_argument("program")
    parser.add_argument("--data", default="")
    options = parser.parse_args()
    data = pathlib.Path(options.data)
    kept = True
    for what, words, promised in AMENDMENT:
        took = min(seconds([options.program, *words]) for _ in range(RUNS))
        kept = kept and took < promised
        print(f"{what}: {took:.2f} s of the processor; promised {promised} s")
    kept = time_boards(options.program) and kept
    if not options.data or not (data / "rules.csv").is_file():
        print("voting power: skipped, --data names no folder with rules.csv")
        return 0 if kept else 1
    with tempfile.TemporaryDirectory() as name:
        rules, weights = pathlib.Path(name, "rules.csv"), pathlib.Path(name, "weights.csv")
        for case, times, promised in CASES:
            repeat(data / "rules.csv", rules, case, times)
            repeat(data / "weights.csv", weights, case, times)
            command = [options.program, "measure", "votingpower", "--rules", str(rules),
                       "--weights", str(weights), "-f", "csv"]
            took = min(seconds(command) for _ in range(RUNS)) / times * 1000
            kept = kept and took < promised
            print(f"{case}: {took:.2f} ms of the processor, reading and printing included; "
                  f"promised {promised} ms")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
