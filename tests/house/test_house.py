#!/usr/bin/env python3
"""The test house tests itself: what is broken must count as a failure.

usage: test_house.py BROKEN_ACTIONS_PROGRAM

SPDX-License-Identifier: MIT
"""
import os
import pathlib
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(TESTS), str(TESTS / "golden"), str(TESTS / "layers")]
import check_layers as layers  # noqa: E402
import circles  # noqa: E402
import run as golden  # noqa: E402
import tally as counting  # noqa: E402
from report import Report  # noqa: E402

SUITE = '<?xml version="1.0" encoding="UTF-8" ?>\n<testsuites>\n' \
        '  <testsuite name="t" time="0.000" tests="{n}" failures="{f}" errors="{e}" ' \
        'skipped="0" >\n{cases}  </testsuite>\n</testsuites>\n'
GOOD = '    <testcase name="a" time="0.000" >\n    </testcase>\n'
BAD = '    <testcase name="b" time="0.000" >\n' \
      '      <failure><![CDATA[x]]>y]]></failure>\n    </testcase>\n'
SKIPPED = '    <testcase name="c" time="0.000" >\n      <skipped/>\n    </testcase>\n'


def count(text, result="OK", code=0, shared="", kind="CMOCKA_XML_FILE"):
    """The tally of one program that wrote `text`."""
    tally = counting.Tally(shared)
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "p.t.xml"
        if text is not None:
            file.write_text(text, encoding="utf-8")
        pattern = str(file) if kind == "ENT_TALLY" else str(file).replace(".t.", ".%g.")
        counting.count_program(tally, "p", {"env": {kind: pattern}},
                               {"result": result, "returncode": code})
    return tally.passed, len(tally.failures), sum(tally.skips.values())


def suite(*cases, failures=0, errors=0, total=None):
    return SUITE.format(n=len(cases) if total is None else total, f=failures, e=errors,
                        cases="".join(cases))


CMOCKA = {
    "passes_are_counted": (count(suite(GOOD, GOOD)), (2, 0, 0)),
    "a_failure_is_counted": (count(suite(GOOD, BAD, failures=1), code=1), (1, 1, 0)),
    "a_group_setup_that_fails_is_a_failure": (count(suite(errors=1), code=1), (0, 1, 0)),
    "a_crash_without_xml_is_a_failure": (count(None, code=-11), (0, 1, 0)),
    "a_quiet_exit_without_xml_is_a_failure": (count(None), (0, 1, 0)),
    "a_leak_after_the_last_test_is_a_failure": (count(suite(GOOD), code=23), (1, 1, 0)),
    "a_timeout_is_a_failure": (count(None, "TIMEOUT", -9), (0, 1, 0)),
    "a_cut_file_is_a_failure": (count(suite(GOOD, GOOD)[:-20]), (2, 1, 0)),
    "a_missing_case_is_a_failure": (count(suite(GOOD, total=2)), (1, 1, 0)),
    "a_skip_without_shared_is_a_skip": (count(suite(GOOD, SKIPPED)), (1, 0, 1)),
    "a_skip_with_shared_is_a_failure": (count(suite(SKIPPED), shared=str(TESTS)), (0, 1, 0)),
}

LINES = {
    "lines_are_counted": (count("pass a\npass b: c\nend 2\n", kind="ENT_TALLY"), (2, 0, 0)),
    "a_fail_line_is_a_failure": (count("fail a: why\nend 1\n", code=1, kind="ENT_TALLY"),
                                 (0, 1, 0)),
    "an_unknown_line_is_a_failure": (count("pas a\nend 1\n", kind="ENT_TALLY"), (0, 1, 0)),
    "a_missing_end_is_a_failure": (count("pass a\n", kind="ENT_TALLY"), (1, 1, 0)),
    "no_line_is_a_failure": (count("end 0\n", kind="ENT_TALLY"), (0, 1, 0)),
    "another_reason_to_skip_is_a_failure": (count("skip a: tired\nend 1\n", kind="ENT_TALLY"),
                                            (0, 1, 0)),
}

SAME = [("x 0.1234561 y", "x 0.1234562 y", True), ("1e-9", "1.0000001e-9", True),
        ("0.12345", "0.12346", False), ("1e-9", "2e-9", False), ("12", "13", False),
        ("3", "3.0000001", True), ("2022-02-04", "2022-02-05", False), ("a 1", "b 1", False),
        ("-1.5", "1.5", False), ("1.5", "1.5 ", False), ("nan", "0.0", False)]

CODE = {
    "a_comment_is_no_code": ("/* printf(1); */ // exit(1);\n", layers.PROCESS, 0),
    "a_string_is_no_code": ('const char *a = "exit(1)";\n', layers.PROCESS, 0),
    "a_call_of_exit_is_found": ("    exit(1);\n", layers.PROCESS, 1),
    "a_member_of_another_name_is_free": ("    runtime(1); x.exit_code;\n", layers.PROCESS, 0),
    "a_static_buffer_is_found": ("    static char buffer[10];\n", layers.MUTABLE, 1),
    "a_static_table_is_free": ("static const int A[] = {1};\n", layers.MUTABLE, 0),
    "a_static_function_is_free": ("static int\nf(void)\n", layers.MUTABLE, 0),
    "a_malloc_is_found": ("x = malloc(3);\n", layers.ALLOCATION, 1),
    "our_own_free_is_free": ("ent_free(x);\n", layers.ALLOCATION, 0),
}


