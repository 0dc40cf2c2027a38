#!/bin/sh
# Install what is missing of the named sections of packages.txt.
# usage: tools/deps.sh SECTION...
#
# SPDX-License-Identifier: MIT
set -eu
list=$(dirname "$0")/../packages.txt
wanted=$(awk -v sections=" $* " '
    /^\[/ { name = $1; gsub(/[][]/, "", name); next }
    /^[a-z0-9]/ && index(sections, " " name " ") { print $1 }' "$list")
# shellcheck disable=SC2086
present=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null |
    sed -n 's/^installed //p') || true
missing=
for package in $wanted; do
    printf '%s\n' "$present" | grep -qxF "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "entente needs these packages; install them as root:$missing" >&2
        exit 1
    }
    as_root=sudo
fi
echo "installing:$missing" >&2
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >&2
