#!/usr/bin/env python3
"""Forecasts from an origin do not depend on what came after it.

usage: check_leak.py PROGRAM

The built-in facts, and the same with another future: a state dies years earlier, an institution
and its treaty end, and so do treaties of two; each at a day after the origin.  What is forecast
from the origin has to be the same to the byte, and from years after it something else, or the
comparison could not fail.

SPDX-License-Identifier: MIT
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]
ORIGIN, LATER = 1985, 1990
# table, lines that begin or go on so, and what their days become: all are after the origin
FUTURE = [("states.csv", r"^DDR,", r"1990-10-02", "1988-10-02"),
          ("codes.csv", r"^DDR,", r"1990-10-02", "1988-10-02"),
          ("members.csv", r",DDR,", r"1990-10-02", "1988-10-02"),
          ("members.csv", r"^WARSAW,", r"199[01]-\d\d-\d\d", "1987-07-01"),
          ("institutions.csv", r"^WARSAW,", r"1991-07-01", "1987-07-01"),
          ("treaties.csv", r"^warsaw-pact-1955,", r"1991-07-01", "1987-07-01"),
          ("treaty_members.csv", r"^warsaw-pact-1955,", r",(1988|1989|1990|1991)-[\d-]+",
           ",1987-07-01"),
          ("treaty_members.csv", r"^(rus-ddr|ddr-\w+)-19\d\d,", r",(1989|1990)-[\d-]+",
           ",1988-09-01")]
MODEL = """format: 1
name: leak
outcome: {{name: bilateral, model: {}}}
record: {{from: 1950, to: 2012}}
forecast: {{penalty: 5}}
effects:
  - {{name: X, of: border}}
  - {{name: X, of: shared_allies}}
  - {{name: X, of: past_obligation}}
  - {{name: X, of: rivalry}}
  - {{name: egoPlusAltX, of: degree}}
  - {{name: egoPlusAltX, of: recent_pacts}}
  - {{name: egoPlusAltX, of: age}}
"""
TIES = """format: 1
name: ties
tie: {type: 2}
record: {obligation: any, from: 1950, to: 2010, every: 10}
n3: 100
effects: [{name: density}, {name: X, of: border}, {name: X, of: past_obligation}]
"""


def change(folder):
    """Write another future; the tables in which nothing was found to change."""
    idle = []
    for table, which, days, then in FUTURE:
        path = folder / "world" / table
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        changed = [re.sub(days, then, line) if re.search(which, line) else line for line in lines]
        if changed == lines:
            idle.append(f"{table}: no line of {which} has {days}")
        path.write_text("".join(changed), encoding="utf-8")
    return idle


def answer(program, data, words):
    words = ["-q", "--data", str(data), "--db", ":memory:", *words, "-f", "csv"]
    done = subprocess.run([program, *words], capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode("utf-8", errors="replace"))
    return done.stdout


def questions(folder):
    """Name, words of the command with a place for the origin's year."""
    ties = folder / "ties.yaml"
    ties.write_text(TIES, encoding="utf-8")
    for kind, more in (("onset", ["--ties", str(ties)]), ("end", [])):
        path = folder / f"{kind}.yaml"
        path.write_text(MODEL.format(kind), encoding="utf-8")
        yield (f"backtest of {kind}", ["backtest", str(path), "--from", "{}", "--to", "{}",
                                       "--horizon", "1", *more])
    for name, more in (("all pairs", []), ("some", ["--states", "RUS,DDR,POL,CHN"])):
        yield (f"years ahead of {name}",
               ["fit", str(ties), "--at", "{}", "--forward", "5", *more])


def main(arguments):
    program = str(pathlib.Path(arguments[0]).resolve())
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        worlds = [folder / "as-it-came", folder / "otherwise"]
        for world in worlds:
            shutil.copytree(SOURCE / "data", world)
        report.check("the future is another one", change(worlds[1]))
        for title, words in questions(folder):
            for year in (ORIGIN, LATER):
                one, other = (answer(program, world, [w.format(year) for w in words])
                              for world in worlds)
                same = one == other
                report.check(f"{title} from {year}",
                             [] if same == (year == ORIGIN) else
                             ["it depends on what came later" if year == ORIGIN else
                              "it does not depend on what came before"])
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
