#!/usr/bin/env python3
"""Time scenarios: 10,000 runs of 11 years of the world of 2024, long and short horizons, the whole pack, many at once.

usage: scenarios.py PROGRAM

Times are of the processor, on one core, of the whole run of the program.  The same bytes come at one and at two jobs.

SPDX-License-Identifier: MIT
"""
import pathlib
import resource
import subprocess
import sys
import tempfile

PROMISE = 60  # seconds, for 10,000 runs of 11 years
ROOT = ("format: 1\nname: r{0}\nbase: 2024-12-31\nhorizon: {1}\nruns: {2}\ninterventions:\n"
        "  - {{date: 2025, kind: capability, a: RUS, factor: 0.9}}\n"
        "outcomes:\n  - {{name: level, kind: level_at_least, a: RUS, b: CHN, level: 6}}\n")
CHILD = ("format: 1\nname: c{0}\nextends: base\ninterventions:\n"
         "  - {{date: 2026, kind: sanction, a: USA, b: CHN, count: {1}}}\n")


def timed(program, *arguments, jobs=1):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([program, "--db", ":memory:", "run", *arguments, "-f", "csv", "-q", "-j", str(jobs)],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, out


def main():
    program, wrong = sys.argv[1], []
    source = pathlib.Path(__file__).resolve().parents[1]
    pack = sorted(p.stem for p in (source / "data/scenarios").glob("*.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        def write(name, text):
            path = pathlib.Path(folder) / f"{name}.yaml"
            path.write_text(text, encoding="utf-8")
            return str(path)

        eleven = write("eleven", "format: 1\nname: eleven\nextends: taiwan-crisis\nhorizon: 11\n")
        cases = (("10,000 runs of 11 years, beside the base", (eleven, "--runs", "10000"), PROMISE),
                 ("horizon of 0 years", (write("now", "format: 1\nname: now\nbase: 2024-12-31\nhorizon: 0\n"
                                               "outcomes:\n  - {name: o, kind: dispute, a: USA, b: CHN}\n"),), None),
                 ("horizon of 200 years, 1,000 runs", (write("long", ROOT.format(1, 200, 1000)),), None),
                 ("1,000,000 runs of 2 years", (write("many", ROOT.format(2, 2, 1000000)),), None),
                 ("the pack as it is", tuple(pack), None),
                 ("100 scenarios in one call, 200 runs", tuple(write(f"c{i}", CHILD.format(i, 1 + i / 100))
                                                               for i in range(100)) + ("--runs", "200"), None))
        for name, arguments, promise in cases:
            seconds, one = timed(program, *arguments)
            said = "" if promise is None else f" (promised {promise})"
            print(f"{name}: {seconds:.2f} s{said}")
            if promise is not None and seconds > promise:
                wrong.append(name)
            if timed(program, *arguments, jobs=2)[1] != one:
                wrong.append(f"{name}: other bytes at two jobs")
    for name in wrong:
        print(f"too slow, or wrong: {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
