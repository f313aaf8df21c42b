#!/bin/sh
# Does frictionless accept the package that `derive --all` writes, and reject it when a key is broken?
# Needs python3 and a network; installs frictionless into a temporary folder.
# usage: datapackage.sh [ROOT...]   default: the repository and its second note
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check frictionless==5.18.1

[ $# -gt 0 ] || set -- "$root" "$root/examples/second-note"
for project in "$@"; do
    cargo run --quiet --manifest-path "$root/Cargo.toml" -- derive --all "$work/package" --root "$project"
    "$work/venv/bin/python" "$here/datapackage.py" "$work/package" "$work/broken" "$(basename "$project")"
    rm -rf "$work/package"
done
