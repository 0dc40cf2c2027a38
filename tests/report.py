"""The lines that tests/tally.py counts, for test programs in Python.

SPDX-License-Identifier: MIT
"""
import os


class Report:
    """Collects results; close() writes them to ENT_TALLY, or prints what failed without it."""

    def __init__(self):
        self.lines = []
        self.failed = 0

    def passed(self, name):
        self.lines.append(f"pass {name}")

    def fail(self, name, why):
        self.failed += 1
        why = str(why).strip().replace("\n", "\\n")
        self.lines.append(f"fail {name}: {why}")

    def skip(self, name, reason):
        self.lines.append(f"skip {name}: {reason}")

    def check(self, name, problems):
        """One test that passes when there are no problems."""
        if problems:
            self.fail(name, "\n".join(problems))
        else:
            self.passed(name)

    def close(self):
        """Write the results; the exit code of the program."""
        text = "\n".join(self.lines + [f"end {len(self.lines)}"]) + "\n"
        if "ENT_TALLY" in os.environ:
            with open(os.environ["ENT_TALLY"], "w", encoding="utf-8") as file:
                file.write(text)
        else:
            for line in self.lines:
                if not line.startswith("pass "):
                    print(line.replace("\\n", "\n    "))
            print(f"{len(self.lines)} results, {self.failed} failed")
        return 1 if self.failed else 0
