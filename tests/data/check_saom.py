#!/usr/bin/env python3
"""Stochastic actor-oriented models against another program's figures.

usage: check_saom.py PROGRAM DATA_FOLDER

  1. observed targets, exactly
  2. simulated means at given parameters, within 4 combined standard errors
  3. estimates within 0.4 of the reference's standard errors, and standard errors within 15 %

Each file *_reference.json of the folder `saom` for which there is a model below is a test; a
standard error is compared with the mean over the reference's runs, which differ among themselves.

SPDX-License-Identifier: MIT
"""
import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from report import Report  # noqa: E402

ESTIMATE, STANDARD_ERROR, MEANS = .4, .15, 4
COVARIATES = {"pol": "polity2", "cap": "logcinc"}


def s50(folder, conditional):
    waves = ", ".join(str(folder / f"s50_wave{w}.csv") for w in (1, 2, 3))
    return f"tie: {{type: 1}}\nwaves: {{matrices: [{waves}]}}\nconditional: {conditional}\n", {}


def vdb32(folder):
    waves = ", ".join(str(folder / f"vdb32_wave{w}.csv") for w in (1, 2))
    return f"tie: {{type: 1}}\nwaves: {{matrices: [{waves}]}}\nconditional: true\n", {}


def alliance(folder, name, model_type):
    """Pacts: tables by the name before the word for the model type."""
    def columns(what):
        with open(folder / f"{name}_actors.csv", encoding="utf-8") as file:
            return [c for c in next(csv.reader(file)) if c.startswith(what + "_")]
    with open(folder / f"{name}_actors.csv", encoding="utf-8") as file:
        count = sum(1 for _ in csv.reader(file)) - 1
    text = (f"tie: {{directed: false, type: {model_type}}}\n"
            f"waves: {{edges: {folder / name}_ties.csv}}\nactors: {{count: {count}}}\n"
            "conditional: true\ncovariates:\n"
            f"  - {{name: cont, kind: dyadic, file: {folder / name}_contiguity.csv}}\n"
            f"  - {{name: cen, kind: dyadic, file: {folder / name}_common_enemies.csv}}\n")
    for covariate, column in COVARIATES.items():
        text += (f"  - {{name: {covariate}, kind: actor, file: {folder / name}_actors.csv, "
                 f"columns: [{', '.join(columns(column))}], centred: true}}\n")
    return text


def model_of(folder, reference):
    """The head of the model file for a reference, or None."""
    name, conditional = reference["name"], str(bool(reference["conditional"])).lower()
    if name.startswith("s50"):
        return s50(folder, conditional)[0]
    if name.startswith("vdb32"):
        return vdb32(folder)[0]
    if name.startswith("alliance"):
        return alliance(folder, name.rsplit("_", 1)[0], reference["modelType"])
    return None


def effects_of(reference):
    lines = []
    for effect in reference["effects"]:
        if effect["type"] == "rate":
            continue
        words = [f"name: {effect['shortName']}"]
        if effect["interaction1"]:
            words.append(f"of: {effect['interaction1']}")
        if effect["parm"]:
            words.append(f"parameter: {effect['parm']}")
        kinds = {"eval": "evaluation", "endow": "endowment", "creation": "creation"}
        words.append(f"type: {kinds[effect['type']]}")
        lines.append(f"  - {{{', '.join(words)}}}\n")
    return "effects:\n" + "".join(lines)


def run(program, *words):
    done = subprocess.run([program, "-q", *words], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 5):
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def check_simulation(program, path, reference):
    """Targets first: they are printed beside the means."""
    check = reference["simulation_check"]
    found = run(program, "fit", path, "-f", "json", "--runs", "4000", "--simulate",
                ",".join(map(str, check["theta"])))["statistics"]
    targets, means = [], []
    for row, name, observed, mean, sd in zip(found, check["names"], check["observed"],
                                             check["mean"], check["sd"]):
        if abs(row["observed"] - observed) > 6e-9 * max(1, abs(observed)):
            targets.append(f"{name}: {row['observed']}, expected {observed}")
        error = math.sqrt(sd ** 2 / check["n"] + row["sd"] ** 2 / 4000)
        if abs(row["mean"] - mean) > MEANS * error:
            means.append(f"{name}: {row['mean']}, expected {mean} within {MEANS * error:.3g}")
    if len(found) != len(check["names"]):
        targets.append(f"{len(found)} statistics, expected {len(check['names'])}")
    return targets, means


def check_fit(program, path, reference):
    found = run(program, "fit", path, "-f", "json")
    runs = reference["runs"]
    conditional = bool(reference["conditional"])
    rates = [] if conditional else found["rates"]
    mine = rates + found["effects"]
    targets = [f"{row['name']}: {row['target']}, expected {observed}" for row, observed in zip(
        found["effects"], reference["observed_targets"][0 if conditional else len(found["rates"]):])
        if abs(row["target"] - observed) > 6e-9 * max(1, abs(observed))]
    estimates, errors = [], []
    if not found["converged"]:
        estimates.append(f"not converged: {found['reason']}")
    for k, row in enumerate(mine):
        name = row.get("name", "rate")
        theta = sum(r["theta"][k] for r in runs) / len(runs)
        se = sum(r["se"][k] for r in runs) / len(runs)
        if row["estimate"] is None or abs(row["estimate"] - theta) > ESTIMATE * se:
            estimates.append(f"{name}: {row['estimate']}, expected {theta:.4f} within "
                             f"{ESTIMATE * se:.4f}")
        if row["se"] is None or abs(row["se"] / se - 1) > STANDARD_ERROR:
            errors.append(f"se of {name}: {row['se']}, expected {se:.4f}")
    for p, row in enumerate(found["rates"] if conditional else []):
        rate = [r["rate"] if isinstance(r["rate"], list) else [r["rate"]] for r in runs]
        spread = [r["rate_se"] if isinstance(r["rate_se"], list) else [r["rate_se"]] for r in runs]
        mean = sum(r[p] for r in rate) / len(rate)
        se = sum(r[p] for r in spread) / len(spread)
        if abs(row["estimate"] - mean) > ESTIMATE * se:
            estimates.append(f"rate {p + 1}: {row['estimate']}, expected {mean:.4f}")
        if abs(row["se"] / se - 1) > STANDARD_ERROR:
            errors.append(f"se of rate {p + 1}: {row['se']}, expected {se:.4f}")
    return targets, estimates, errors


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2]).resolve() / "saom"
    report = Report()
    references = sorted(data.glob("*_reference.json"))
    if not references:
        report.skip("models", "no published data")
        return report.close()
    with tempfile.TemporaryDirectory() as folder:
        for path in references:
            reference = json.loads(path.read_text(encoding="utf-8"))
            head = model_of(data, reference)
            name = reference["name"]
            if head is None:
                report.fail(name, "no model is known for this reference")
                continue
            model = pathlib.Path(folder) / f"{name}.yaml"
            model.write_text(f"format: 1\nname: {name}\n{head}{effects_of(reference)}"
                             f"n3: {reference['n3']}\nseed: 11\n", encoding="utf-8")
            if "simulation_check" in reference:
                targets, means = check_simulation(program, str(model), reference)
                report.check(f"{name}: targets", targets)
                report.check(f"{name}: simulated means", means)
            targets, estimates, errors = check_fit(program, str(model), reference)
            report.check(f"{name}: targets of the fit", targets)
            report.check(f"{name}: estimates", estimates)
            report.check(f"{name}: standard errors", errors)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
