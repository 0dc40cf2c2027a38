#!/usr/bin/env python3
"""Time the reading of the whole Phoenix dictionaries, and the coding of sentences with them.

usage: dictionaries.py PROGRAM --data DIR     DIR holds dictionaries/ and cameo-sentences/

SPDX-License-Identifier: MIT
"""
import argparse
import pathlib
import resource
import subprocess
import sys
import tempfile

RUNS = 5
SENTENCES = 60000
LOAD_MS = 50          # promised: the dictionaries are read within
RATE = 50000          # promised: sentences a second on one core
DICTIONARIES = [("--actors", "Phoenix.Countries.actors.txt"),
                ("--actors", "Phoenix.International.actors.txt"),
                ("--actors", "Phoenix.MilNonState.actors.txt"), ("--agents", "Phoenix.agents.txt"),
                ("--verbs", "CAMEO.2.0.txt"), ("--discards", "Phoenix.discards.txt")]


def write_records(path, sentences, count):
    with open(path, "w", encoding="utf-8") as file:
        file.write("id\tdate\ttext\n")
        for i in range(count):
            file.write(f"{i}\t20140101\t{sentences[i % len(sentences)]}\n")


def seconds(command):
    """The processor's time of the best of some runs."""
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def main():
    parser = argparse.ArgumentParser(description="dictionaries of other programs")
    parser.add_argument("program")
    parser.add_argument("--data", default="")
    options = parser.parse_args()
    data = pathlib.Path(options.data)
    source = data / "cameo-sentences" / "cameo_class.dev.tsv"
    if not options.data or not source.is_file():
        print("dictionaries: skipped, --data names no folder with cameo-sentences/")
        return 0
    sentences = [max(line.split("\t"), key=len)
                 for line in source.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as name:
        command = [options.program, "read", "-q"]
        for option, file in DICTIONARIES:
            command += [option, str(data / "dictionaries" / file)]
        times = []
        for count in (0, SENTENCES):
            path = pathlib.Path(name) / f"{count}.tsv"
            write_records(path, sentences, count)
            times.append(seconds([*command, "--records", str(path)]))
    start = seconds([options.program, "--version"])
    load, rate = (times[0] - start) * 1000, SENTENCES / (times[1] - times[0])
    kept = load <= LOAD_MS and rate >= RATE
    print(f"dictionaries: all of Phoenix read in {load:.0f} ms (promised {LOAD_MS}); "
          f"{rate:.0f} sentences/s (promised {RATE}): {'kept' if kept else 'NOT KEPT'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
