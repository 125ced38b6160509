#!/usr/bin/env python3
"""Compares the styles that opiska writes itself with what citeproc-js and pandoc make of its CSL-JSON.

usage: compare.py OPISKA STYLES LOCALES PANDOC INPUT...

STYLES and LOCALES are folders of .csl files and of CSL locales; packages of node are found through NODE_PATH. The texts
must be equal but for white space and for what deviations.tsv lists. A line of that list that no longer stands for a
difference fails too, so the list only shrinks. The list has tab-separated columns:

style, record   where it holds: styles with commas between; `*` is every record in which `ours` occurs
processor       citeproc-js, pandoc or `*`; `=` means both processors, and the same is done to their text
ours, theirs    a regular expression over our text and what takes its place in theirs (as in Python's re.sub)
why             the reason
"""

import csv
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent

# Our style, the CSL style it answers to, what of it is printed, and whether the item tells the town of the archive.
# APA gives month and day to a `document` only, never to a `manuscript`, so its items are fed as documents.
STYLES = [
    ("chicago-note", "chicago-notes-bibliography-archive-place-first", "note", False, "-"),
    ("chicago-bibliography", "chicago-notes-bibliography-archive-place-first", "bibliography", False, "-"),
    ("mla", "modern-language-association", "bibliography", True, "-"),
    ("apa", "apa", "bibliography", True, "document"),
    ("mhra", "mhra-notes", "bibliography", True, "-"),
]


def even(text):
    """White space of any kind, non-breaking too, as one space."""
    return " ".join(text.split())


class Entries(html.parser.HTMLParser):
    """The texts of the bibliography, by id, or of the footnotes, in order, in HTML of pandoc."""

    def __init__(self):
        super().__init__()
        self.texts, self.key, self.depth = {}, None, 0

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name = attributes.get("id") or ""
        if tag == "div" and name.startswith("ref-"):
            self.key, self.depth = name[4:], 0
        elif tag == "li" and re.fullmatch(r"fn\d+", name):
            self.key, self.depth = int(name[2:]) - 1, 0
        if self.key is not None:
            self.texts.setdefault(self.key, "")
            self.depth += tag in ("div", "li")
            self.hidden = attributes.get("class") == "footnote-back"

    def handle_endtag(self, tag):
        if self.key is not None and tag in ("div", "li"):
            self.depth -= 1
            if self.depth == 0:
                self.key = None
        self.hidden = False

    def handle_data(self, data):
        if self.key is not None and not self.hidden:
            self.texts[self.key] += data


class Bench:
    """The programs and where they find what they need."""

    def __init__(self, opiska, styles, locales, pandoc, work):
        self.opiska, self.styles, self.locales, self.pandoc, self.work = opiska, styles, locales, pandoc, work

    def native(self, style, source):
        lines = run([self.opiska, "cite", "--style", style, source]).splitlines()
        return [even(line) for line in lines if line.strip()]

    def items(self, place, source, kind):
        """Our CSL-JSON as a file, and its ids in order."""
        items = json.loads(run([self.opiska, "cite", "--style", "csl-json", *(["--place"] if place else []), source]))
        for item in items:
            if kind != "-":
                item["type"] = kind
        path = self.work / "items.json"
        path.write_text(json.dumps(items), encoding="utf-8")
        return path, [item["id"] for item in items]

    def citeproc_js(self, csl, form, items, ids):
        out = run(["node", HERE / "render.js", csl, self.locales, items, form])
        texts = {line["id"]: line["text"] for line in map(json.loads, out.splitlines())}
        return [even(texts[id]) for id in ids]

    def through_pandoc(self, csl, form, items, ids):
        page = self.work / "page.md"
        notes = "".join(f"[@{{{id}}}]\n\n" for id in ids) if form == "note" else ""
        page.write_text(f"---\nnocite: '@*'\nsuppress-bibliography: {str(form == 'note').lower()}\n---\n\n{notes}", encoding="utf-8")
        entries = Entries()
        entries.feed(run([self.pandoc, "--citeproc", "--csl", csl, "--bibliography", items, "--to", "html", "--wrap", "none", page]))
        return [even(entries.texts[number if form == "note" else id]) for number, id in enumerate(ids)]


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr}")
    return done.stdout


class Deviation:
    """One line of the list."""

    def __init__(self, number, row):
        if len(row) != 6 or not all(row[:4]) or not row[5]:
            sys.exit(f"deviations.tsv:{number}: six columns are wanted, of which only `theirs` may be empty")
        self.number = number
        self.style, self.record, self.processor, ours, self.theirs, self.why = row
        self.ours = re.compile(ours)
        self.seen = self.needed = False

    def holds(self, style, record, processor):
        return style in self.style.split(",") and self.record in ("*", record) and self.processor in ("*", "=", processor)


def agree(ours, theirs, deviations):
    """Both texts with the deviations applied, in the order of the list."""
    for deviation in deviations:
        ours = deviation.ours.sub(deviation.theirs, ours)
        if deviation.processor == "=":
            theirs = deviation.ours.sub(deviation.theirs, theirs)
    return ours, theirs


def judge(where, ours, theirs, deviations):
    """Whether the texts agree; notes which deviations the agreement needs."""
    known = [deviation for deviation in deviations if deviation.holds(*where)]
    expected, found = agree(ours, theirs, known)
    for deviation in known:
        deviation.seen = True
        one, other = agree(ours, theirs, [other for other in known if other is not deviation])
        deviation.needed |= expected == found and one != other
    if expected == found:
        return True
    print(f"{' '.join(where)}:\n  ours     {ours}\n  expected {expected}\n  theirs   {found}")
    return False


def main():
    opiska, styles, locales, pandoc, *sources = sys.argv[1:]
    with open(HERE / "deviations.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    deviations = [Deviation(number, row) for number, row in enumerate(rows, 1) if number > 1]
    compared = wrong = 0
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(opiska, styles, locales, pandoc, pathlib.Path(work))
        for style, csl, form, place, kind in STYLES:
            csl = pathlib.Path(styles) / f"{csl}.csl"
            for source in sources:
                native = bench.native(style, source)
                items, ids = bench.items(place, source, kind)
                if len(native) != len(ids):
                    sys.exit(f"{style}: {len(native)} citations of {source}, but {len(ids)} items")
                for processor, render in (("citeproc-js", bench.citeproc_js), ("pandoc", bench.through_pandoc)):
                    for id, ours, theirs in zip(ids, native, render(csl, form, items, ids)):
                        compared += 1
                        wrong += not judge((style, id, processor), ours, theirs, deviations)
    for deviation in deviations:
        if not deviation.needed:
            what = "no longer occurs; take it out" if deviation.seen or deviation.record == "*" else "names a record that was not read"
            print(f"deviations.tsv:{deviation.number}: {deviation.style} {deviation.record} {deviation.processor}: {what}")
            wrong += 1
    print(f"styles: {compared} citations compared with citeproc-js and pandoc, {len(deviations)} known deviations")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
