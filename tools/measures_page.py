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
# A WORKED CASE: CENTRAL ASIA, 1992 TO 2024

Who is what to the five states between Russia and China? With the published sets in record.db:

```
entente measure influence --states KAZ,KGZ,TJK,TKM,UZB,RUS,CHN --from 1992 --to 2024 --db record.db
```

Trade with Russia and with China, in percent of all trade of the state:

```
            1995          2005          2014
        RUS    CHN    RUS    CHN    RUS    CHN
KAZ    53.9    4.1   24.0   10.2   20.8   21.9
KGZ    23.1   16.9   28.9   11.5   16.9   49.4
TJK    21.0    0.6   16.0    4.9   15.3   41.7
TKM     6.0    0.4    4.1    1.5    6.0   46.4
UZB    29.2    2.0   24.5    9.4   20.5   21.9
```

In 1995 Russia is the larger partner of all five, in 2014 China is: by far of Kyrgyzstan, Tajikistan and Turkmenistan,
by a little of Kazakhstan and Uzbekistan. Security went another way. Of the arms that Kazakhstan, Kyrgyzstan and
Tajikistan ordered from states in 2015 to 2019 Russia has 94, 100 and 88 percent, of those of Uzbekistan 45, of
Turkmenistan none; in 2019 all five have every kind of obligation that they have to anyone also to Russia. In the General
Assembly they agree in that year more with China than with Russia, and with either far more than with the United States.

What the record does not say: the flow between Kazakhstan and Russia of 1992 and 1993 is 0 in the source, which is no
trade that was measured. Trade of all pairs ends in 2014, exercises end in 2010, the register of arms ends in 2023: after
that the columns are empty, not carried. The obligations are those of COW to 2012 and of data/world since, which do not
code alike: a step in 2013 is a change of source (*--source obligations=world* takes one throughout). The agreement of
2020 to 2024 rests on a few roll calls on Ukraine, as votes_n says. None of this is what a power did to a
state: a large neighbour has a large share of trade whatever it wants.

# EXAMPLES

```
entente measure triangle --from 1949
entente measure power --at 2022 -f csv
entente measure threat --states RUS,CHN --at 2022
entente measure pressure --states RUS,USA --from 1990
entente measure dependence --states RUS,CHN --from 2016
entente measure influence --states KAZ,RUS,CHN --at 2015
entente measure reliability --institution cst-1992
entente measure method --states RUS,CHN,USA --from 1993
entente measure events --by year --net --reported --db :memory:
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