def lengths(text):
    source = layers.Source.__new__(layers.Source)
    source.code = text
    return [(name, length) for name, _, length in layers.functions(source)]


A = "void\nent_a(void)\n{\n    ent_b();\n}\n"
B = "void\nent_b(int x,\n      int y)\n{\n    x = ENT_C;\n}\n"
C = "const int ENT_C[] = {1};\n"
CIRCLES = {
    "files_in_a_row_are_no_circle": ({"a": A, "b": B, "c": C}, []),
    "two_files_that_call_each_other_are_one": (
        {"a": A, "b": B.replace("x =", "ent_a(),")}, [["a -> b: ent_b", "b -> a: ent_a"]]),
    "a_constant_closes_a_circle": (
        {"a": A, "b": B, "c": C.replace("1", "sizeof(ent_a)")},
        [["a -> b: ent_b", "b -> c: ENT_C", "c -> a: ent_a"]]),
    "a_prototype_is_no_definition": ({"a": A, "b": "void ent_b(void);\nvoid ent_a(void);\n"}, []),
    "who_calls_itself_is_no_circle": ({"a": A.replace("ent_b", "ent_a")}, []),
}


# files of a golden case run with `cat` as the program, and whether it passes
GOLDEN = {
    "a_case_with_its_output_passes": ({"in": "x 1.5\n", "out": "x 1.5000001\n"}, True),
    "a_case_with_other_output_fails": ({"in": "x 1.5\n", "out": "x 1.6\n"}, False),
    "a_case_without_out_fails": ({"in": ""}, False),
    "an_exit_code_is_compared": ({"in": "", "out": "", "status": "1\n"}, False),
    "an_expected_exit_code_passes": ({"out": "", "status": "1\n"}, True),
    "standard_error_is_compared": ({"out": "", "status": "1\n", "err": "other\n"}, False),
    "a_file_that_is_not_written_fails": ({"in": "", "out": "", "expected/page": "x"}, False),
}


def run_case(files):
    with tempfile.TemporaryDirectory() as folder:
        case, scratch = pathlib.Path(folder) / "case", pathlib.Path(folder) / "scratch"
        (case / "expected").mkdir(parents=True)
        scratch.mkdir()
        for name, text in {**files, "cmd": "entente 'in'"}.items():
            (case / name).write_text(text, encoding="utf-8")
        result = golden.run_command(case, "cat", {"SHARED": "", "SOURCE": ""}, scratch)
        return not golden.compare(case, result, scratch)


def fault_results(program):
    """What the harness says of each broken action: name -> failures."""
    failures = {}
    with tempfile.TemporaryDirectory() as folder:
        tally = pathlib.Path(folder) / "tally"
        code = subprocess.run([program], env={**os.environ, "ENT_TALLY": str(tally)},
                              check=False).returncode
        for line in tally.read_text(encoding="utf-8").splitlines()[:-1]:
            name = line.split()[1].split("/")[1]
            failures[name] = failures.get(name, 0) + line.startswith("fail ")
    return code, failures


# each action runs once for one failing allocation and once for all later ones failing too
FAULTS = {"is_right": 0, "leaks": 2, "does_not_notice": 2, "says_nothing": 2,
          "asks_for_nothing": 2}


def main(arguments):
    report = Report()
    for name, (files, passes) in GOLDEN.items():
        report.check(name, [] if run_case(files) == passes else [f"passes: {not passes}"])
    if arguments:
        code, failures = fault_results(arguments[0])
        report.check("the_fault_harness_fails", [] if code == 1 else [f"exit code {code}"])
        for name, count in FAULTS.items():
            report.check(f"fault action {name}",
                         [] if failures.get(name) == count else [str(failures)])
    for name, (got, expected) in {**CMOCKA, **LINES}.items():
        report.check(name, [] if got == expected else [f"{got}, expected {expected}"])
    for name, (sources, expected) in CIRCLES.items():
        got = circles.circles(sources)
        report.check(name, [] if got == expected else [str(got)])
    for a, b, same in SAME:
        problems = golden.difference("out", a + "\n", b + "\n")
        report.check(f"'{a}' against '{b}'", [] if (not problems) == same else [str(problems)])
    report.check("a_missing_last_end_of_line_is_seen",
                 [] if golden.difference("out", "a\n", "a") else ["it is not"])
    for name, (text, pattern, hits) in CODE.items():
        found = pattern.findall(layers.blanked(text))
        report.check(name, [] if len(found) == hits else [str(found)])
    got = lengths("static int\nlong_one(int a,\n         int b)\n{\n    x;\n    y;\n}\n")
    report.check("a_function_is_measured", [] if got == [("long_one", 2)] else [str(got)])
    return report.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
