#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Check the tables of data/world against their README.

Usage: lint_world.py [DIR]        (default: data/world of this checkout)

Every table is described by one row of TABLES below: its columns with their
types, and the keys that may not repeat at the same time. The linter checks
the header comments, the columns, every field, that a row ends after it
starts and lies in the table's span, that no key overlaps itself, that each
state exists in states.csv at the row's date, and that sources, treaties,
institutions and roll calls agree between tables: votes are cast by members of
the United Nations and add up to no more than the totals of their roll call,
and an invoked commitment is in force. A table that is not there is skipped; a
table may be split into parts, NAME.PART.csv beside or instead of NAME.csv.

Errors are printed as file:line:column: message; the last line is
"N rows, M errors". The exit code is 1 if there is an error, else 0.
"""

import re
import sys
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

# --- the schema -------------------------------------------------------------

COOPERATION = ("declaration consultation border confidence treaty arms "
               "technology exercise patrol warning basing command "
               "defence_honoured energy trade finance")
FLAGS = "defence:flag offence:flag neutrality:flag nonaggression:flag " \
        "consultation:flag"
PERMANENT = "CHN|FRA|GBR|RUS|USA"

# A column is name:type; a type ending in ? may be empty. Types: key, state,
# states (joined by ;), sender, date, int, share (0 to 1), amount (a number of
# at least 0), flag, text, source,
# a|b|c (one of), a+b+c (some of, joined by ;), LOW-HIGH (a whole number).
# keys: columns that together may occur once at a time (once: once at all); a
# pair of states in parentheses is the same pair in either order. any_date: a
# state need not exist at the row's date. ordered: state_a before state_b.
# Where and when nobody holds an office of the leaders, its header says so:
# "# gap: STATE OFFICE FIRST..LAST WHY" and "# absent: STATE OFFICE WHY".
TABLES = {
    "sources": dict(
        columns="source:key kind:treaty|resolution|official|dataset|book|"
                "article|news citation:text locator:text",
        keys=["source"]),
    "states": dict(
        columns="state:key ccode:2-999 cow:key start:date end:date? "
                "source:source locator:text",
        keys=["state", "ccode"]),
    "names": dict(
        columns="state:state name:text start:date? end:date?",
        keys=["state"], any_date=True),
    "spellings": dict(
        columns="name:text state:state start:date? end:date?",
        keys=["name"], any_date=True),
    "codes": dict(
        columns="state:state scheme:gw|iso3|iso2 code:key start:date? "
                "end:date?",
        keys=["state scheme", "scheme code"], any_date=True),
    "governments": dict(
        columns="state:state government:text start:date end:date? "
                "source:source locator:text",
        keys=["state government"]),
    "profiles": dict(
        columns="state:state year:1816-2100 cinc:share? "
                "regime:democracy|autocracy? polyarchy:share? "
                "source:source locator:text",
        keys=["state year"], once=["state year"]),
    "borders": dict(
        columns="state_a:state state_b:state source:source locator:text",
        keys=["(state_a state_b)"], ordered=True),
    "institutions": dict(
        columns="institution:key name:text "
                "kind:organisation|treaty_body|forum|initiative start:date "
                "end:date? rule:unanimity|consensus|quota_veto|"
                "weighted_quota|double_majority|two_thirds|none "
                "rule_note:text? commitment:collective_defence|consultation|"
                "none source:source locator:text",
        keys=["institution"]),
    "members": dict(
        columns="institution:key state:state status:member|permanent|"
                "elected|observer|partner|candidate|invited|declined|"
                "suspended|left start:date end:date? source:source "
                "locator:text",
        keys=["institution state status"]),
    "treaties": dict(
        columns="treaty:key title:text form:bilateral|multilateral "
                "signed:date start:date end:date? end_reason:text? " + FLAGS +
                " cow:int? note:text? source:source locator:text",
        keys=["treaty"], once=["treaty"]),
    "treaty_members": dict(
        columns="treaty:key state:state role:mutual|guarantor|protected "
                "start:date end:date? source:source locator:text",
        keys=["treaty state role"]),
    "acts": dict(
        columns="act:key state_a:state state_b:state start:date end:date? "
                "level:1-7? kind:" + COOPERATION.replace(" ", "|") +
                " title:text source:source locator:text",
        keys=["act (state_a state_b)"]),
    "vetoes": dict(
        columns="draft:text date:date caster:" + PERMANENT +
                " subject:text about:states? source:source locator:text",
        keys=["draft date caster"]),
    "claims": dict(
        columns="claim:key territory:text claimant:state holder:state "
                "start:date end:date? note:text? source:source locator:text",
        keys=["claim claimant holder"]),
    "disputes": dict(
        columns="dispute:key name:text state_a:state state_b:state "
                "start:date end:date? hostility:1-5 initiator:state? "
                "source:source locator:text",
        keys=["dispute (state_a state_b)"]),
    "rivalries": dict(
        columns="rivalry:key state_a:state state_b:state start:date "
                "end:date? source:source locator:text",
        keys=["rivalry", "(state_a state_b)"]),
    "sanctions": dict(
        columns="sanction:key sender:sender target:sender start:date "
                "end:date? kinds:arms+trade+financial+travel+military+other "
                "instrument:text source:source locator:text",
        keys=["sanction sender target"]),
    "leaders": dict(
        columns="leader:key state:state name:text office:head_of_state|"
                "head_of_government|foreign_minister|leader start:date "
                "end:date? source:source locator:text",
        keys=["leader", "state office"], once=["leader"]),
    "roll_calls": dict(
        columns="roll_call:key session:key date:date resolution:key "
                "title:text yes:0-193 no:0-193 abstain:0-193 source:source "
                "locator:text",
        keys=["roll_call", "resolution"], once=["roll_call", "resolution"]),
    "votes": dict(
        columns="roll_call:key state:state vote:yes|no|abstain|absent "
                "source:source locator:text",
        keys=["roll_call state"], once=["roll_call state"]),
    "trade": dict(
        columns="state_a:state state_b:sender year:1816-2100 "
                "imports_a:amount? imports_b:amount? source:source "
                "locator:text",
        keys=["(state_a state_b) year"], once=["(state_a state_b) year"]),
    "corridors": dict(
        columns="route:northern|middle year:1816-2100 unit:TEU|tonnes "
                "volume:amount note:text? source:source locator:text",
        keys=["route unit year"], once=["route unit year"]),
    "invocations": dict(
        columns="invocation:key treaty:key clause:text invoked_by:state "
                "against:state? date:date response:honoured|partly|"
                "consultation|declined|pending what_followed:text "
                "source:source locator:text",
        keys=["invocation"], once=["invocation"]),
}
OFFICES = ("head_of_state", "head_of_government", "foreign_minister")
VACANT = 92                         # days without a holder that need no line

BLOCS = {"EU", "UN"}
OPEN = date.max                     # an empty end
COMMENTS = ("table", "span", "complete")

# --- dates ------------------------------------------------------------------


def bounds(text):
    """The first and last day a full or partial date can mean."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        raise ValueError
    part = [int(p) for p in text.split("-")]
    if len(part) == 1:
        return date(part[0], 1, 1), date(part[0], 12, 31)
    if len(part) == 2:
        return (date(part[0], part[1], 1),
                date(part[0], part[1], monthrange(part[0], part[1])[1]))
    return date(*part), date(*part)


