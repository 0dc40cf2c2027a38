#!/usr/bin/env python3
"""Bargains against the published paths of the reference program, and against facts of the field.

usage: check_bargain.py PROGRAM DATA_FOLDER

  1. every path in positions/ and variants/, by actor and turn
  2. the turns 0 and 1 of one scenario in full: challenges, proposals, what was taken
  3. means and medians of a decision of the European Community
  4. that noise of 0.1 % moves scenarios that are known to be near chaos
  5. the same bytes at any number of threads, the same numbers in any order of rows

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

TOLERANCE = 1e-9  # on the scale of 0 to 100
OPTIONS = {"vpm": "--victory", "pce": "--pce", "vote": "--vote", "radj": "--risk-adjust",
           "rrange": "--risk-range", "tpc": "--third-party", "ivb": "--interpolation",
           "bargn": "--bargain", "lag": "--lag"}
WORDS = {"MarkovUniform": "markov-uniform", "MarkovIncentive": "markov-incentive",
         "MarkovU": "markov-uniform", "MarkovI": "markov-incentive",
         "InitOnlyInterp": "initonly", "InitRcvrInterp": "initrcvr", "PWCompInterp": "pwcomp",
         "SemiCommit": "semi", "FullCommit": "full", "NoCommit": "no", "Proportional": "prop"}


class Program:
    def __init__(self, program):
        self.program = program

    def run(self, *words):
        return subprocess.run([self.program, "bargain", *map(str, words)], check=False,
                              capture_output=True, text=True)

    def rows(self, *words):
        done = self.run(*words, "-f", "csv")
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return list(csv.DictReader(io.StringIO(done.stdout)))


def options_of(name):
    """The options of a variant by the second half of its name."""
    key, value = name.split("-", 1)
    return [OPTIONS[key], WORDS.get(value, value.lower())]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compare_path(rows, expected):
    """What differs between a path and the published one."""
    keys = ("turn", "actor", "dim")
    ours = {tuple(int(r[k]) for k in keys): float(r["position"]) for r in rows}
    theirs = {tuple(int(r[k]) for k in keys): float(r["position"]) for r in expected}
    if ours.keys() != theirs.keys():
        last, wanted = max(ours)[0], max(theirs)[0]
        first = min((k for k in ours.keys() & theirs.keys()
                     if abs(ours[k] - theirs[k]) > TOLERANCE), default=None)
        return [f"{last} turns, expected {wanted}; first different place {first}"]
    return [f"turn {k[0]}, actor {k[1]}, dimension {k[2]}: {ours[k]}, expected {theirs[k]}"
            for k in sorted(ours) if abs(ours[k] - theirs[k]) > TOLERANCE][:3]


def check_paths(report, program, data):
    for path in sorted([*data.glob("positions/*.csv"), *data.glob("variants/*.csv")]):
        case, _, variant = path.stem.partition("__")
        source = data / "inputs" / f"{case}.csv"
        if not source.is_file():
            report.skip(f"path of {path.stem}", f"no {source.name}")
            continue
        words = [source, "--runs", 1, "--as-ktab", *(options_of(variant) if variant else [])]
        try:
            report.check(f"path of {path.stem}", compare_path(program.rows(*words), read(path)))
        except RuntimeError as error:
            report.fail(f"path of {path.stem}", error)


def check_whole(report, program, data):
    """Challenges and bargains of two turns; the published bargains have numbers of their own."""
    folder = data / "intermediate" / "dummyData_3Dim"
    source = data / "inputs" / "dummyData_3Dim.csv"
    if not folder.is_dir() or not source.is_file():
        report.skip("bargains in full", "no intermediate/dummyData_3Dim")
        return
    names = [r["name"] for r in program.rows(source, "--runs", 1, "--turns", 1)][:21:3]
    rows = program.rows(source, "--explain", "--as-ktab")
    ours = {(int(r["turn"]) - 1, names.index(r["initiator"]), names.index(r["receiver"]),
             int(r["dim"])): r for r in rows if r["receiver"]}
    victory = {tuple(int(r[k]) for k in ("Turn_t", "Est_h", "Init_i", "Rcvr_j")): float(r["Prob"])
               for r in read(folder / "ProbVict.csv")}
    coordinates = {(int(r["Turn_t"]), int(r["BargnId"]), int(r["Dim_k"])): r
                   for r in read(folder / "BargnCoords.csv")}
    problems, seen = [], 0
    for bargain in read(folder / "Bargn.csv"):
        turn, i, j = (int(bargain[k]) for k in ("Turn_t", "Init_Act_i", "Recd_Act_j"))
        for k in range(3) if i != j else []:
            row = ours.get((turn, i, j, k))
            if row is None:
                problems.append(f"turn {turn}: no bargain of {i} with {j}")
                continue
            where = coordinates[turn, int(bargain["BargnId"]), k]
            pairs = [("gain", bargain["Value"]), ("initiator_chance", bargain["Init_Prob"]),
                     ("receiver_chance", bargain["Recd_Prob"]),
                     ("probability", victory[turn, i, i, j]),
                     ("initiator_to", where["Init_Coord"]), ("receiver_to", where["Recd_Coord"])]
            problems += [f"turn {turn}, {i} to {j}: {name} is {row[name]}, expected {value}"
                         for name, value in pairs if abs(float(row[name]) - float(value)) > 1e-6]
            problems += [f"turn {turn}, {i} to {j}: {name} is {row[name]}, expected {value}"
                         for name, value in (("initiator_takes", bargain["Init_Seld"]),
                                             ("receiver_takes", bargain["Recd_Seld"]))
                         if (row[name] == "true") != (value == "1")]
            seen += 1
    report.check("bargains in full", problems or ([] if seen >= 12 else [f"only {seen} seen"]))


def as_input(folder, name, actors):
    """A file of one dimension; actors are (name, capability, position, salience)."""
    path = pathlib.Path(folder, name)
    lines = [f"{name},,{len(actors)},1", "Actor,Description,Power,Position,Salience"]
    lines += [f"{a},,{c},{x},{s}" for a, c, x, s in actors]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def check_decision(report, program, data):
    """Ten members, years of delay as tenths of the scale; the mean as printed in that literature."""
    source = data / "scholz" / "eu-emission-standards.csv"
    summary = data / "scholz" / "eu-emission-standards.summary.csv"
    if not source.is_file() or not summary.is_file():
        report.skip("means of a decision", "no scholz/eu-emission-standards.csv")
        return
    actors = [(r["Actor"], r["Capability"], 10 * float(r["Position"]), 100 * float(r["Salience"]))
              for r in read(source)]
    start = read(summary)[0]
    with tempfile.TemporaryDirectory() as folder:
        row = program.rows(as_input(folder, "emission.csv", actors), "--runs", 1, "--turns", 1)[0]
    expected = {"weighted_mean": 10 * float(start["weighted_mean"]),
                "weighted_median": 10 * float(start["weighted_median"]), "plain_mean": 67}
    report.check("means of a decision",
                 [f"{k} is {row[k]}, expected {v}" for k, v in expected.items()
                  if abs(float(row[k]) - v) > 1e-8])


def check_own(report, data):
    """The decision as it comes with the program is the one that was published."""
    own = pathlib.Path(__file__).resolve().parents[2] / "data/bargains/emission-standards.csv"
    source = data / "scholz" / "eu-emission-standards.csv"
    if not source.is_file():
        report.skip("our copy of a decision", "no scholz/eu-emission-standards.csv")
        return
    ours = [[float(x) for x in row[2:5]]
            for row in list(csv.reader(own.read_text(encoding="utf-8").splitlines()))[2:]]
    theirs = [[float(r["Capability"]), 10 * float(r["Position"]), 100 * float(r["Salience"])]
              for r in read(source)]
    report.check("our copy of a decision", [] if ours == theirs else [f"{ours}, not {theirs}"])


def check_sameness(report, program, data):
    for source in sorted((data / "inputs").glob("*.csv")):
        words = ["--runs", 10, "--turns", 5, "--seed", 3]
        texts = [program.run(source, *words, "-j", jobs, "-f", "csv").stdout for jobs in (1, 2, 3)]
        problems = [] if len(set(texts)) == 1 and texts[0] else ["threads change the answer"]
        lines = source.read_text(encoding="utf-8").splitlines()
        head, actors = lines[:2], [line for line in lines[2:] if line.strip()]
        with tempfile.TemporaryDirectory() as folder:
            turned = pathlib.Path(folder, "turned.csv")
            turned.write_text("\n".join(head + actors[::-1]) + "\n", encoding="utf-8")
            for row, other in zip(program.rows(source, *words),
                                  sorted(program.rows(turned, *words),
                                         key=lambda r: (int(r["turn"]), -int(r["actor"]),
                                                        int(r["dim"])))):
                if [v for k, v in row.items() if k != "actor"] != \
                        [v for k, v in other.items() if k != "actor"]:
                    problems.append(f"{row} as {other} with the rows turned round")
        report.check(f"threads and order of rows of {source.stem}", problems[:2])


def check_stability(report, program, data):
    """Scenarios whose spread under 0.1 % noise was measured with another program."""
    for name in ("SOE-Pol-Comp", "dummyData_3Dim"):
        source = data / "inputs" / f"{name}.csv"
        if not source.is_file():
            report.skip(f"a breath moves {name}", f"no {source.name}")
            continue
        done = program.run(source, "--runs", 8, "--last", "-f", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        problems = [] if re.search(r"noise of 0\.1 % moves \d+ of \d+", done.stderr) else \
            [f"no warning: '{done.stderr}'"]
        if not any(r["stable"] == "false" for r in rows):
            problems.append("all positions are called stable")
        report.check(f"a breath moves {name}", problems)


def main():
    report, program = Report(), Program(sys.argv[1])
    data = pathlib.Path(sys.argv[2], "bargaining")
    if not data.is_dir():
        report.skip("bargains", "no ../shared")
        return report.close()
    check_paths(report, program, data)
    check_whole(report, program, data)
    check_decision(report, program, data)
    check_own(report, data)
    check_sameness(report, program, data)
    check_stability(report, program, data)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
