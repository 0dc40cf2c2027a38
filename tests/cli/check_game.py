#!/usr/bin/env python3
"""A whole game: turns, moves, rulings, going on, replaying, and what is refused.

usage: check_game.py ENTENTE

The record is the invented one of tests/data/powers, whose scenario `pressure` runs from 2000 to 2004.

SPDX-License-Identifier: MIT
"""
import csv
import hashlib
import io
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

POWERS = pathlib.Path(__file__).resolve().parents[1] / "data" / "powers"
FIRST = """format: 1
moves:
  - {by: CHN, date: 2001-05, kind: exercise, a: CHN, b: RUS, against: USA, seen_by: [RUS]}
  - {by: umpire, date: 2003, kind: leader, a: IND}
"""
SECOND = """format: 1
moves:
  - {date: 2002-07, kind: treaty, a: RUS, b: CHN, by: CHN}
overrides:
  - {year: 2001, outcome: level, a: CHN, b: RUS, value: 7, reason: "the table: 'all of it'"}
  - {year: 2002, outcome: dispute, a: USA, b: RUS, value: true, reason: a collision}
  - {year: 2002, outcome: sanction, a: USA, b: CHN, value: false, reason: a veto}
"""
FORMED = pathlib.Path(__file__).resolve().parents[1] / "golden" / "run-formation"
ASKED = """format: 1
name: formed
base: 2020-12-31
horizon: 6
runs: 8
formation: ties.yaml
outcomes:
  - {name: o, kind: obligation_ends, a: RUS, b: CHN}
  - {name: p, kind: obligation_begins, a: CHN, b: IRN}
  - {name: s, kind: passes, institution: UNSC, a: USA, b: CHN}
  - {name: v, kind: votes_apart, a: USA, b: CHN, distance: 0.5}
"""
RULED = """format: 1
moves:
  - {by: umpire, date: 2023, kind: war, a: CHN, b: IND}
  - {by: umpire, date: 2023, kind: war, a: RUS, b: UKR, years: 9}
overrides:
  - {year: 2024, outcome: war, a: CHN, b: IND, value: true, reason: no truce}
  - {year: 2024, outcome: war, a: UKR, b: RUS, value: false, reason: a truce}
  - {year: 2024, outcome: war, a: RUS, value: true, reason: elsewhere}
  - {year: 2024, outcome: rivalry, a: CHN, b: USA, value: false, reason: they made up}
  - {year: 2024, outcome: votes, a: USA, b: CHN, value: 0.9, reason: they agree}
  - {year: 2024, outcome: passes, name: s, value: true, reason: all hands went up}
"""


class Trial:
    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), pathlib.Path(folder)

    def call(self, *words, scenario="pressure"):
        done = subprocess.run(
            [self.program, "--data", str(POWERS), "--db", ":memory:", "run", scenario, *words],
            cwd=self.folder, capture_output=True, check=False, timeout=120)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def play(self, years, state, *words, runs="16"):
        return self.call("--pause-each", str(years), "--state", state, "--runs", runs, *words)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")


def rows(text, part):
    return [r for r in csv.DictReader(io.StringIO(text)) if r["part"] == part]


def seal(text):
    """The text of a game with its last line made true again."""
    body = text[:text.rindex("sha256: ")]
    return body + "sha256: " + hashlib.sha256(body.encode()).hexdigest() + "\n"


def expect(report, name, got, code, *words):
    """An exit code, and words that its message must have."""
    problems = [] if got[0] == code else [f"exit code {got[0]}, expected {code}: {got[2]}"]
    report.check(name, problems + [f"'{w}' is not in: {got[2]}" for w in words if w not in got[2]])


def equal(report, name, a, b):
    report.check(name, [] if a == b else [f"{a!r}\nis not\n{b!r}"])


