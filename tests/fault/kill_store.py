#!/usr/bin/env python3
"""A store after the program that writes it was killed: it opens, and holds whole files only.

usage: kill_store.py STORING_PROGRAM

SPDX-License-Identifier: MIT
"""
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

ROWS, TIMES, SEED = 25000, 30, 1949
HEADER = {"rivalries": "rivalryno,rivalryname,ccode1,ccode2,styear,endyear",
          "capabilities": "ccode,year,milex,milper,irst,pec,tpop,upop,cinc"}


class Trial:
    def __init__(self, program, data, folder):
        self.program, self.data = program, data
        self.own = len(list((pathlib.Path(data) / "world").glob("*.csv")))
        self.store = pathlib.Path(folder) / "store.db"
        self.files = [self.write(folder, "NMC_5.csv", "capabilities", "2,{year},{n},1,1,1,1,1,0.5"),
                      self.write(folder, "td.csv", "rivalries", "{n},A-B,200,220,1494,1716")]

    @staticmethod
    def write(folder, name, kind, row):
        path = pathlib.Path(folder) / name
        rows = (row.format(n=n + 1, year=1816 + n % 200) for n in range(ROWS))
        path.write_text("\n".join([HEADER[kind], *rows]) + "\n")
        return path

    def command(self, mode):
        files = self.files if mode == "write" else []
        return [self.program, str(self.data), str(self.store), mode, *map(str, files)]

    def forget(self):
        for path in self.store.parent.glob("store.db*"):
            path.unlink()

    def duration(self):
        self.forget()
        start = time.monotonic()
        subprocess.run(self.command("write"), stdout=subprocess.DEVNULL, check=True, timeout=120)
        return time.monotonic() - start

    def kill_after(self, seconds):
        with subprocess.Popen(self.command("write"), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait(60)
            return process.returncode == -signal.SIGKILL

    def problems(self):
        """What is wrong with the store that the killed program left."""
        if not self.store.exists():
            return []
        done = subprocess.run(self.command("read"), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False, timeout=120)
        text = done.stderr.decode()
        if done.returncode != 0:
            return [f"exit code {done.returncode}: {text}"]
        found = []
        world = 0
        for line in done.stdout.decode().splitlines():
            name, _, file, rows, facts = line.split(" ")
            world += name == "world"
            if rows != facts or (name != "world" and int(rows) != ROWS):
                found.append(f"{file} has {facts} of {rows} rows")
        return found + ([] if world == self.own else [f"{world} tables of our own facts"]) + self.check()

    def check(self):
        with sqlite3.connect(self.store) as db:
            answer = db.execute("PRAGMA integrity_check").fetchone()[0]
        return [] if answer == "ok" else [answer]

    def journal(self):
        return self.store.with_name("store.db-journal")


def main(program):
    report = Report()
    draw = random.Random(SEED)
    data = pathlib.Path(os.environ["ENT_SOURCE"]) / "tests" / "data" / "small"
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(program, data, folder)
        whole = trial.duration()
        report.check("a run that is not killed", trial.problems())
        killed = journals = 0
        for number in range(TIMES):
            if number % 3 == 0:
                trial.forget()
            killed += trial.kill_after(whole * draw.random())
            journals += trial.journal().exists()
            report.check(f"killed at a random moment, {number + 1}", trial.problems())
        report.check("most runs were killed on the way",
                     [] if killed > TIMES // 3 else [f"{killed} of {TIMES}"])
        report.check("some left a journal", [] if journals > 0 else ["none did"])
        trial.kill_after(3600)
        report.check("the next run finishes the work", trial.problems())
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
