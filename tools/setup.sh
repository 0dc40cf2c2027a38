#!/bin/sh
# Set a build folder up, unless it is; one that was left half set up is begun again.
# usage: tools/setup.sh FOLDER MESON_OPTION...
#
# SPDX-License-Identifier: MIT
set -eu
folder=$1
[ ! -f "$folder/build.ninja" ] || exit 0
mkdir -p "$folder"
if ! meson setup "$@" >"$folder/setup.txt" 2>&1; then
    cat "$folder/setup.txt" >&2
    exit 1
fi
