#!/usr/bin/env python3
"""What the JSON Schemas say is what the program accepts: shipped files, examples of the manual, mutants.

usage: check_schemas.py PROGRAM

An editor checks a file by the schema that `entente schema KIND` prints.  All that is shipped or shown
must be valid by it; what it refuses the program must refuse too, and the other way round for keys that
do not exist and values of another type.  Needs jsonschema and PyYAML, and is skipped without them.

SPDX-License-Identifier: MIT
"""
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

try:
    import jsonschema
    import yaml
except ImportError:
    jsonschema = None

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SHIPPED = {"scenario": "data/scenarios/*.yaml", "claims": "data/claims/*.yaml", "moves": "data/games/*.yaml",
           "motion": "data/motions/*.yaml"}
MODELS = {"tie": "model", "outcome": "outcome", "arms_race": "arms-race"}
SHOWN = {"scenario": "doc/entente-scenario.5.scd", "claims": "doc/entente-claims.5.scd",
         "moves": "doc/entente-game.7.scd"}
DRY = {"scenario": ["run"], "claims": ["check"]}


def loader():
    """YAML 1.2, as editors read it: a date is a text, and so is no."""
    own = type("Loader", (yaml.SafeLoader,), {})
    own.yaml_implicit_resolvers = {
        key: [(tag, pattern) for tag, pattern in rules
              if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
        for key, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    own.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), "tf")
    return own


def read(text):
    return yaml.load(text, Loader=loader())  # noqa: S506, a safe loader


def kind_of_model(content):
    return next(kind for key, kind in MODELS.items() if key in content)


def examples(kind):
    """The files that a page of the manual shows."""
    text = (SOURCE / SHOWN[kind]).read_text(encoding="utf-8")
    for i, block in enumerate(re.findall(r"^```\n(.*?)^```$", text, re.M | re.S)):
        block = re.sub(r"^\t", "", block, flags=re.M)
        if block.startswith("format: 1"):
            yield f"example {i} of {kind}", block


def mutants(content):
    """A file with a key that does not exist, or a value of another type, at each place."""
    def walk(value, path):
        yield path, value
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in items:
            yield from walk(item, path + [key])

    for path, value in list(walk(content, [])):
        changed = copy.deepcopy(content)
        place = changed
        for key in path[:-1]:
            place = place[key]
        if isinstance(value, dict):
            (place[path[-1]] if path else changed)["no_such_key"] = 1
            yield path, changed
        elif path:
            place[path[-1]] = {"a": 1} if not isinstance(value, list) else "text"
            yield path, changed


def accepts(program, kind, content, folder):
    path = pathlib.Path(folder) / "mutant.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    done = subprocess.run([program, *DRY[kind], str(path), "--dry-run", "--db", ":memory:", "-q"],
                          capture_output=True, check=False, timeout=60)
    return done.returncode == 0


def check_mutants(report, program, validator, kind, content):
    """At each place of one file; the program and the schema both refuse."""
    with tempfile.TemporaryDirectory() as folder:
        if not accepts(program, kind, content, folder):
            report.fail(f"{kind} as it is", "refused")
        for path, changed in mutants(content):
            where = ".".join(map(str, path)) or "the file"
            said = [name for name, good in (("schema", validator.is_valid(changed)),
                                            ("program", accepts(program, kind, changed, folder))) if good]
            report.check(f"{kind}: {where} spoilt", [f"accepted by the {name}" for name in said])


MUTATED = {"scenario": """format: 1
name: m
title: t
about: a
extends: base
horizon: 5
runs: 10
interventions:
  - {date: 2026-05-01, kind: sanction, a: USA, b: RUS, with: [JPN], count: 2, basis: assumed, note: n}
  - {date: 2027, kind: exercise, a: RUS, b: CHN, against: USA, half_life: 2}
outcomes:
  - {name: o, kind: level_at_least, a: RUS, b: CHN, level: 6}
  - {name: s, kind: settles, a: RUS, b: USA, bargain: {file: war-in-ukraine, above: 30}}
""", "claims": """format: 1
name: m
document: {name: d.txt, date: 2024-01-01}
claims:
  - id: a
    says: s
    kind: fact
    test: {record: acts, pair: [RUS, CHN], where: [kind=patrol], at_least: 2}
    refuted: r
  - id: b
    says: s
    kind: trend
    test: {measures: [cooperation.level], states: [RUS, CHN], from: 1991, to: 2021, direction: rises, threshold: 0.3}
    refuted: r
"""}


def main(arguments):
    program, report = arguments[0], Report()
    if jsonschema is None:
        report.skip("schemas", "no jsonschema or no PyYAML for Python")
        return report.close()
    validators = {}
    for kind in (*SHIPPED, *MODELS.values()):
        printed = subprocess.run([program, "schema", kind], capture_output=True, check=True)
        schema = json.loads(printed.stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[kind] = jsonschema.Draft202012Validator(schema)
        report.passed(f"the schema of {kind} is one")
    files = [(kind, path.name, path.read_text(encoding="utf-8")) for kind, pattern in SHIPPED.items()
             for path in sorted(SOURCE.glob(pattern))]
    files += [(kind, name, text) for kind in SHOWN for name, text in examples(kind)]
    files += [(None, path.name, path.read_text(encoding="utf-8")) for path in sorted(SOURCE.glob("data/models/*.yaml"))]
    for kind, name, text in files:
        content = read(text)
        errors = validators[kind or kind_of_model(content)].iter_errors(content)
        report.check(name, [f"{e.json_path}: {e.message[:200]}" for e in errors])
    for kind, text in MUTATED.items():
        check_mutants(report, program, validators[kind], kind, read(text))
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
