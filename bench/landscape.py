#!/usr/bin/env python3
"""Time landscapes of drawn propensities: all optima with their basins, all optima alone, turns.

usage: landscape.py PROGRAM

Times are of the processor, on one core, of the whole run of the program.

SPDX-License-Identifier: MIT
"""
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

RUNS = 3
# actors, what is asked for, seconds promised (None: told alone)
CASES = ((24, (), 0.3), (26, (), None), (30, (), 20), (24, ("--turning",), None),
         (30, ("--turning",), None))


def draw(path, n, kind):
    chance = random.Random(f"{n} {kind}")
    value = {"normal": lambda: chance.gauss(0, 1), "signs": lambda: chance.choice((-1, 1)),
             "criteria": lambda: sum(chance.choice((-1, 0, 0, 1)) for _ in range(5))}[kind]
    path.write_text("a,b,p\n" + "".join(f"A{i},A{j},{value()}\n" for i in range(n)
                                        for j in range(i + 1, n)), encoding="utf-8")
    sizes = path.with_suffix(".sizes")
    sizes.write_text("name,size\n" + "".join(
        f"A{i},{chance.lognormvariate(0, 1.5) if kind == 'criteria' else 1}\n"
        for i in range(n)), encoding="utf-8")
    return sizes


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    program, wrong = sys.argv[1], []
    with tempfile.TemporaryDirectory() as folder:
        for n, options, promise in CASES:
            for kind in ("normal", "signs", "criteria"):
                path = pathlib.Path(folder) / f"{n}-{kind}.csv"
                sizes = draw(path, n, kind)
                best = min(seconds([program, "landscape", "--propensity", str(path), "--sizes",
                                    str(sizes), "-j", "1", *options]) for _ in range(RUNS))
                what = " ".join((f"{n} actors, {kind}", *options))
                told = f" (promise {promise} s)" if promise else ""
                print(f"{what}: {best:.3f} s{told}")
                wrong += [what] if promise and best > promise else []
    if wrong:
        print("promises not kept: " + ", ".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
