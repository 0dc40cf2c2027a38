#!/bin/sh
# Take the pictures of the documentation in doc/pictures: brief.png, the top of the page of all
# dispatches, and one of each view of the live page.  Needs the program (build/entente); installs Debian's chromium where it is missing.
# usage: tools/pictures.sh [PROGRAM]
#
# SPDX-License-Identifier: MIT
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/entente}
tools/deps.sh test
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$program" brief data/dispatches/*.txt --db :memory: -o "$scratch/brief.html"
sandbox=
[ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox # chromium refuses to run as root inside its own
# shellcheck disable=SC2086
chromium --headless $sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
    --user-data-dir="$scratch/profile" --screenshot="$scratch/brief.png" \
    --window-size=1200,1600 "file://$scratch/brief.html" >"$scratch/chromium.txt" 2>&1 || {
    cat "$scratch/chromium.txt" >&2
    exit 1
}
mkdir -p doc/pictures
mv "$scratch/brief.png" doc/pictures/brief.png
echo "doc/pictures/brief.png: $(wc -c <doc/pictures/brief.png) bytes"
node tests/page/check_page.mjs "$program" "$(command -v chromium)" doc/pictures