def check_whole(trial, report):
    trial.write("first.yaml", FIRST)
    trial.write("second.yaml", SECOND)
    start = trial.play(0, "g.yaml")
    expect(report, "a game can be looked at before it begins", start, 0, "at the end of 2000")
    one = trial.play(1, "g.yaml", "--moves", "first.yaml", "-f", "csv")
    expect(report, "a turn is played", one, 0, "after 1 turn, 2 moves, 0 overrides; 3 years left")
    after_one = trial.read("g.yaml")
    again = trial.play(0, "g.yaml", "-f", "csv")
    equal(report, "looking at a game changes nothing", trial.read("g.yaml"), after_one)
    equal(report, "it shows the same", again[1], one[1])
    moves = [r for r in rows(one[1], "happened") if r["what"] == "move"]
    equal(report, "moves are told with who made them",
          [(r["by"], r["seen_by"], r["note"][:4]) for r in moves],
          [("scenario", "all", "2001"), ("CHN", "CHN RUS", "2001")])
    two = trial.play(2, "g.yaml", "--moves", "second.yaml", "-f", "csv")
    expect(report, "two years are a turn", two, 0, "at the end of 2003, after 2 turns, 3 moves, 3 ov")
    check_rulings(report, two[1], trial.read("g.yaml"))
    last = trial.play(9, "g.yaml")
    expect(report, "the last turn is as long as the horizon", last, 0, "at the end of 2004", "0 years")
    over = trial.play(1, "g.yaml")
    expect(report, "a game that is over does not go on", over, 3, "the game is over: 2004")
    trial.write("late.yaml", "format: 1\nmoves:\n  - {by: umpire, date: 2004, kind: leader, a: USA}\n")
    expect(report, "nobody moves in it", trial.play(0, "g.yaml", "--moves", "late.yaml"), 3,
           "late.yaml:3:5", "the game is over")
    expect(report, "it can still be looked at", trial.play(0, "g.yaml"), 0)


def check_rulings(report, text, file):
    ruled = {(r["year"], r["what"]): r for r in rows(text, "happened") if r["by"] == "umpire"}
    equal(report, "rulings are told with the turn that they are made in", sorted(ruled),
          [("2001", "level"), ("2002", "dispute"), ("2002", "sanction"), ("2003", "move")])
    equal(report, "a ruling stands in place of chance", ruled[("2001", "level")]["value"], "7")
    equal(report, "with its reason", ruled[("2001", "level")]["note"].split(": ", 1)[1],
          "the table: 'all of it'")
    report.check("and in the log", [] if "in place of" in file else [file])
    sights = {(r["a"], r["b"], r["what"]): r["value"] for r in rows(text, "sides")}
    equal(report, "a move binds", sights[("RUS", "CHN", "defence")], "true")
    pact = [float(r["probability"]) for r in rows(text, "forecast") if r["what"] == "pact"]
    equal(report, "what has come is certain", pact, [1.0])
    dispute = [r for r in rows(text, "happened") if r["what"] == "dispute" and r["year"] == "2002"]
    report.check("a dispute that is ruled begins", [] if dispute else [text])


def check_sides(trial, report):
    trial.write("first.yaml", FIRST)
    for side, told in (("RUS", 1), ("CHN", 1), ("USA", 0)):
        code, out, _ = trial.play(0 if side != "RUS" else 1, "s.yaml", "-f", "csv", "--states", side,
                                  *(["--moves", "first.yaml"] if side == "RUS" else []))
        found = [r for r in rows(out, "happened") if r["by"] == "CHN"]
        equal(report, f"{side} is told of what it may know", len(found), told)
        equal(report, f"{side} sees its own relations", {r["a"] for r in rows(out, "sides")}, {side})
        report.check(f"{side} sees the odds of its pairs",
                     [] if code == 0 and all(side in (r["a"], r["b"]) for r in rows(out, "next"))
                     else [out])


