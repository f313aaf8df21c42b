"""Which dates do python-edtf and edtf.js read otherwise than this crate does?

Arguments: our readings, those of edtf.js (both text<TAB>state<TAB>earliest<TAB>latest, one a line),
and the page whose tables list the known differences. Exit 1 on a difference that no table lists, and
on a listed one that is none.
"""

import contextlib
import io
import math
import re
import sys

from edtf import parse_edtf

REFUSED = "refused"
HERE = "refused here"
THERE = "refused there"
BOUNDS = "other bounds"


def main(ours_path, js_path, page_path):
    ours = readings(ours_path)
    readers = {"python-edtf": {text: python_reading(text) for text in ours}, "edtf.js": readings(js_path)}
    known = known_differences(page_path)
    failures = 0
    for reader, theirs in readers.items():
        found = differences(ours, theirs)
        failures += report(reader, ours, theirs, found, known.get(reader, {}))
        print(f"{reader}: {len(ours)} dates, {len(ours) - len(found)} read alike, {len(found)} not")
    failures += unknown_readers(known, readers)
    sys.exit(1 if failures else 0)


def readings(path):
    """Text to (earliest, latest), or to REFUSED."""
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return {text: REFUSED if state.startswith("error") else (earliest, latest) for text, state, earliest, latest in rows}


def python_reading(text):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            date = parse_edtf(text)
            return day(date.lower_strict()), day(date.upper_strict())
    # Beside its own exception it lets a TypeError or ValueError through.
    except Exception:
        return REFUSED


def day(value):
    if value is None or (isinstance(value, float) and math.isinf(value)):
        return ".."
    year, month, of_month = value.tm_year, value.tm_mon, value.tm_mday
    if abs(year) > 9999:
        return f"Y{year}-{month:02}-{of_month:02}"
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{of_month:02}"


def differences(ours, theirs):
    found = {}
    for text, own in ours.items():
        other = theirs[text]
        if own != other:
            found[text] = HERE if own == REFUSED else THERE if other == REFUSED else BOUNDS
    return found


def known_differences(path):
    """Reader to {text: kind}, from the tables under the headings that name the readers."""
    known, reader = {}, None
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                heading = re.fullmatch(r"### Differences from (\S+)", line.strip())
                reader = heading.group(1) if heading else None
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if reader and len(cells) == 3 and cells[1] in (HERE, THERE, BOUNDS):
                known.setdefault(reader, {}).update({text: cells[1] for text in re.findall(r"`([^`]+)`", cells[0])})
    return known


def report(reader, ours, theirs, found, known):
    failures = 0
    for text in sorted(found.keys() | known.keys()):
        if found.get(text) != known.get(text):
            failures += 1
            print(f"{reader}: `{text}` is {found.get(text, 'read alike')}, docs/edtf.md says {known.get(text, 'nothing')}")
            print(f"    here {show(ours.get(text))}, there {show(theirs.get(text))}")
    return failures


def unknown_readers(known, readers):
    missing = sorted(readers.keys() - known.keys())
    for reader in missing:
        print(f"docs/edtf.md has no table `Differences from {reader}`")
    return len(missing)


def show(reading):
    if reading is None:
        return "not in dates.txt"
    return reading if reading == REFUSED else f"{reading[0]} to {reading[1]}"


if __name__ == "__main__":
    main(*sys.argv[1:])
