#!/usr/bin/env python3
"""Write the manual page of the measures, in scdoc, from the program's own reference entries.

usage: measures_page.py ENTENTE

The text of `entente measure NAME --explain` is the only one there is.

SPDX-License-Identifier: MIT
"""
import csv
import subprocess
import sys

HEAD = """entente-measures(7) "" "Miscellaneous"

# NAME

entente-measures - what *entente measure* measures, by what formula, after whom

# DESCRIPTION

Each entry below is the text of *entente measure* _NAME_ *--explain*. Without dates a measure prints all years that the
record has; a year means every state and tie that exists on any day of it, a full date means that day. What is undefined
is missing (empty, null), never 0.
"""

TAIL = """
# EXAMPLES

```
entente measure triangle --from 1949
entente measure power --at 2022 -f csv
```

# SEE ALSO

*entente*(1), *entente-data*(5)
"""


def ask(program, *arguments):
    done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          check=True)
    return done.stdout.decode("utf-8")


def entry(program, name, title):
    text = ask(program, "measure", name, "--explain").split("\n", 2)[2].rstrip()
    return f"\n# {name.upper()}\n\n{title}\n\n```\n{text}\n```\n"


def main():
    program = sys.argv[1]
    rows = csv.DictReader(ask(program, "list", "measures", "-f", "csv").splitlines())
    sys.stdout.write(HEAD + "".join(entry(program, r["measure"], r["title"]) for r in rows) + TAIL)


main()
