#!/bin/sh
# Install what the program of the page is built and tested with, by its lock file, unless it is
# there.  Without npm, or where it gets nothing, the page is built complete but without its program.
#
# SPDX-License-Identifier: MIT
set -eu
cd "$(dirname "$0")/../web"
[ -e node_modules/.package-lock.json ] && [ ! package-lock.json -nt node_modules/.package-lock.json ] &&
    exit 0
command -v npm >/dev/null || ../tools/deps.sh page || true
if ! command -v npm >/dev/null || ! npm ci --ignore-scripts --silent >/dev/null 2>&1; then
    echo "the page is built without its program: npm installs nothing here" >&2
fi
