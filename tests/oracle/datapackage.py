"""Does frictionless accept a data package, and reject it with any one key broken?

Arguments: the folder of the package, a folder for broken copies, a name for the messages.
"""

import pathlib
import shutil
import sys

from frictionless import Package, system


def errors(folder):
    """The types of the errors that frictionless finds."""
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return [row[0] for row in report.flatten(["type"])], report


def broken(package, copy, table, change):
    """The errors of a copy with the lines of one table changed."""
    shutil.copytree(package, copy, dirs_exist_ok=True)
    lines = (package / table).read_text("utf-8").splitlines(keepends=True)
    (copy / table).write_text("".join(change(lines)), "utf-8")
    return errors(copy)


def unknown_claim(lines):
    # The claims are the last cell of a line.
    cell = lines[1].rstrip("\n")
    cut = cell.rfind(",") + 1
    return [lines[0], cell[:cut] + "no-such-claim\n", *lines[2:]]


def said_twice(lines):
    return [*lines, lines[1]]


def main(package, copy, name):
    found, report = errors(package)
    if found:
        sys.exit(f"frictionless rejects the package of {name}:\n{report}")
    filled = [table.name for table in sorted(package.glob("*.csv")) if table.read_bytes().count(b"\n") > 1]
    for table in filled:
        breaks = [("says line 2 twice", said_twice, "primary-key")]
        if table != "claims.csv":
            breaks.append(("names a claim that there is not", unknown_claim, "foreign-key"))
        for what, change, kind in breaks:
            found, report = broken(package, copy, table, change)
            if kind not in found:
                sys.exit(f"frictionless finds {found or 'nothing'} in the package of {name} although {table} {what}:\n{report}")
    print(f"{name}: frictionless accepts the package, and rejects every broken key of its {len(filled)} filled tables")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3])
