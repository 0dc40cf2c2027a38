#!/usr/bin/env python3
"""A run whose program was killed, or told to stop: what was kept stays, and it ends as it would have.

usage: kill_run.py ENTENTE

SPDX-License-Identifier: MIT
"""
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

RUNS = 40000
SCENARIO = """format: 1
name: long
base: 2024-12-31
horizon: 10
outcomes: [{name: d, kind: dispute, a: USA, b: CHN}]
"""


class Trial:
    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), pathlib.Path(folder)
        self.store = self.folder / "store.db"
        (self.folder / "a.txt").write_text("Russia vetoed the resolution on 30 September 2022.\n")
        (self.folder / "long.yaml").write_text(SCENARIO)
        self.call("read", "a.txt")

    def command(self, *words):
        return [self.program, *words, "--db", str(self.store), "-q"]

    def call(self, *words):
        done = subprocess.run(self.command(*words), cwd=self.folder, capture_output=True,
                              check=False, timeout=120)
        return done.returncode, done.stdout

    def run(self):
        return self.call("run", "long.yaml", "--runs", str(RUNS), "-f", "csv")

    def ask(self, question):
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=5) as db:
            return db.execute(question).fetchone()

    def stop(self, how):
        """Send a signal once a batch is kept; the exit code, None where it was faster."""
        words = self.command("run", "long.yaml", "--runs", str(RUNS), "-f", "csv", "-j", "1")
        with subprocess.Popen(words, cwd=self.folder, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                try:
                    if self.ask("SELECT count(*) FROM batches")[0] > 0:
                        process.send_signal(how)
                        return process.wait(60)
                except sqlite3.OperationalError:
                    pass
                time.sleep(0.002)
        return None

    def partial(self):
        return self.ask("SELECT status, finished, runs FROM runs ORDER BY run DESC LIMIT 1")


def main(program):
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(program, folder)
        _, whole = trial.run()
        report.check("a run that nobody stops is done",
                     [] if trial.partial() == ("done", RUNS, RUNS) else [str(trial.partial())])
        for name, how, code in (("killed", signal.SIGKILL, -signal.SIGKILL),
                                ("told to stop", signal.SIGINT, 130)):
            trial.store.unlink()
            trial.call("read", "a.txt")
            given = trial.stop(how)
            status, finished, _ = trial.partial()
            report.check(f"a run that is {name} keeps its batches",
                         [] if given == code and status == "partial" and 0 < finished < RUNS else
                         [f"exit code {given}, {status}, {finished} runs"])
            _, again = trial.run()
            report.check(f"a run that was {name} ends as it would have",
                         [] if again == whole and trial.ask("SELECT count(*) FROM runs") == (1,)
                         and trial.partial() == ("done", RUNS, RUNS) else [str(trial.partial())])
            report.check(f"no batch of a run that was {name} is left",
                         [] if trial.ask("SELECT count(*) FROM batches") == (0,) else ["some are"])
    return report.close()


if __name__ == "__main__":
    os.environ.pop("ENT_DATA", None)
    sys.exit(main(sys.argv[1]))