def check_replay(trial, report):
    game = trial.read("g.yaml")
    for jobs in ("1", "2", "3"):
        got = trial.call("--replay", "g.yaml", "-j", jobs)
        expect(report, f"a replay tells that it is the same, -j {jobs}", got, 0, "the same bytes")
        equal(report, f"a replay gives the same bytes, -j {jobs}", got[1], game)
    trial.write("first.yaml", FIRST)
    trial.write("second.yaml", SECOND)
    outs = []
    for jobs in ("1", "3"):
        outs.append([trial.play(n, f"j{jobs}.yaml", "-j", jobs, "-f", "csv", *more)[1]
                     for n, more in ((1, ["--moves", "first.yaml"]), (2, ["--moves", "second.yaml"]))])
    equal(report, "turns at any number of threads", outs[0], outs[1])
    equal(report, "files at any number of threads", trial.read("j1.yaml"), trial.read("j3.yaml"))
    parsed = json.loads(trial.play(0, "j1.yaml", "-f", "json", runs="8")[1])
    equal(report, "json tells the seed of the game", parsed["seed"], 1)


def check_luck(trial, report):
    """Moves change what they touch; the rest of the luck of a seed stays."""
    trial.write("third.yaml", "format: 1\nmoves:\n  - {by: IND, date: 2003, kind: treaty, a: IND, "
                              "b: CHN}\n")
    trial.play(4, "plain.yaml")
    trial.play(4, "moved.yaml", "--moves", "third.yaml")
    plain, moved = ({line for line in trial.read(n).splitlines() if line.startswith("      - ")}
                    for n in ("plain.yaml", "moved.yaml"))
    new = [line for line in moved - plain if "IND" not in line]
    report.check("a move of two others changes nothing else", sorted(plain - moved) + new)
    trial.play(4, "seed.yaml", "--seed", "5")
    report.check("another seed is another game",
                 [] if trial.read("seed.yaml") != trial.read("plain.yaml") else ["the same"])
    expect(report, "a game keeps its seed", trial.play(0, "seed.yaml"), 0)
    expect(report, "another one is refused", trial.play(0, "seed.yaml", "--seed", "6"), 3,
           "seed.yaml:7:7", "the seed 5, not 6")


def check_refused(trial, report):
    head = "format: 1\nmoves:\n  - {"
    trial.play(1, "r.yaml")
    kept = trial.read("r.yaml")
    for name, text, words in (
            ("of the past", "by: USA, date: 2001, kind: leader, a: USA}\n",
             ("m.yaml:3:21", "a move of the past: the game stands at the end of 2001")),
            ("of nobody", "date: 2002, kind: leader, a: USA}\n", ("m.yaml:3:5", "'by' is missing")),
            ("of another", "by: IND, date: 2002, kind: sanction, a: USA, b: CHN}\n",
             ("m.yaml:3:10", "IND does not act in this", "by: umpire")),
            ("of no state", "by: XYZ, date: 2002, kind: leader, a: USA}\n", ("m.yaml:3:10",)),
            ("after the end", "by: umpire, date: 2009, kind: leader, a: USA}\n", ("horizon",)),
            ("with an unknown key", "by: USA, date: 2002, kind: leader, a: USA, colour: red}\n",
             ("m.yaml:3:", "colour")),
            ("with a turn", "turn: 1, by: umpire, date: 2002, kind: leader, a: USA}\n",
             ("m.yaml:3:12", "'turn' is of the log"))):
        trial.write("m.yaml", head + text)
        expect(report, f"a move {name} is refused", trial.play(1, "r.yaml", "--moves", "m.yaml"), 3,
               *words)
    rule = "format: 1\noverrides:\n  - {"
    for name, text, words in (
            ("without a reason", "year: 2001, outcome: level, a: RUS, b: CHN, value: 3}\n",
             ("m.yaml:3:5", "'reason' is missing")),
            ("with an empty one", "year: 2001, outcome: level, a: RUS, b: CHN, value: 3, reason: ''}\n",
             ("'reason' is '', expected some text",)),
            ("of a year before", "year: 2000, outcome: level, a: RUS, b: CHN, value: 3, reason: x}\n",
             ("m.yaml:3:12", "2001 to 2004")),
            ("of no level", "year: 2001, outcome: level, a: RUS, b: CHN, value: 8, reason: x}\n",
             ("a level from 0 to 7",)),
            ("of no grade", "year: 2001, outcome: peace, a: RUS, b: CHN, value: hot, reason: x}\n",
             ("a grade of the peace scale",)),
            ("neither true nor false", "year: 2001, outcome: dispute, a: RUS, b: CHN, value: 1, "
             "reason: x}\n", ("true or false",)),
            ("of two leaders", "year: 2001, outcome: leader, a: RUS, b: CHN, value: true, reason: x}\n",
             ("'b' has no meaning",)),
            ("of one that needs two", "year: 2001, outcome: level, a: RUS, value: 1, reason: x}\n",
             ("'b' is missing",)),
            ("of who is not followed", "year: 2001, outcome: level, a: RUS, b: IND, value: 1, "
             "reason: x}\n", ("does not follow",))):
        trial.write("m.yaml", rule + text)
        expect(report, f"an override {name} is refused", trial.play(1, "r.yaml", "--moves", "m.yaml"),
               3, *words)
    trial.write("m.yaml", head + "by: umpire, date: 2003, kind: leader, a: USA}\n")
    expect(report, "a move is logged", trial.play(1, "r.yaml", "--moves", "m.yaml"), 0)
    expect(report, "the same move again is refused", trial.play(0, "r.yaml", "--moves", "m.yaml"), 3,
           "stands in the log already, of turn 2")
    report.check("what is refused changes nothing",
                 [] if trial.read("r.yaml").count("turn:") == 1 and kept != "" else ["it did"])


