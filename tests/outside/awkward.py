#!/usr/bin/env python3
"""Makes a CSL-JSON file of a list of titles, one a line: a record each, with a leaf of its own.

usage: awkward.py TITLES
"""

import json
import pathlib
import sys


def main():
    lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    place = {"type": "manuscript", "issued": {"date-parts": [[1947, 5, 9]]}, "archive": "RGASPI"}
    numbered = enumerate(filter(None, lines), 1)
    records = [{"id": f"t{leaf}", "title": title, "archive_location": f"f. 17, op. 3, d. 5, l. {leaf}", **place} for leaf, title in numbered]
    print(json.dumps(records))


if __name__ == "__main__":
    main()
