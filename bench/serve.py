#!/usr/bin/env python3
"""Time the live page: the first view, and chart requests of many clients at once.

usage: serve.py PROGRAM [--db STORE] [--clients 50] [--seconds 30]

Each client asks for one chart after the other on its own connection, from a list of charts, states
and years that all share; nothing is asked for before the time begins.  Prints milliseconds.

SPDX-License-Identifier: MIT
"""
import argparse
import http.client
import itertools
import pathlib
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/serve"))
from live import Live  # noqa: E402

FIRST_VIEW, MEDIAN, LATE = 300, 50, 200  # milliseconds that are promised
STATES = ["RUS~CHN", "USA~RUS~CHN", "IND~RUS", "USA~GBR~FRA~DEU", "KAZ~RUS"]
TARGETS = [f"/chart/{name}.{form}?states={states}&time=1949..2024"
           for name, form, states in itertools.product(
               ("alignment", "power", "adversaries"), ("svg", "csv", "json"), STATES)] + \
          [f"/chart/{name}.svg?time={year}" for name in ("network", "matrix")
           for year in range(1990, 2020, 5)]


def visit(live, number, end, times, wrong):
    connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=60)
    for target in itertools.islice(itertools.cycle(TARGETS), number, None):
        start = time.monotonic()
        if start >= end:
            break
        try:
            connection.request("GET", target)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                wrong.append(f"{target}: {answer.status}")
        except OSError as error:
            wrong.append(f"{target}: {error}")
            connection.close()
        times.append(1000 * (time.monotonic() - start))
    connection.close()


def main():
    parser = argparse.ArgumentParser(description="the live page")
    parser.add_argument("program")
    parser.add_argument("--db", default=":memory:")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    times, wrong = [], []
    with Live(options.program, "--db", options.db) as live:
        start = time.monotonic()
        live.text("/")
        first = 1000 * (time.monotonic() - start)
        end = time.monotonic() + options.seconds
        clients = [threading.Thread(target=visit, args=(live, 3 * i, end, times, wrong))
                   for i in range(options.clients)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    times.sort()
    median, late = times[len(times) // 2], times[len(times) * 99 // 100]
    print(f"first view: {first:.0f} ms, promised {FIRST_VIEW} ms")
    print(f"charts: {len(times)} answers to {options.clients} clients, {len(wrong)} failed; median "
          f"{median:.1f} ms, promised {MEDIAN} ms; 99 % within {late:.1f} ms, promised {LATE} ms; "
          f"the slowest {times[-1]:.0f} ms")
    for line in wrong[:5]:
        print(line)
    kept = not wrong and first <= FIRST_VIEW and median <= MEDIAN and late <= LATE
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
