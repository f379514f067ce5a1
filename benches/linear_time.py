"""Measures that time grows with the document and no faster: for each kind of document that is hard to lay out, the
instructions for n and for 2n of it, and their ratio. Exit status 1 where one is above 2.1.

    cargo build --release && python3 benches/linear_time.py [NAME]...

With `perf` instructions of user space are counted, else with valgrind's callgrind, which takes some 50 times as long.
What an empty document takes is subtracted from both.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "target", "release", "brochure")
LIMIT = 2.1
WORDS = "the university publishes in three languages and its partners read what they can".split()


def prose(count, start=0):
    return " ".join(WORDS[(start + at) % len(WORDS)] for at in range(count))


def times(count, text):
    return "".join(text(at) for at in range(count))


def nested(depth, inside):
    return "<div>" * depth + inside + "</div>" * depth


# Name: (n, style, body for n).
DOCUMENTS = {
    "prose": (2000, "", lambda n: times(n, lambda at: f"<p>{prose(40, at)}</p>")),
    "paragraph": (100_000, "p { text-align: justify }", lambda n: f"<p>{prose(n)}</p>"),
    "wide words": (400, "", lambda n: times(n, lambda at: f"<p>{'w' * 400}</p>")),
    "tall boxes": (400, ".tall { height: 2000px; break-inside: avoid }",
                   lambda n: times(n, lambda at: "<div class=tall>x</div>")),
    "keep everything": (2000, "* { break-inside: avoid; break-before: avoid; break-after: avoid }",
                        lambda n: times(n, lambda at: f"<div><p>{prose(20, at)}</p></div>")),
    "footnotes": (2000, ".note { float: footnote }",
                  lambda n: times(n, lambda at: f"<p>{prose(9, at)}<span class=note>{prose(12, at)}</span></p>")),
    "footnotes in one place": (2000, ".note { float: footnote }",
                               lambda n: "<p>x" + times(n, lambda at: f"<span class=note>{prose(9, at)}</span>") + "</p>"),
    "row spans": (1000, "", lambda n: "<table>" + times(
        n, lambda at: "<tr>" + (f"<td rowspan={n}>{prose(30)}" if at == 0 else "") + f"<td rowspan=3>{at}<td>{prose(4)}") + "</table>"),
    "long row spans": (600, "", lambda n: "<table>" + times(
        n, lambda at: f"<tr><td>{at}" + (f"<td rowspan={n // 2}>{prose(9)}" if at % 50 == 0 else "")) + "</table>"),
    "rows": (10_000, "", lambda n: "<table>" + times(n, lambda at: f"<tr><td>{at}<td>{prose(3, at)}") + "</table>"),
    "rows collapsed": (5000, "table { border-collapse: collapse } td { border: 1px solid }",
                       lambda n: "<table>" + times(n, lambda at: f"<tr><td>{at}<td>{prose(3, at)}") + "</table>"),
    "columns of a table": (1000, "table { border-collapse: collapse; font-size: 4px } td { border: 1px solid }",
                           lambda n: "<table>" + times(3, lambda row: "<tr>" + times(n, lambda at: "<td>x")) + "</table>"),
    "flex items": (10_000, ".all { display: flex; flex-wrap: wrap }",
                   lambda n: "<div class=all>" + times(n, lambda at: f"<div>{prose(2, at)}</div>") + "</div>"),
    "flex column": (10_000, ".all { display: flex; flex-direction: column }",
                    lambda n: "<div class=all>" + times(n, lambda at: f"<div>{prose(2, at)}</div>") + "</div>"),
    "grid items": (10_000, ".all { display: grid; grid-template-columns: 1fr 1fr 1fr }",
                   lambda n: "<div class=all>" + times(n, lambda at: f"<div>{prose(2, at)}</div>") + "</div>"),
    "long rows": (40, "td { width: 30% }", lambda n: "<table><tr>" + times(
        n, lambda at: f"<td>{times(60, lambda row: '<p>x</p>')}") + "</table>"),
    "one long row": (2000, "", lambda n: "<table><tr>" + times(
        2, lambda at: f"<td>{times(n, lambda row: '<p>x y z</p>')}") + "</table>"),
    "tiny lines": (20_000, "p { font-size: 1px; line-height: 1px; margin: 0 }",
                   lambda n: times(n, lambda at: "<p>x</p>")),
    # No deeper than the 256 levels that the program takes.
    "depth": (30, "div { padding-left: .1px }", lambda n: nested(200, prose(60)) * n),
    "cells over all columns": (2000, "table { border-collapse: collapse } td { border: 1px solid }", lambda n: "<table>" + times(
        n, lambda at: f"<tr><td colspan=1000>{at}" if at % 10 == 0 else f"<tr><td>{at}") + "</table>"),
    "list": (10_000, "", lambda n: "<ul>" + times(n, lambda at: f"<li>{prose(3, at)}") + "</ul>"),
    "has following siblings": (2000, "p:has(~ h2) { color: red }",
                               lambda n: times(n, lambda at: f"<p>{prose(4, at)}</p>")),
    "mentions": (2000, "", lambda n: times(
        n, lambda at: f"<p><a href='#f{at}'>x</a> {prose(9)}</p><figure id=f{at}><p>x</figure>")),
}


def page(style, body):
    return f"<!doctype html><html lang=en><title>x</title><style>@page {{ size: A4; margin: 20mm }} {style}</style>{body}</html>"


def instructions(folder, html):
    path = os.path.join(folder, "document.html")
    with open(path, "w", encoding="utf-8") as out:
        out.write(html)
    render = [PROGRAM, "render", path, "-j", "1", "-o", os.path.join(folder, "document.pdf")]
    if shutil.which("perf"):
        run = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "--"] + render,
                             capture_output=True, text=True)
        found = re.search(r"^(\d+),,instructions", run.stderr, re.MULTILINE)
        if found:
            return int(found[1]), run.stderr
    count = os.path.join(folder, "callgrind.out")
    run = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={count}"] + render,
                         capture_output=True, text=True)
    return int(re.search(r"Collected : (\d+)", run.stderr)[1]), run.stderr


def main():
    names = sys.argv[1:] or list(DOCUMENTS)
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        empty, _ = instructions(folder, page("", ""))
        print(f"{'':28}{'n':>8}{'million at n':>14}{'at 2n':>10}{'ratio':>8}{'warnings':>10}")
        for name in names:
            count, style, body = DOCUMENTS[name]
            first, _ = instructions(folder, page(style, body(count)))
            second, messages = instructions(folder, page(style, body(2 * count)))
            ratio = (second - empty) / max(first - empty, 1)
            worst = max(worst, ratio)
            warnings = len(re.findall(r"^warning", messages, re.MULTILINE))
            print(f"{name:28}{count:8}{(first - empty) / 1e6:14.0f}{(second - empty) / 1e6:10.0f}{ratio:8.2f}{warnings:10}",
                  flush=True)
    sys.exit(1 if worst > LIMIT else 0)


if __name__ == "__main__":
    main()
