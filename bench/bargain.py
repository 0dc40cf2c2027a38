#!/usr/bin/env python3
"""Time the plain path of a bargain: 40 actors over 20 turns, 200 actors a turn, and how it grows.

usage: bargain.py PROGRAM

SPDX-License-Identifier: MIT
"""
import argparse
import math
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

RUNS = 5
WHOLE, TURN, EXPONENT = 30, 400, 3.3  # ms, ms, power of the number of actors


def write(path, actors):
    """Uniform draws of one issue, the same each time; those of 40 last for 20 turns."""
    draw = random.Random(1 if actors == 40 else actors)
    rows = [f"A{i},,{draw.uniform(1, 100):.2f},{draw.uniform(0, 100):.2f},"
            f"{draw.uniform(10, 90):.2f}" for i in range(actors)]
    path.write_text(f"drawn,,{actors},1\nActor,Description,Power,Issue,Salience\n" +
                    "\n".join(rows) + "\n", encoding="utf-8")
    return path


def milliseconds(program, path, turns):
    """Processor time of the best of some runs, and the turns that were taken."""
    best, taken = math.inf, 0
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([program, "bargain", str(path), "--runs", "1", "--turns", str(turns),
                               "--last", "-f", "csv", "-j", "1"], check=True, capture_output=True,
                              text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, 1000 * (after.ru_utime + after.ru_stime - before.ru_utime -
                                 before.ru_stime))
        taken = int(done.stdout.splitlines()[1].split(",")[0])
    return best, taken


def of_a_turn(program, path):
    """Without the start of the program, which two paths of different length share."""
    (short, few), (long, many) = (milliseconds(program, path, turns) for turns in (1, 6))
    return (long - short) / (many - few)


def main():
    parser = argparse.ArgumentParser(description="plain paths of a bargain on one core")
    parser.add_argument("program")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        whole, turns = milliseconds(options.program, write(folder / "40.csv", 40), 20)
        turn = {n: of_a_turn(options.program, write(folder / f"{n}.csv", n)) for n in (100, 200, 400)}
    exponent = math.log(turn[400] / turn[100]) / math.log(4)
    print(f"40 actors, {turns} turns: {whole:.1f} ms of the processor, the program's start "
          f"included; promised {WHOLE} ms")
    print(f"200 actors: {turn[200]:.0f} ms a turn; promised {TURN} ms")
    print(f"from 100 actors to 400 a turn grows as the power {exponent:.2f}; promised {EXPONENT}")
    return 0 if whole < WHOLE and turn[200] < TURN and exponent < EXPONENT else 1


if __name__ == "__main__":
    sys.exit(main())
