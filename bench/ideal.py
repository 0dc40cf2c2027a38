#!/usr/bin/env python3
"""Time the ideal points of all sessions of the General Assembly.

usage: ideal.py PROGRAM DATA_FOLDER

SPDX-License-Identifier: MIT
"""
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

RUNS = 3
PROMISE_SECONDS = 20
VOTES = ("unga-votes/un_roll_calls.csv.gz", "unga-votes/un_votes.csv.gz")


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(program, store, *words):
    """Seconds of the clock and of the processor, from the start to the last row."""
    clock, used = time.monotonic(), processor()
    subprocess.run([program, "-q", "-d", store, "-f", "csv", "measure", *words],
                   stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - clock, processor() - used


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    if not all((data / f).exists() for f in VOTES):
        print("ideal: no published votes to time")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        store = str(pathlib.Path(folder) / "votes.db")
        subprocess.run([program, "-q", "-d", store, "import", "auto",
                        *(str(data / f) for f in VOTES)], stdout=subprocess.DEVNULL, check=True)
        loaded = min(measure(program, store, "votes", "--at", "1946") for _ in range(RUNS))
        runs = {jobs: min(measure(program, store, "idealpoints", "-j", str(jobs))
                          for _ in range(RUNS)) for jobs in (1, 2)}
    for jobs, (clock, used) in runs.items():
        print(f"ideal points of all sessions, {jobs} thread{'s' * (jobs > 1)}: {clock:.1f} s, "
              f"{used:.1f} s of the processor (promise {PROMISE_SECONDS} s)")
    print(f"of which reading the votes: {loaded[1]:.1f} s of the processor")
    if runs[1][1] > PROMISE_SECONDS:  # another program on the machine does not lengthen it
        print("promises not kept: ideal points")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
