#!/usr/bin/env python3
"""Time the live page: the first view, and chart requests of many clients at once.

usage: serve.py PROGRAM [--db STORE] [--clients 50] [--seconds 30]

Each client asks for one chart after the other on its own connection, from the moment at which the
address is printed.  Charts, forms, states and years are drawn from a fixed seed, so that hardly any
request was asked before: what is timed is the making of answers, not the keeping of them.  Prints
milliseconds, and the processor time of the server for one answer, which other programs on the
machine do not lengthen.

SPDX-License-Identifier: MIT
"""
import argparse
import http.client
import os
import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/serve"))
from live import Live  # noqa: E402

FIRST_VIEW, MEDIAN, LATE = 300, 50, 200  # milliseconds that are promised
STATES = "USA CAN BRA GBR FRA DEU ITA POL RUS UKR KAZ TUR IRN EGY ZAF IND PAK CHN JPN KOR AUS".split()
PAIRS = "alignment adversaries peace votes pressure threat dependence cooperation".split()
SINGLE = "power idealpoints method timeline".split()
SYSTEMS = "network matrix map".split()


def draw(chance):
    """A target: most are of pairs or states over the years, some of a whole year."""
    name = chance.choice(PAIRS + SINGLE + SYSTEMS)
    form = chance.choice(["svg", "csv", "json"])
    first, last = chance.randint(1946, 1995), chance.randint(2000, 2024)
    if name in ("network", "matrix"):
        return f"/chart/{name}.{form}?time={first}"
    count = 1 if name in ("timeline", "map") else 2 if name == "cooperation" else chance.randint(2, 4)
    time_asked = first if name == "map" else f"{first}..{last}"
    return f"/chart/{name}.{form}?states={'~'.join(chance.sample(STATES, count))}&time={time_asked}"


def visit(live, number, end, times, wrong):
    chance = random.Random(number)
    connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=60)
    while (start := time.monotonic()) < end:
        target = draw(chance)
        try:
            connection.request("GET", target)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                wrong.append(f"{target}: {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            wrong.append(f"{target}: {error!r}")
            connection.close()
        times.append(1000 * (time.monotonic() - start))
    connection.close()


def used(process):
    """Seconds of the processor that it has used."""
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process):
    with open(f"/proc/{process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


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
        before, end = used(live.process), time.monotonic() + options.seconds
        clients = [threading.Thread(target=visit, args=(live, i, end, times, wrong))
                   for i in range(options.clients)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        processor, memory = used(live.process) - before, resident(live.process)
    times.sort()
    median, late = times[len(times) // 2], times[len(times) * 99 // 100]
    print(f"first view: {first:.0f} ms, promised {FIRST_VIEW} ms")
    print(f"charts: {len(times)} answers to {options.clients} clients, {len(wrong)} failed; median "
          f"{median:.1f} ms, promised {MEDIAN} ms; 99 % within {late:.1f} ms, promised {LATE} ms; "
          f"the slowest {times[-1]:.0f} ms")
    print(f"the server: {1000 * processor / len(times):.2f} ms of the processor for an answer, what "
          f"it makes in the background among them; {memory:.0f} MB")
    for line in wrong[:5]:
        print(line)
    kept = not wrong and first <= FIRST_VIEW and median <= MEDIAN and late <= LATE
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
