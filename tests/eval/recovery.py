#!/usr/bin/env python3
"""Whether parameters of models of ties come back from data that were simulated with them.

Usage: recovery.py RECOVERY [REPETITIONS] [--write FILE]

RECOVERY is the program that simulates, fits and counts.  --write FILE replaces the table between the
two marks of FILE.

SPDX-License-Identifier: MIT
"""
import subprocess
import sys

from reading import write_table

HEAD = ("| type of ties | parameter | truth | bias | spread | mean s.e. | in 90 % | in 95 % | converged | "
        "test of 0: size | power | test of time: size | repetitions |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n")


def main(words):
    target = None
    if '--write' in words:
        at = words.index('--write')
        target = words[at + 1]
        del words[at:at + 2]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    text = HEAD + done.stdout.rstrip('\n')
    print(text)
    if target:
        write_table(target, text)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