def check_strange(trial, report):
    game = trial.read("r.yaml")
    trial.write("t.yaml", game.replace("seed: 1", "seed: 2"))
    expect(report, "a file that was changed is refused", trial.play(1, "t.yaml"), 3,
           "was changed after it was written")
    expect(report, "also by a replay", trial.call("--replay", "t.yaml"), 3, "was changed")
    trial.write("t.yaml", seal(game.replace("seed: 1", "seed: 2")))
    expect(report, "years that come out otherwise are refused", trial.play(1, "t.yaml"), 3, "t.yaml:",
           "have changed since the game was played")
    got = trial.call("--replay", "t.yaml", "--strict")
    expect(report, "a replay says where", got, 1, "stands: ", "replayed: ", "the replay differs")
    trial.write("t.yaml", seal(re.sub("scenario_sha256: .*", "scenario_sha256: " + 64 * "0", game)))
    expect(report, "a scenario that has changed is refused", trial.play(0, "t.yaml"), 3, "t.yaml:5:18",
           "has changed since")
    expect(report, "a replay tells it", trial.call("--replay", "t.yaml"), 0, "t.yaml:5: stands")
    expect(report, "another scenario is refused",
           trial.call("--pause-each", "1", "--state", "r.yaml", scenario="base"), 3,
           "r.yaml:4:7: a game of the scenario 'pressure', not of 'base'")
    trial.write("t.yaml", seal(game.replace("turns: [", "turns: [2007, ")))
    expect(report, "turns out of range", trial.play(0, "t.yaml"), 3, "a turn ends with '2007'")
    trial.write("t.yaml", seal(game.replace("turn: 2", "turn: 9")))
    expect(report, "a move of no turn", trial.play(0, "t.yaml"), 3, "'turn' is 9")
    for name, text in (("empty", ""), ("of moves", FIRST), ("of no YAML", "a: [\n"),
                       ("cut off", game[:len(game) // 2])):
        trial.write("t.yaml", text)
        expect(report, f"a file {name} is no game", trial.play(1, "t.yaml"), 3, "t.yaml")
        equal(report, f"a file {name} stays", trial.read("t.yaml"), text)


def check_usage(trial, report):
    for name, words, said in (
            ("without a file", ["--pause-each", "1"], "go together"),
            ("without turns", ["--state", "u.yaml"], "go together"),
            ("with moves alone", ["--moves", "first.yaml"], "go together"),
            ("with half a year", ["--pause-each", "0.5", "--state", "u.yaml"], "from 0 to 200"),
            ("with --why", ["--pause-each", "1", "--state", "u.yaml", "--why"], "no --why"),
            ("with a replay of turns", ["--pause-each", "1", "--replay", "u.yaml"], "again"),
            ("into standard output", ["--pause-each", "1", "--state", "-"], "of its own"),
            ("a replay of two scenarios", ["base", "--replay", "u.yaml"], "run base --replay"),
            ("with two scenarios", ["base", "--pause-each", "1", "--state", "u.yaml"], "one scenario")):
        expect(report, f"usage {name}", trial.call(*words), 2, said)
    expect(report, "a replay of nothing", trial.call("--replay", "nothing.yaml"), 4)


def own(trial, *words):
    """A command on the facts that the program brings along."""
    done = subprocess.run([trial.program, "--db", ":memory:", "run", "formed.yaml", *words],
                          cwd=trial.folder, capture_output=True, check=False, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def check_formation(trial, report):
    """Obligations follow a model of ties; wars, rivalries, votes and decisions can be ruled upon."""
    trial.write("ties.yaml", (FORMED / "ties.yaml").read_text(encoding="utf-8"))
    trial.write("formed.yaml", ASKED)
    turn = ["--pause-each", "2", "--state", "f.yaml", "-f", "csv"]
    code, out, err = own(trial, *turn)
    expect(report, "a game with a model of ties", (code, out, err), 0, "f.yaml: formed at the end of")
    odds = {(r["a"], r["b"], r["what"]): float(r["probability"]) for r in rows(out, "next")}
    equal(report, "a pair that a larger treaty binds keeps it", odds["RUS", "CHN", "obligation ends"], 0)
    report.check("another may take one up",
                 [] if 0 < odds["CHN", "IRN", "obligation begins"] < 0.02 else [str(odds)])
    trial.write("rule.yaml", RULED)
    code, out, err = own(trial, *turn, "--moves", "rule.yaml")
    equal(report, "all that is drawn can be ruled upon", code, 0)
    ruled = [(r["what"], r["a"], r["b"], r["value"]) for r in rows(out, "happened")
             if r["by"] == "umpire" and r["what"] != "move"]
    equal(report, "as the umpire says", sorted(ruled),
          [("passes", "USA", "CHN", "true"), ("rivalry", "USA", "CHN", "0"),
           ("votes", "USA", "CHN", "0.9"), ("war", "CHN", "IND", "true"), ("war", "RUS", "", "true"),
           ("war", "RUS", "UKR", "false")])
    notes = [r["note"] for r in rows(out, "happened") if r["what"] == "passes"]
    report.check("a decision says which", [] if "'s', in place of" in notes[-1] else notes)
    state = trial.read("f.yaml")
    report.check("a war that is ruled goes on",
                 [] if re.search(r'"CHN on IND: .*at war"', state) else [state])
    report.check("one that is ended does not",
                 [] if not re.search(r'"RUS on UKR: .*at war"', state) else [state])
    code, out, _ = own(trial, "--replay", "f.yaml", "--strict")
    equal(report, "its log is played again to the same bytes", (code, out), (0, state))
    for name, line, said in (
            ("a decision nobody asks for", "outcome: passes, name: o, value: true", "kind 'passes'"),
            ("a decision of two states", "outcome: passes, a: USA, value: true", "the 'name'"),
            ("a name without a decision", "outcome: war, a: RUS, name: s, value: true", "alone"),
            ("votes of others", "outcome: votes, a: RUS, b: CHN, value: 0.5", "no outcome"),
            ("votes beyond 1", "outcome: votes, a: USA, b: CHN, value: 1.5", "from 0 to 1"),
            ("a war of a small state", "outcome: war, a: IRN, value: true", "permanent members"),
            ("a rivalry of one", "outcome: rivalry, a: USA, value: true", "'b' is missing")):
        trial.write("wrong.yaml", f"format: 1\noverrides:\n  - {{year: 2024, {line}, reason: r}}\n")
        expect(report, f"refused: {name}", own(trial, *turn, "--moves", "wrong.yaml"), 3,
               "wrong.yaml:3:", said)


def fit_of(text):
    """The key and the numbers of a fit that a game keeps."""
    found = re.search(r"^fit:\n  sha256: (\w{64})\n  numbers: \[(.*)\]$", text, re.M)
    return found.group(1), found.group(2).split(", ")


def taken_up(out):
    """The chance that China and Iran take up an obligation in the year that comes."""
    return next(float(r["probability"]) for r in rows(out, "next")
                if r["b"] == "IRN" and r["what"] == "obligation begins")


def check_fit(trial, report):
    """A fit is made once: what the game keeps is taken, of another model or record it is not."""
    trial.write("ties.yaml", (FORMED / "ties.yaml").read_text(encoding="utf-8"))
    trial.write("formed.yaml", ASKED)
    turn = ["--pause-each", "1", "--state", "o.yaml", "-f", "csv"]
    before = taken_up(own(trial, *turn)[1])
    begun = trial.read("o.yaml")
    key, numbers = fit_of(begun)
    equal(report, "rates, effects and covariance", len(numbers), 2 * 1 + 2 * 1 + 1)
    # many more ties are taken up; chance drew none in the year that was played, and draws none now
    other = begun.replace(", ".join(numbers), ", ".join([*numbers[:2], "-3", *numbers[3:]]))
    trial.write("o.yaml", seal(other))
    code, out, _ = own(trial, *turn)
    report.check("a game goes on with the fit that it keeps",
                 [] if code == 0 and taken_up(out) > 2 * before else [str((before, out))])
    equal(report, "and keeps it", fit_of(trial.read("o.yaml"))[1][2], "-3")
    for name, text in (("of another record", other.replace(key, 64 * "0")),
                       ("with a number too few", other.replace(f"numbers: [{numbers[0]}, ", "numbers: [")),
                       ("with rates without end", other.replace(f"numbers: [{numbers[0]}, ", "numbers: [1e300, "))):
        trial.write("o.yaml", seal(text))
        code, _, _ = own(trial, *turn)
        equal(report, f"a fit {name} is made again", (code, fit_of(trial.read("o.yaml"))),
              (0, (key, numbers)))
    trial.write("o.yaml", seal(other))
    expect(report, "a replay estimates anew", own(trial, "--replay", "o.yaml", "--strict"), 1, "the replay differs")
    trial.write("o.yaml", seal(other.replace(f"numbers: [{numbers[0]}, ", "numbers: [x, ")))
    expect(report, "what is no number", own(trial, *turn), 3, "o.yaml:", "'x' is no number")


def check_kill(trial, report):
    """Killed at any moment the file is that of before or after."""
    trial.play(0, "k.yaml")
    before = trial.read("k.yaml")
    for tenths in range(6):
        command = [trial.program, "--data", str(POWERS), "--db", ":memory:", "run", "pressure",
                   "--pause-each", "4", "--state", "k.yaml", "--runs", "60000"]
        with subprocess.Popen(command, cwd=trial.folder, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            time.sleep(tenths / 50)
            process.send_signal(signal.SIGKILL)
        now = trial.read("k.yaml")
        report.check(f"killed after {tenths / 50} s",
                     [] if now == before or now.endswith("\n") and seal(now) == now else [now])
        trial.write("k.yaml", before)


def main(arguments):
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(arguments[0], folder)
        for check in (check_whole, check_replay, check_sides, check_luck, check_refused,
                      check_strange, check_usage, check_formation, check_fit, check_kill):
            check(trial, report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
