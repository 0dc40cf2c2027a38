#!/usr/bin/env python3
"""Measure the tagger and the parser on the development part of a treebank, against what is promised.

usage: parser.py EVALUATOR WEIGHTS TREEBANK.tsv

SPDX-License-Identifier: MIT
"""
import pathlib
import re
import subprocess
import sys

# what, its number in the evaluator's output, the least or the most that is promised
PROMISES = [("ms to map and check the weights", r"opened in ([\d.]+) ms", None, 5),
            ("% of tags right", r"words: XPOS ([\d.]+)", 94, None),
            ("tagged sentences of 25 words/s", r"^tag: .* ([\d.]+) of 25", 50000, None),
            ("parsed sentences of 25 words/s", r"^tag and parse: .* ([\d.]+) of 25", 5000, None)]


def main(evaluator, weights, treebank):
    if not pathlib.Path(treebank).exists():
        print(f"no treebank {treebank}: the parser is not measured")
        return 0
    done = subprocess.run([evaluator, weights, treebank, "3"], stdout=subprocess.PIPE, text=True,
                          check=True)
    print(done.stdout, end="")
    kept = True
    for what, pattern, least, most in PROMISES:
        number = float(re.search(pattern, done.stdout, re.M)[1])
        good = (least is None or number >= least) and (most is None or number <= most)
        promised = f"at least {least}" if most is None else f"at most {most}"
        print(f"{'kept' if good else 'BROKEN'}: {number:g} {what}, promised {promised}")
        kept = kept and good
    return 0 if kept else 1


sys.exit(main(*sys.argv[1:]))
