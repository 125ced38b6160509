#!/usr/bin/env python3
"""Has bibtex, biber and LuaLaTeX make bibliography pages of what opiska writes.

usage: typeset.py OPISKA AWKWARD INPUT...

AWKWARD is CSL-JSON with awkward titles. Neither bibtex nor biber may warn, LaTeX may not miss a character, and the text of
the page must have every word of every title of AWKWARD.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

# No hyphenation, so that words can be found; the fonts by file, so that LuaTeX need not index all of the machine.
PAGE = r"""\documentclass{article}
\usepackage{fontspec}
\setmainfont{DejaVuSans.ttf}[Path=%(fonts)s/,BoldFont=DejaVuSans-Bold.ttf,ItalicFont=DejaVuSans.ttf]
\setmonofont{DejaVuSansMono.ttf}[Path=%(fonts)s/]
\hyphenpenalty=10000 \exhyphenpenalty=10000 \raggedright \pagestyle{empty}
%(preamble)s
\begin{document}
\nocite{*}
%(list)s
\end{document}
"""
FONTS = "/usr/share/fonts/truetype/dejavu"
KINDS = {
    "bibtex": (r"\usepackage{url}", r"\bibliographystyle{plain}\bibliography{out}", ["bibtex", "page"]),
    "biblatex": (r"\usepackage[backend=biber,sorting=none]{biblatex}\addbibresource{out.bib}", r"\printbibliography", ["biber", "page"]),
}


def run(command, folder, wanted=0):
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode != wanted:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
    return done.stdout


def words(text):
    """Runs of at least two letters. Case is left aside, for bibtex lowers unprotected letters; so are soft hyphens, and
    whether a letter and its accent, or a ligature, are one sign."""
    return re.findall(r"[^\W\d_]{2,}", unicodedata.normalize("NFKC", text.replace("\u00ad", "").casefold()))


def warnings(kind, folder):
    log = (folder / "page.blg").read_text(encoding="utf-8", errors="replace")
    return [line for line in log.splitlines() if re.match(r"Warning--|.*\b(WARN|ERROR)\b" if kind == "biblatex" else r"Warning--|.*[Ee]rror", line)]


def page(opiska, kind, source, folder):
    """The text of the printed page, and how many entries it has."""
    preamble, listing, program = KINDS[kind]
    entries = run([opiska, "cite", "--style", kind, source], ".")
    (folder / "out.bib").write_text(entries, encoding="utf-8")
    (folder / "page.tex").write_text(PAGE % {"fonts": FONTS, "preamble": preamble, "list": listing}, encoding="utf-8")
    latex = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"]
    run(latex, folder)
    run(program, folder)
    if found := warnings(kind, folder):
        sys.exit(f"{program[0]} does not accept the {kind} entries of {source}:\n" + "\n".join(found))
    run(latex, folder)
    log = (folder / "page.log").read_text(encoding="utf-8", errors="replace")
    if missing := sorted(set(re.findall(r"^Missing character: .*$", log, re.M))):
        sys.exit(f"{kind} entries of {source}:\n" + "\n".join(missing))
    return run(["pdftotext", "-layout", "page.pdf", "-"], folder), len(re.findall(r"^@", entries, re.M))


def main():
    opiska, awkward, *sources = sys.argv[1:]
    opiska = pathlib.Path(opiska).resolve()
    titles = [item["title"] for item in json.loads(pathlib.Path(awkward).read_text(encoding="utf-8"))]
    with tempfile.TemporaryDirectory() as work:
        for kind, (_, _, (program, _)) in KINDS.items():
            for source in [*sources, awkward]:
                text, count = page(opiska, kind, source, pathlib.Path(tempfile.mkdtemp(dir=work)))
                print(f"{program} and LuaLaTeX: {count} {kind} entries of {source} without a warning")
            # The last page is that of the titles. It is set from left to right: Hebrew and Arabic words read backwards.
            printed = {way for word in words(text) for way in (word, word[::-1])}
            lost = {title: [word for word in words(title) if word not in printed] for title in titles}
            if lost := [f"{title}: {' '.join(missing)}" for title, missing in lost.items() if missing]:
                sys.exit(f"words that {kind} lost:\n" + "\n".join(lost))
            if count != len(titles):
                sys.exit(f"{count} entries of {len(titles)} awkward titles")


if __name__ == "__main__":
    main()
