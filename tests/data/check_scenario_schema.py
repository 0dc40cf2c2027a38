#!/usr/bin/env python3
"""Check the scenarios of data/scenarios against the JSON Schema that the program prints.

usage: check_scenario_schema.py PROGRAM FILE.yaml...

A reader of just the YAML that our scenarios use (keys, flow maps in lists, folded text), and the
parts of JSON Schema that the program prints: type, enum, required, properties,
additionalProperties, items, minimum, maximum, pattern.

SPDX-License-Identifier: MIT
"""
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402


def scalar(text):
    text = text.strip()
    if text.startswith("["):
        return [scalar(item) for item in text[1:-1].split(",")]
    if text.startswith("{"):
        return flow_map(text)
    if text.startswith('"'):
        return text[1:-1]
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return float(text)
    return text


def flow_map(text):
    pairs = re.split(r", (?![^\[]*\])(?![^{]*\})(?=\w+: )", text.strip()[1:-1])
    return {key.strip(): scalar(value) for key, value in (pair.split(":", 1) for pair in pairs)}


def read(path):
    """Keys at the margin; below one either items `- {...}` or the lines of a folded text."""
    out, key = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            key, value = line.split(":", 1)
            value = value.strip()
            out[key] = [] if value == "" else "" if value == ">-" else scalar(value)
        elif line.strip().startswith("- "):
            out[key].append(flow_map(line.strip()[2:]))
        else:
            out[key] = (out[key] + " " + line.strip()).strip()
    return out


TYPES = {"string": str, "integer": int, "number": (int, float), "array": list, "object": dict}


def problems(value, schema, where):
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not isinstance(value, tuple(
            t for k in kinds for t in (TYPES[k] if isinstance(TYPES[k], tuple) else (TYPES[k],)))):
        yield f"{where}: {value!r} is no {' or '.join(kinds)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is none of {schema['enum']}"
    if isinstance(value, (int, float)):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{where}: {value} is out of its range"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{where}: {value!r} does not fit {schema['pattern']}"
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from problems(item, schema["items"], f"{where}[{i}]")
    if isinstance(value, dict):
        for key in schema.get("required", []):
            if key not in value:
                yield f"{where}: {key} is missing"
        for key, item in value.items():
            if key in schema["properties"]:
                yield from problems(item, schema["properties"][key], f"{where}.{key}")
            elif schema.get("additionalProperties") is False:
                yield f"{where}: {key} is no key"


# What the schema must refuse, so that a check that accepts all is seen.
WRONG = [{"name": "x"}, {"format": 1, "name": "x", "horizon": 201}, {"format": 1, "name": 5},
         {"format": 1, "name": "x", "colour": "red"}, {"format": 1, "name": "x", "base": "soon"},
         {"format": 1, "name": "x", "outcomes": [{"name": "o", "kind": "war", "a": "A", "b": "B"}]},
         {"format": 1, "name": "x", "outcomes": [
             {"name": "o", "kind": "settles", "a": "A", "b": "B", "bargain": {"above": 50}}]}]


def main(arguments):
    program, files = arguments[0], [pathlib.Path(name) for name in arguments[1:]]
    report = Report()
    printed = subprocess.run([program, "schema", "scenario"], capture_output=True, check=True)
    schema = json.loads(printed.stdout)
    report.check("schema is draft 2020-12", [] if "2020-12" in schema["$schema"] else ["no"])
    for path in files:
        report.check(path.name, list(problems(read(path), schema, path.name)))
    for i, value in enumerate(WRONG):
        found = list(problems(value, schema, "wrong"))
        report.check(f"refuses {i}", [] if found else [f"accepts {value}"])
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
