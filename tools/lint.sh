#!/bin/sh
# Formatting, clang-tidy, cppcheck, and the warnings of the source tree.
# usage: tools/lint.sh BUILD_FOLDER     (whose compile_commands.json is read)
#
# SPDX-License-Identifier: MIT
set -u
build=$1
failed=0
sources=$(find src include tests fuzz -name '*.[ch]' | sort)
units=$(find src -name '*.c' | sort)

echo "clang-format"
# shellcheck disable=SC2086
clang-format --dry-run -Werror $sources || failed=1
echo "clang-tidy"
# shellcheck disable=SC2086
clang-tidy -p "$build" --quiet $units 2>/dev/null || failed=1
echo "cppcheck"
# shellcheck disable=SC2086
cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
    --suppress=missingIncludeSystem --error-exitcode=1 -I include -I src $units || failed=1
tests/layers/check_layers.py --warn || failed=1
exit $failed
