#!/usr/bin/env python3
"""Time the frustration index of published networks, and against a plain integer program in glpsol.

usage: balance.py PROGRAM DATA_FOLDER

SPDX-License-Identifier: MIT
"""
import csv
import gzip
import io
import pathlib
import subprocess
import sys
import tempfile
import time

RUNS = 3
YEARS_SECONDS, WINDOW_SECONDS, LARGE_SECONDS, LEAST_RATIO = 5, 0.1, 300, 10
GLPSOL_WINDOWS, GLPSOL_SECONDS = ("46-49", "62-65", "96-99"), 60


def measure(program, path, *more):
    began = time.monotonic()
    done = subprocess.run([program, "measure", "balance", "--edges", str(path), "-j", "1",
                           "-f", "csv", *more], capture_output=True, text=True, check=True)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert all(r["optimal"] in ("true", "") for r in rows), "not proven"
    return time.monotonic() - began, rows


def best(program, path, *more):
    return min((measure(program, path, *more) for _ in range(RUNS)), key=lambda run: run[0])


def ties_of(path, window):
    with open(path, encoding="utf-8", newline="") as lines:
        ties = {}
        for row in csv.DictReader(lines):
            if row["window"] == window:
                pair = tuple(sorted((row["source"], row["target"])))
                ties[pair] = ties.get(pair, 0) + int(row["sign"])
    return {pair: s > 0 for pair, s in ties.items() if s}


def integer_program(ties, path):
    """f_e >= |y_a - y_b| for friends, f_e >= 1 - |y_a - y_b| by two rows for foes; y is 0 or 1."""
    names = {node: f"y{i}" for i, node in enumerate(sorted({n for p in ties for n in p}))}
    rows, bounds = [], "\n".join(names.values())
    for i, ((a, b), positive) in enumerate(ties.items()):
        x, y = names[a], names[b]
        if positive:
            rows += [f"f{i} - {x} + {y} >= 0", f"f{i} + {x} - {y} >= 0"]
        else:
            rows += [f"f{i} + {x} + {y} >= 1", f"f{i} - {x} - {y} >= -1"]
    cost = "\n + ".join(f"f{i}" for i in range(len(ties)))
    path.write_text(f"Minimize\n c: {cost}\nSubject To\n" + "\n".join(rows) +
                    f"\nBinary\n{bounds}\nEnd\n", encoding="utf-8")


def glpsol(ties, folder):
    """Seconds to the proven optimum and its value, or the limit and None."""
    path = pathlib.Path(folder) / "window.lp"
    integer_program(ties, path)
    began = time.monotonic()
    done = subprocess.run(["glpsol", "--lp", str(path), "--tmlim", str(GLPSOL_SECONDS)],
                          capture_output=True, text=True, check=True)
    seconds = time.monotonic() - began
    if "INTEGER OPTIMAL SOLUTION FOUND" not in done.stdout:
        return GLPSOL_SECONDS, None
    values = [line.split("=")[1].split()[0] for line in done.stdout.splitlines()
              if line.startswith("+") and "mip =" in line and "not found" not in line]
    return seconds, values[-1] if values else ""


def main():
    program, data, wrong = sys.argv[1], pathlib.Path(sys.argv[2]), []
    windows = data / "signed-networks/cow_doreian_mrvar_windows.csv"
    if not windows.exists():
        print("balance: no published networks to time")
        return 0
    seconds, rows = best(program, data / "signed-optima/alliance_dispute_1816_2010.csv.gz",
                         "--group", "year")
    print(f"{len(rows)} yearly networks: {seconds:.2f} s (promise {YEARS_SECONDS} s)")
    wrong += ["years"] if seconds > YEARS_SECONDS else []
    runs = [measure(program, windows, "--group", "window")[1] for _ in range(RUNS)]
    times = {row[0]["group"]: min(float(r["seconds"]) for r in row) for row in zip(*runs)}
    slowest = max(times, key=times.get)
    print(f"{len(times)} windows: slowest {slowest} {1000 * times[slowest]:.1f} ms "
          f"(promise {1000 * WINDOW_SECONDS:.0f} ms)")
    wrong += ["windows"] if times[slowest] > WINDOW_SECONDS else []
    for name in ("bitcoinalpha", "bitcoinotc"):
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as plain:
            with gzip.open(data / f"signed-networks/{name}.csv.gz", "rt") as packed:
                plain.write(packed.read())
            plain.flush()
            seconds, rows = measure(program, plain.name)
        print(f"{name}: {rows[0]['frustration_index']} proven in {seconds:.1f} s "
              f"(promise {LARGE_SECONDS} s)")
        wrong += [name] if seconds > LARGE_SECONDS else []
    with tempfile.TemporaryDirectory() as folder:
        for window in GLPSOL_WINDOWS:
            seconds, value = glpsol(ties_of(windows, window), folder)
            ratio = seconds / times[window]
            print(f"window {window}: glpsol {'over ' if value is None else ''}{seconds:.2f} s, "
                  f"{ratio:.0f} times as long (promise {LEAST_RATIO})")
            wrong += [window] if ratio < LEAST_RATIO else []
    if wrong:
        print("promises not kept: " + ", ".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
