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

accepts() { (cd "$1" && "$work/venv/bin/frictionless" validate --json datapackage.json >"$work/report"); }

# broken PACKAGE WHAT KIND: the copy in $work/broken must be rejected with an error of that kind.
broken() {
    if accepts "$work/broken"; then
        echo "frictionless accepts the package of $1 although $2"
        exit 1
    fi
    if ! grep -q "\"type\": \"$3\"" "$work/report"; then
        echo "frictionless rejects the package of $1, where $2, for another reason:"
        cat "$work/report"
        exit 1
    fi
}

copy() { rm -rf "$work/broken" && cp -R "$work/package" "$work/broken"; }

[ $# -gt 0 ] || set -- "$root" "$root/examples/second-note"
for project in "$@"; do
    name=$(basename "$project")
    rm -rf "$work/package"
    cargo run --quiet --manifest-path "$root/Cargo.toml" -- derive --all "$work/package" --root "$project"
    if ! accepts "$work/package"; then
        echo "frictionless rejects the package of $name:"
        cat "$work/report"
        exit 1
    fi
    tables=0
    for table in "$work/package"/*.csv; do
        table=$(basename "$table")
        [ "$(wc -l <"$work/package/$table")" -gt 1 ] || continue
        tables=$((tables + 1))
        if [ "$table" != claims.csv ]; then
            copy
            # The claims are the last cell of a line.
            sed -i.old '2s/[^,]*$/no-such-claim/' "$work/broken/$table"
            broken "$name" "line 2 of $table names a claim that there is not" foreign-key
        fi
        copy
        sed -n 2p "$work/package/$table" >>"$work/broken/$table"
        broken "$name" "$table says line 2 twice" primary-key
    done
    echo "$name: frictionless accepts the package, and rejects every broken key of its $tables filled tables"
done
