#!/bin/sh
# Do two other EDTF readers, python-edtf and edtf.js, agree with ours? Needs python3, npm and a
# network; installs both into a temporary folder. Fails on a difference that docs/edtf.md does not
# list, and on a listed one that is none any more.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
npm install --silent --no-audit --no-fund --prefix "$work/npm" edtf@4.11.1
cp "$here/edtf.mjs" "$work/npm/"

grep -v '^#' "$here/dates.txt" | grep . >"$work/dates"
cargo run --quiet --manifest-path "$root/Cargo.toml" --example edtf_bounds <"$work/dates" >"$work/ours"
node "$work/npm/edtf.mjs" <"$work/dates" >"$work/js"
"$work/venv/bin/python" "$here/edtf_compare.py" "$work/ours" "$work/js" "$root/docs/edtf.md"