def may_overlap(a, b):
    return a[0][0] <= b[1][1] and b[0][0] <= a[1][1]


def must_overlap(a, b):
    return a[0][1] <= b[1][0] and b[0][1] <= a[1][0]


def in_force(when, spells):
    """Whether one of the spells may cover a date; an unread date does."""
    return when is None or any(spell and may_overlap(when, spell)
                               for spell in spells)


# --- reading ----------------------------------------------------------------


class Row:
    def __init__(self, path, line):
        self.path, self.line = path, line
        self.value, self.at = {}, {}        # by column: text, position
        self.when = None                    # ((first, last), (first, last))

    def __getitem__(self, name):
        return self.value.get(name, "")


class Linter:
    def __init__(self, folder):
        self.folder = folder
        self.rows = defaultdict(list)       # by table
        self.found = []                     # (path, line, column, text)
        self.errors = 0
        self.comments = ""
        self.head = defaultdict(list)       # by table: (path, line, word, text)
        self.span = {}                      # by table

    def say(self, path, line, column, text):
        self.errors += not text.startswith("warning:")
        self.found.append((path.name, line, column, text))

    def at(self, row, name, text):
        self.say(row.path, row.line, row.at.get(name, 1), text)

    def split(self, path, number, line):
        """Fields of one CSV line with their positions, or None."""
        fields, i = [], 0
        while True:
            start = i
            if line[i:i + 1] == '"':
                m = re.compile(r'"((?:[^"]|"")*)"').match(line, i)
                if not m or line[m.end():m.end() + 1] not in ("", ","):
                    self.say(path, number, i + 1, "a quoted field does not "
                             "close before the comma or the end of the line")
                    return None
                fields.append((start + 1, m.group(1).replace('""', '"')))
                i = m.end()
            else:
                i = line.find(",", i)
                i = len(line) if i < 0 else i
                fields.append((start + 1, line[start:i]))
                if '"' in line[start:i]:
                    self.say(path, number, start + 1,
                             "a quote inside a field that is not quoted")
            if i >= len(line):
                return fields
            i += 1

    def read(self, path):
        name = path.name.split(".")[0]
        schema = TABLES.get(name)
        if not schema:
            self.say(path, 1, 1, f"the README has no table '{name}'")
            return
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as e:
            self.say(path, 1, 1, f"not UTF-8 at byte {e.start}")
            return
        if text[:1] == "\ufeff" or "\r" in text or text[-1:] != "\n":
            self.say(path, 1, 1, "expected UTF-8 without a byte order mark, "
                     "LF line ends and a newline at the end")
        lines = text.replace("\r", "").lstrip("\ufeff").split("\n")
        if lines[-1] == "":
            lines.pop()
        n, head = 0, {}
        while n < len(lines) and lines[n].startswith("#"):
            m = re.fullmatch(r"# (\w+): (\S.*)", lines[n])
            if m:
                head.setdefault(m.group(1), (n + 1, m.group(2)))
                self.head[name].append((path, n + 1, *m.groups()))
            n += 1
        self.comments += " ".join(lines[:n]) + " "
        span = self.span[name] = self.header(path, name, head)
        columns = [c.split(":", 1) for c in schema["columns"].split()]
        wanted = ",".join(c for c, _ in columns)
        if n == len(lines) or lines[n] != wanted:
            self.say(path, n + 1, 1, f"expected the header row '{wanted}'")
            return
        for number in range(n + 2, len(lines) + 1):
            self.row(path, number, lines[number - 1], name, columns, span)

    def header(self, path, name, head):
        if name == "sources" and not head:
            return None
        for word in COMMENTS:
            if word not in head:
                self.say(path, 1, 1, f"no comment line '# {word}: ...'")
        line, text = head.get("table", (1, name))
        if text != name:
            self.say(path, line, 10, f"table is '{text}', expected '{name}'")
        line, text = head.get("span", (1, ""))
        try:
            first, last = text.split("..")
            span = bounds(first), bounds(last)
            if span[1][1] < span[0][0]:
                raise ValueError
            return span
        except ValueError:
            if text:
                self.say(path, line, 9, f"span is '{text}', expected "
                         "FIRST..LAST, two dates")
            return None

    def row(self, path, number, line, name, columns, span):
        row = Row(path, number)
        fields = self.split(path, number, line)
        if fields is None:
            return
        if len(fields) != len(columns):
            self.say(path, number, 1, f"{len(fields)} fields, expected "
                     f"{len(columns)}")
            return
        for (column, kind), (at, value) in zip(columns, fields):
            row.value[column], row.at[column] = value, at
            wrong = self.wrong(kind, value)
            if wrong:
                self.at(row, column, f"'{column}' is '{value}', {wrong}")
        self.rows[name].append(row)
        row.when = self.time(row, dict(columns), span)

    def wrong(self, kind, value):
        """What is wrong with a field, or None."""
        if value != value.strip() or "\t" in value:
            return "with blanks around it or a tab in it"
        if kind.endswith("?"):
            if value == "":
                return None
            kind = kind[:-1]
        elif value == "":
            return "expected a value"
        if kind in ("text", "source"):
            return None
        if kind == "date":
            try:
                bounds(value)
                return None
            except ValueError:
                return "expected YYYY-MM-DD, YYYY-MM or YYYY"
        pattern = {"key": r"[A-Za-z0-9][A-Za-z0-9.+_/-]*",
                   "state": r"[A-Z]{3}", "states": r"[A-Z]{3}(;[A-Z]{3})*",
                   "sender": r"[A-Z]{3}|" + "|".join(sorted(BLOCS)),
                   "int": r"[1-9][0-9]*", "flag": r"[01]",
                   "amount": r"(0|[1-9][0-9]*)(\.[0-9]+)?",
                   "share": r"0(\.\d+)?|1(\.0+)?"}.get(kind)
        if pattern:
            if re.fullmatch(pattern, value):
                return None
            return {"flag": "expected 0 or 1", "int": "expected a number",
                    "amount": "expected a number of at least 0",
                    "share": "expected a number from 0 to 1"}.get(
                        kind, f"not a {kind}")
        m = re.fullmatch(r"(\d+)-(\d+)", kind)
        if m:
            low, high = int(m.group(1)), int(m.group(2))
            if re.fullmatch(r"[0-9]+", value) and low <= int(value) <= high:
                return None
            return f"expected {low} to {high}"
        if "|" in kind:
            return None if value in kind.split("|") else \
                "expected one of " + kind.replace("|", ", ")
        some = value.split(";")
        if set(some) <= set(kind.split("+")) and len(set(some)) == len(some):
            return None
        return "expected some of " + kind.replace("+", ", ") + \
            ", each once, joined by ;"

    def time(self, row, columns, span):
        """The interval a row is about; reports what cannot be."""
        def get(name, empty):
            try:
                return bounds(row[name]) if row[name] else empty
            except ValueError:
                return None
        low, high = (date.min, date.min), (OPEN, OPEN)
        if "start" in columns:
            when = get("start", low), get("end", high)
        elif "date" in columns:
            when = (get("date", low),) * 2
        elif "year" in columns:
            when = (get("year", low),) * 2
        else:
            return span or (low, high)
        if None in when:
            return None
        start, end = when
        if end[1] < start[0]:
            self.at(row, "end", f"'end' is {row['end']}, before the start "
                    f"{row['start']}")
            return None
        signed = get("signed", low)
        if signed and start[1] < signed[0]:
            self.at(row, "signed", f"'signed' is {row['signed']}, after the "
                    f"start {row['start']}")
        if span:
            last = span[1][1]
            name = next(c for c in ("start", "date", "year") if c in columns)
            if not may_overlap(when, span):
                self.at(row, name, "the row lies outside the span of the "
                        "table")
            elif end[0] > last and end != high:
                self.at(row, "end", f"'{'end' if 'end' in columns else name}'"
                        f" is after {last}, the last day of the span")
        return when

    # --- between rows and tables --------------------------------------------

    def keys(self, name):
        """No key twice at the same time; no row twice."""
        schema = TABLES[name]
        for key in schema["keys"]:
            seen = defaultdict(list)
            parts = re.findall(r"\(.*?\)|\S+", key)
            for row in self.rows[name]:
                value = tuple(
                    tuple(sorted(row[c] for c in p[1:-1].split()))
                    if p[0] == "(" else row[p] for p in parts)
                for other in seen[value]:
                    if key in schema.get("once", ()) or row.when is None or \
                       other.when is None or must_overlap(row.when,
                                                          other.when):
                        first = re.findall(r"\w+", key)[0]
                        self.at(row, first, "'%s' overlaps %s:%d" % (
                            " ".join(re.findall(r"\w+", str(value))),
                            other.path.name, other.line))
                        break
                seen[value].append(row)

    def states(self):
        life = defaultdict(list)
        for row in self.rows["states"]:
            if row.when:
                life[row["state"]].append(row.when)
        if not life:
            return
        for name in TABLES:
            schema = TABLES[name]
            kinds = dict(c.split(":", 1) for c in schema["columns"].split())
            for row in self.rows[name]:
                for column, kind in kinds.items():
                    if kind.rstrip("?") not in ("state", "states", "sender"):
                        continue
                    for state in filter(None, row[column].split(";")):
                        self.state(row, column, kind, state, life, schema)
                pair = row["state_a"], row["state_b"]
                if "state_a" in kinds and pair[0] == pair[1]:
                    self.at(row, "state_b", "a state with itself")
                if schema.get("ordered") and pair[0] > pair[1]:
                    self.at(row, "state_a", "the smaller id comes first")
                if row["initiator"] and row["initiator"] not in pair:
                    self.at(row, "initiator", "'initiator' is neither "
                            f"{pair[0]} nor {pair[1]}")
        named = {row["state"] for row in self.rows["names"]}
        for row in self.rows["states"]:
            if named and row["state"] not in named:
                self.at(row, "state", f"'{row['state']}' has no row in "
                        "names.csv")

    def state(self, row, column, kind, state, life, schema):
        if kind == "sender" and state in BLOCS:
            return
        if state not in life:
            self.at(row, column, f"no state '{state}' in states.csv")
        elif kind.startswith("states") or schema.get("any_date") or \
                row.when is None:
            return                  # these need not exist at the row's date
        elif not any(may_overlap(row.when, spell) for spell in life[state]):
            self.at(row, column, f"'{state}' is no state at the date of "
                    "this row")

    def sources(self):
        known, said = {}, self.comments
        for row in self.rows["sources"]:
            known.setdefault(row["source"], row)
        used = set()
        for name in TABLES:
            for row in self.rows[name]:
                if name == "sources":
                    continue
                said += row["locator"] + " "
                used.add(row["source"])
                if row["source"] and row["source"] not in known:
                    self.at(row, "source", f"no source '{row['source']}' in "
                            "sources.csv")
        words = set(re.findall(r"[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]", said))
        for key, row in known.items():
            if key not in used and key not in words:
                self.at(row, "source", f"warning: '{key}' is not used")

    def pairs(self, parent, child, key):
        """Every child row has a parent that is alive, and the reverse."""
        if not self.rows[parent] or not self.rows[child]:
            return
        owner, children = defaultdict(list), defaultdict(list)
        for row in self.rows[parent]:
            owner[row[key]].append(row)
        for row in self.rows[child]:
            children[row[key]].append(row)
            if row[key] not in owner:
                self.at(row, key, f"no {key} '{row[key]}' in {parent}.csv")
            elif parent == "treaties" and row.when and not any(
                    o.when and may_overlap(row.when, o.when)
                    for o in owner[row[key]]):
                self.at(row, "start", "outside the life of the treaty")
        for value, rows in owner.items():
            if value not in children:
                self.at(rows[0], key, f"'{value}' has no row in {child}.csv")
            if parent == "treaties":
                states = {row["state"] for row in children[value]}
                if rows[0]["form"] == "bilateral" and value in children and \
                        len(states) != 2:
                    self.at(rows[0], "form", f"'{value}' is bilateral with "
                            f"{len(states)} members")

    def stretch(self, text):
        """The first and last day of FIRST..LAST, or None."""
        try:
            first, last = text.split("..")
            return bounds(first)[0], bounds(last)[1]
        except ValueError:
            return None

    def excused(self):
        """What the header of the leaders excuses: gaps, absent offices."""
        gaps, absent = defaultdict(list), {}
        for path, line, word, text in self.head["leaders"]:
            part = text.split(None, 3)
            if word == "gap":
                when = self.stretch(part[2]) if len(part) == 4 else None
                if not when or part[1] not in OFFICES:
                    self.say(path, line, 8, "expected "
                             "STATE OFFICE FIRST..LAST WHY")
                else:
                    gaps[part[0], part[1]].append((when, path, line))
            elif word == "absent":
                if len(part) < 3 or part[1] not in OFFICES:
                    self.say(path, line, 11, "expected STATE OFFICE WHY")
                else:
                    absent[part[0], part[1]] = path, line
        return gaps, absent

    def offices(self):
        """Each office has a holder at all times that its state exists."""
        if not self.rows["leaders"] or not self.span.get("leaders"):
            return
        gaps, absent = self.excused()
        held = defaultdict(list)
        for row in self.rows["leaders"]:
            if row.when:
                held[row["state"], row["office"]].append(row)
        for state in sorted({row["state"] for row in self.rows["leaders"]}):
            for office in OFFICES:
                self.office(state, office, held[state, office],
                            gaps.pop((state, office), []),
                            absent.pop((state, office), None))
        for where in [g[0][1:] for g in gaps.values()] + list(absent.values()):
            self.say(*where, 3, "a line about a state without a leader")

    def office(self, state, office, rows, gaps, absent):
        path, line = absent or (self.rows["leaders"][0].path, 1)
        if bool(rows) == bool(absent):
            self.say(path, line, 1, f"{state} {office} has " + (
                "rows and a line '# absent:'" if absent else
                "neither rows nor a line '# absent:'"))
        if not rows:
            return
        for when, path, line in gaps:
            for row in rows:
                if row.when[0][1] <= when[1] and when[0] <= row.when[1][0]:
                    self.say(path, line, 8, f"'{row['leader']}' holds the "
                             "office in this gap")
        taken = sorted([(r.when[0][0], r.when[1][1]) for r in rows] +
                       [when for when, _, _ in gaps])
        first, last = (day[i] for i, day in enumerate(self.span["leaders"]))
        for spell in self.rows["states"]:
            if spell["state"] == state and spell.when:
                self.vacant(rows[0], taken, max(first, spell.when[0][0]),
                            min(last, spell.when[1][1]))

    def vacant(self, row, taken, day, last):
        """Say where nobody holds the office of a row between two days."""
        for start, end in taken + [(OPEN, OPEN)]:
            stop = min(start, last + timedelta(1))
            if (stop - day).days > VACANT:
                self.at(row, "office", f"{row['state']} {row['office']}: "
                        f"nobody from {day} to {stop - timedelta(1)} and no "
                        "line '# gap:'")
            if end >= last:
                return
            day = max(day, end + timedelta(1))

    # --- roll calls, trade, invocations -----------------------------------

    def united_nations(self, day):
        """The members of the United Nations on a day."""
        return {row["state"] for row in self.rows["members"]
                if row["institution"] == "UN" and row["status"] == "member"
                and row.when and may_overlap(row.when, (day, day))}

    def roll_calls(self):
        """Totals fit the membership, votes the totals; most votes known are all."""
        calls = {row["roll_call"]: row for row in self.rows["roll_calls"]}
        given = defaultdict(lambda: defaultdict(list))
        for row in self.rows["votes"]:
            given[row["roll_call"]][row["vote"]].append(row)
            if row["roll_call"] not in calls:
                self.at(row, "roll_call", f"no roll call '{row['roll_call']}'"
                        " in roll_calls.csv")
        for name, call in calls.items():
            members = self.united_nations(call.when[0]) if call.when else None
            if members:
                self.roll_call(call, given[name], members)

    def roll_call(self, call, given, members):
        words = "yes", "no", "abstain"
        if not all(re.fullmatch("[0-9]+", call[word]) for word in words):
            return                      # said where the field was read
        totals = {word: int(call[word]) for word in words}
        cast = sum(totals.values())
        if cast > len(members):
            self.at(call, "yes", f"{cast} votes, the United Nations have "
                    f"{len(members)} members on that day")
            return
        totals["absent"] = len(members) - cast
        for word, rows in given.items():
            for row in rows:
                if row["state"] not in members:
                    self.at(row, "state", f"'{row['state']}' is no member of "
                            "the United Nations on the day of the vote")
            if len(rows) > totals.get(word, len(rows)):
                self.at(call, "roll_call", f"{len(rows)} states vote {word}, "
                        f"the total is {totals[word]}")
        self.whole_roll_call(call, given, members)

    def whole_roll_call(self, call, given, members):
        """Where most members have a vote, every member has one."""
        known = members & {row["state"] for rows in given.values() for row in rows}
        wanting = members - known
        if wanting and 2 * len(known) > len(members):
            self.at(call, "roll_call", f"{len(known)} of {len(members)} members "
                    f"have a vote, {', '.join(sorted(wanting))} "
                    f"{'has' if len(wanting) == 1 else 'have'} none")

    def trade(self):
        for row in self.rows["trade"]:
            if not row["imports_a"] and not row["imports_b"]:
                self.at(row, "imports_a", "a pair and year without a figure "
                        "has no row")

    def invocations(self):
        """A party invokes a treaty or an institution in force."""
        life, parties = defaultdict(list), defaultdict(list)
        for table in ("treaty_members", "members"):
            for row in self.rows[table]:
                key = row["treaty"] or row["institution"], row["state"]
                parties[key].append(row.when)
        for table in ("treaties", "institutions"):
            for row in self.rows[table]:
                life[row["treaty"] or row["institution"]].append(row.when)
        for row in self.rows["invocations"]:
            if row["treaty"] not in life:
                self.at(row, "treaty", f"no '{row['treaty']}' in treaties.csv "
                        "or institutions.csv")
            elif not in_force(row.when, life[row["treaty"]]):
                self.at(row, "date", f"'{row['treaty']}' is not in force on "
                        "that day")
            elif not in_force(row.when,
                              parties[row["treaty"], row["invoked_by"]]):
                self.at(row, "invoked_by", f"'{row['invoked_by']}' is no "
                        f"party of '{row['treaty']}' on that day")
            if row["against"] and row["against"] == row["invoked_by"]:
                self.at(row, "against", "a state against itself")

    def run(self):
        for path in sorted(self.folder.glob("*.csv")):
            self.read(path)
        for name in TABLES:
            self.keys(name)
        self.states()
        self.offices()
        self.sources()
        self.pairs("treaties", "treaty_members", "treaty")
        self.pairs("institutions", "members", "institution")
        self.roll_calls()
        self.trade()
        self.invocations()
        for name, line, column, text in sorted(self.found):
            print(f"{name}:{line}:{column}: {text}")
        count = sum(len(rows) for rows in self.rows.values())
        print(f"{count} rows, {self.errors} errors")
        return 1 if self.errors else 0


def main(arguments):
    if len(arguments) > 2 or arguments[1:2] in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 2 if len(arguments) > 2 else 0
    folder = Path(arguments[1]) if len(arguments) == 2 else \
        Path(__file__).resolve().parents[2] / "data" / "world"
    if not folder.is_dir():
        print(f"{folder}:1:1: no such folder")
        print("0 rows, 1 errors")
        return 1
    return Linter(folder).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
