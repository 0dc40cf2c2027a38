#!/usr/bin/env python3
"""Count a command as one test: it passes when the exit code is 0, and is skipped at 77.

usage: command.py NAME COMMAND...

SPDX-License-Identifier: MIT
"""
import subprocess
import sys

from report import Report

SKIPPED = 77  # the published data are not there


def main(arguments):
    report = Report()
    done = subprocess.run(arguments[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode("utf-8", errors="replace")
    if done.returncode == SKIPPED:
        report.skip(arguments[0], "no ../shared beside the checkout")
    else:
        report.check(arguments[0], [f"exit code {done.returncode}", text] if done.returncode else [])
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
