"""Checks that the time grows linearly with the document: for each kind of document that is hard to lay out, prints the
instructions for n and for 2n repetitions, and their ratio. The exit status is 1 if a ratio is above 2.1.

    cargo build --release && python3 benches/linear_time.py [NAME]...

Counts instructions of user space with `perf`, or with valgrind's callgrind, which takes about 50 times as long, if there is
no `perf`. The instructions for an empty document are subtracted from both. The kinds of `projects.py` are folders of data
instead of documents; the instructions for a project with one bare association are subtracted from them.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

import projects

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
    "row spans to the end in every row": (800, "", lambda n: "<table>" + times(
        n, lambda at: f"<tr><td rowspan={n}>x<td>{at}") + "</table>"),
    "rows of growing width": (400, "", lambda n: "<table>" + times(n, lambda at: "<tr>" + "<td>x" * (n if at == 0 else 1)) + "</table>"),
    "long row spans": (600, "", lambda n: "<table>" + times(
        n, lambda at: f"<tr><td>{at}" + (f"<td rowspan={n // 2}>{prose(9)}" if at % 50 == 0 else "")) + "</table>"),
    "rows": (10_000, "", lambda n: "<table>" + times(n, lambda at: f"<tr><td>{at}<td>{prose(3, at)}") + "</table>"),
    "rows collapsed": (5000, "table { border-collapse: collapse } td { border: 1px solid }",
                       lambda n: "<table>" + times(n, lambda at: f"<tr><td>{at}<td>{prose(3, at)}") + "</table>"),
    "columns of a table": (1000, "table { border-collapse: collapse; font-size: 4px } td { border: 1px solid }",
                           lambda n: "<table>" + times(3, lambda row: "<tr>" + times(n, lambda at: "<td>x")) + "</table>"),
    "gradients in a picture": (2000, "", lambda n: "<svg>" + times(
        n, lambda at: f"<linearGradient id=g{at}><stop stop-color=red /><stop offset=1 stop-color='#{at % 4096:03x}'/>"
        f"</linearGradient><rect x={at} width=9 height=9 fill='url(#g{at})'/>") + "</svg>"),
    "text in a picture": (2000, "", lambda n: "<svg>" + times(
        n, lambda at: f"<text y={at}>{prose(4, at)}</text>") + "</svg>"),
    "dense grid": (4000, ".g { display: grid; grid-template-columns: repeat(3, 1fr); grid-auto-flow: dense }", lambda n: "<div class=g>" + times(
        n, lambda at: f"<div style='grid-column: span {at % 3 + 1}'>{at}</div>") + "</div>"),
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
    # Floats.
    "floats": (3000, ".f { float: left; width: 100px } .f:nth-child(even) { float: right }",
               lambda n: times(n, lambda at: f"<div class=f>{prose(5, at)}</div><p>{prose(30, at)}</p>")),
    "only floats": (5000, ".f { float: left; width: 100px; height: 30px }",
                    lambda n: times(n, lambda at: f"<div class=f>{at}</div>")),
    "floats of growing height": (2000, ".f { float: left; width: 1px }",
                                 lambda n: times(n, lambda at: f"<div class=f style='height:{at % 100 + 1}px'>x</div><p>{prose(9)}</p>")),
    "float taller than pages": (1500, ".f { float: left; width: 40% }", lambda n: "<div class=f>" + times(
        n, lambda at: f"<p>{prose(20, at)}</p>") + "</div>" + times(n, lambda at: f"<p>{prose(20, at)}</p>")),
    "floats beside a long paragraph": (2000, ".f { float: left; width: 50px; height: 20px }", lambda n: "<p>" + times(
        n, lambda at: f"<span class=f>{at}</span>{prose(40, at)} ") + "</p>"),
    "floats beside a long justified paragraph": (2000, "p { text-align: justify } .f { float: left; width: 50px; height: 20px }",
                                                 lambda n: "<p>" + times(n, lambda at: f"<span class=f>{at}</span>{prose(40, at)} ") + "</p>"),
    "unbreakable floats": (400, ".f { float: left; width: 100px; height: 2000px; break-inside: avoid }",
                           lambda n: times(n, lambda at: f"<div class=f>{at}</div><p>{prose(30, at)}</p>")),
    "floats in one paragraph": (2000, ".f { float: left; width: 20px; height: 20px }",
                                lambda n: "<p>x " + times(n, lambda at: f"<span class=f>{at}</span>") + "y</p>"),
    "staircase of floats": (2000, ".f { float: left; clear: left; height: 3px }", lambda n: times(
        n, lambda at: f"<div class=f style='width: {at % 300}px'></div>") + f"<p>{prose(n)}</p>"),
    "paragraphs beside a staircase": (2000, ".f { float: left; clear: left; height: 30px }", lambda n: times(
        n, lambda at: f"<div class=f style='width: {at % 300}px'></div>") + times(n, lambda at: f"<p>{prose(9, at)}</p>")),
    "floats of many sizes": (3000, ".f { float: left }", lambda n: times(
        n, lambda at: f"<div class=f style='width: {at * 37 % 190 + 1}px; height: {at * 53 % 170 + 1}px'></div>")),
    # Columns.
    "columns": (4000, ".c { columns: 2 }",
                lambda n: "<div class=c>" + times(n, lambda at: f"<p>{prose(20, at)}</p>") + "</div>"),
    "columns of a height": (4000, ".c { columns: 2; column-fill: auto; height: 300px }", lambda n: times(
        n // 40, lambda at: "<div class=c>" + times(40, lambda at: f"<p>{prose(9, at)}</p>") + "</div>")),
    "columns too tall": (500, ".c { columns: 2 } .tall { height: 2000px; break-inside: avoid }",
                         lambda n: "<div class=c>" + times(n, lambda at: "<div class=tall>x</div><p>y</p>") + "</div>"),
    "columns of tall empty boxes": (20, ".c { columns: 7 } .c > div { display: flex } i { height: 9000px } b { height: 8900px }",
                                    lambda n: "<div class=c>" + times(n, lambda at: "<div><i></i><b></b></div>") + "</div>"),
    "column spans": (2000, ".c { columns: 2 } h2 { column-span: all }", lambda n: "<div class=c>" + times(
        n, lambda at: f"<h2>{at}</h2><p>{prose(40, at)}</p>") + "</div>"),
    "many columns": (1000, ".c { columns: 3 }", lambda n: times(
        n, lambda at: "<div class=c>" + times(6, lambda at: f"<p>{prose(9, at)}</p>") + "</div>")),
    "nested columns": (300, ".c { columns: 2 }", lambda n: "<div class=c>" + times(
        n, lambda at: f"<div class=c><p>{prose(40, at)}</p><p>{prose(40, at)}</p></div>") + "</div>"),
    # Keeps that contradict each other.
    "keeps in columns": (2000, ".c { columns: 2 } .c * { break-inside: avoid; break-before: avoid; break-after: avoid }",
                         lambda n: "<div class=c>" + times(n, lambda at: f"<div><p>{prose(20, at)}</p></div>") + "</div>"),
    "keeps in a grid": (2000, ".g { display: grid; grid-template-columns: 1fr 1fr } "
                        ".g * { break-inside: avoid; break-before: avoid; break-after: avoid }",
                        lambda n: "<div class=g>" + times(n, lambda at: f"<div><p>{prose(20, at)}</p></div>") + "</div>"),
    "keeps in a table": (2000, "table * { break-inside: avoid; break-before: avoid; break-after: avoid }",
                         lambda n: "<table>" + times(n, lambda at: f"<tr><td>{at}<td><p>{prose(9, at)}</p>") + "</table>"),
    "keeps and breaks": (2000, "p { break-before: avoid; break-after: avoid } .b { break-inside: avoid; break-after: page }",
                         lambda n: times(n, lambda at: f"<div class=b><p>{prose(9, at)}</p></div><p>{prose(9)}</p>")),
    "keep one box": (3000, ".b { break-inside: avoid }",
                     lambda n: "<div class=b>" + times(n, lambda at: f"<p>{prose(20, at)}</p>") + "</div>"),
    # Words wider than there is room.
    "a wide word": (20_000, "", lambda n: f"<p>{'w' * n}</p>"),
    "a wide word in columns": (20_000, ".c { columns: 3; overflow-wrap: anywhere }", lambda n: f"<div class=c><p>{'w' * n}</p></div>"),
    "a wide word in a cell": (20_000, "", lambda n: f"<table><tr><td>{'w' * n}<td>x</table>"),
    "a wide word broken anywhere": (20_000, "p { overflow-wrap: anywhere }", lambda n: f"<p>{'w' * n}</p>"),
    "wide words in columns": (400, ".c { columns: 3 }", lambda n: "<div class=c>" + times(
        n, lambda at: f"<p>{'w' * 400}</p>") + "</div>"),
    "wide words in cells": (400, "", lambda n: "<table>" + times(n, lambda at: f"<tr><td>{'w' * 400}<td>x") + "</table>"),
    # Nested containers: as many, deeper; and more of them.
    "nested grids": (20, ".g { display: grid; grid-template-columns: 1fr auto }",
                     lambda n: "<div class=g><p>x</p>" * n + prose(60) + "</div>" * n),
    "nested subgrids": (15, ".g { display: grid; grid-template: subgrid / subgrid } body { display: grid; grid-template-columns: 1fr 1fr }",
                        lambda n: "<div class=g><p>x</p>" * n + prose(60) + "</div>" * n),
    "nested flex columns": (20, ".g { display: flex; flex-direction: column }",
                            lambda n: "<div class=g><p>x</p>" * n + prose(60) + "</div>" * n),
    "nested flex rows": (20, ".g { display: flex }", lambda n: "<div class=g><p>x</p>" * n + prose(60) + "</div>" * n),
    "nested tables": (30, "", lambda n: "<table><tr><td>x<td>" * n + prose(60) + "</table>" * n),
    "nested inline-blocks": (20, ".g { display: inline-block }", lambda n: "<div class=g>x " * n + prose(60) + "</div>" * n),
    "nested floats": (20, ".g { float: left }", lambda n: "<div class=g>x " * n + prose(60) + "</div>" * n),
    "nested column sets": (5, ".g { columns: 2 }", lambda n: "<div class=g><p>x</p>" * n + prose(600) + "</div>" * n),
    "many nested tables": (100, "", lambda n: times(n, lambda at: "<table><tr><td>x<td>" * 8 + prose(60) + "</table>" * 8)),
    # Generated content and page numbers.
    "cross-references": (3000, "a::after { content: ' on page ' target-counter(attr(href), page) }", lambda n: times(
        n, lambda at: f"<p id=p{at}>{prose(20, at)} <a href='#p{(at * 7 + n // 2) % n}'>there</a></p>")),
    "references to one target": (6000, "a::after { content: target-counter(attr(href), page) }", lambda n: "<h1 id=x>x</h1><p>" + times(
        n, lambda at: "<a href='#x'>y</a> ")),
    "references to one target in many paragraphs": (6000, "a::after { content: target-counter(attr(href), page) }", lambda n: "<h1 id=x>x</h1>" + times(
        n, lambda at: "<p><a href='#x'>y</a>")),
    "text of one target": (1000, "a::after { content: target-text(attr(href)) }", lambda n: "<div id=x>" + times(
        n, lambda at: f"<p>{prose(9, at)} <a href='#x'>y</a></p>") + "</div>"),
    "contents": (2000, "a::after { content: leader('.') target-counter(attr(href), page) }", lambda n: times(
        n, lambda at: f"<p><a href='#p{at}'>{prose(4, at)}</a></p>") + times(n, lambda at: f"<h2 id=p{at}>x</h2><p>{prose(40, at)}</p>")),
    "running strings": (5000, "h2 { string-set: title content() } @page { @top-left { content: string(title) } "
                        "@top-right { content: string(title, last) } }",
                        lambda n: times(n, lambda at: f"<h2>{at}</h2><p>{prose(20, at)}</p>")),
    "running elements": (2000, ".r { position: running(head) } @page { @top-left { content: element(head) } }",
                         lambda n: times(n, lambda at: f"<div class=r>{at}</div><p>{prose(60, at)}</p>")),
    "counters": (5000, "h2 { counter-increment: a } h2::before { content: counter(a) ' ' } p { counter-reset: b } "
                 "p::before { counter-increment: b; content: counters(b, '.') }",
                 lambda n: times(n, lambda at: f"<h2>{at}</h2><p>{prose(9, at)}</p>")),
    "quotes": (5000, "", lambda n: times(n, lambda at: f"<p><q>{prose(9, at)} <q>x</q></q></p>")),
    # Pages.
    "named pages": (500, "", lambda n: "<style>" + times(
        n, lambda at: f"@page n{at} {{ margin: {20 + at % 9}mm }} .n{at} {{ page: n{at} }}\n") + "</style>" + times(
        n, lambda at: f"<div class=n{at}>{prose(30, at)}</div>")),
    "rules of nth pages": (500, "", lambda n: "<style>" + times(
        n, lambda at: f"@page :nth({at + 1}) {{ margin-top: {20 + at % 9}mm }}\n") + "</style>" + times(
        n, lambda at: f"<p>{prose(400, at)}</p>")),
    "rules of every nth page": (500, "", lambda n: "<style>" + times(
        n, lambda at: f"@page :nth({at + 2}n) {{ background: #{at % 900 + 100} }}\n") + "</style>" + times(
        n, lambda at: f"<p>{prose(400, at)}</p>")),
    "left and right widths": (2000, "@page :left { margin-left: 40mm }", lambda n: times(n, lambda at: f"<p>{prose(40, at)}</p>")),
    "left and right widths, one paragraph": (40_000, "@page :left { margin-left: 40mm }", lambda n: f"<p>{prose(n)}</p>"),
    "left and right widths, a table": (2000, "@page :left { margin-left: 40mm }", lambda n: "<table>" + times(
        n, lambda at: f"<tr><td>{at}<td>{prose(20, at)}") + "</table>"),
    "left and right widths, columns": (2000, "@page :left { margin-left: 40mm } .c { columns: 2 }", lambda n: "<div class=c>" + times(
        n, lambda at: f"<p>{prose(20, at)}</p>") + "</div>"),
    "first page wider": (2000, "@page :first { margin-left: 5mm }", lambda n: times(n, lambda at: f"<p>{prose(40, at)}</p>")),
    "fixed": (2000, ".f { position: fixed; top: 0 }", lambda n: "<div class=f>x</div>" + times(n, lambda at: f"<p>{prose(60, at)}</p>")),
    "many fixed": (60, ".f { position: fixed; top: 0 } p { break-after: page }", lambda n: times(
        8, lambda at: f"<div class=f>{at}</div>") + times(8 * n, lambda at: f"<p>{prose(9, at)}</p>")),
    "absolute": (4000, ".f { position: absolute }", lambda n: times(n, lambda at: f"<div class=f>{at}</div><p>{prose(20, at)}</p>")),
    "absolute in one box": (3000, ".b { position: relative } .f { position: absolute; right: 0 }", lambda n: "<div class=b>" + times(
        n, lambda at: f"<div class=f>{at}</div><p>{prose(20, at)}</p>") + "</div>"),
    "page breaks": (2000, "p { break-after: page }", lambda n: times(n, lambda at: f"<p>{prose(9, at)}</p>")),
    # Inline content.
    "inline-blocks": (5000, ".i { display: inline-block; width: 30px }",
                      lambda n: "<p>" + times(n, lambda at: f"<span class=i>{at}</span> ") + "</p>"),
    "inline elements": (10_000, "", lambda n: "<p>" + times(n, lambda at: f"<b>{prose(2, at)}</b> <i>x</i> ") + "</p>"),
    "open inline elements": (3000, "", lambda n: "<p><b>" + times(n, lambda at: f"<i>{prose(9, at)}</i> ") + "</b></p>"),
    "lines without text": (5000, "", lambda n: "<p>" + "<br>" * n + "</p>"),
    "preserved lines": (5000, "", lambda n: "<pre>" + times(n, lambda at: prose(9, at) + "\n") + "</pre>"),
    "bidirectional": (3000, "", lambda n: "<p>" + times(n, lambda at: f"{prose(3, at)} \u0645\u0631\u062d\u0628\u0627 \u0639\u0627\u0644\u0645 ") + "</p>"),
    "footnotes in one line": (2000, ".note { float: footnote } body, .note { font-size: 1px }", lambda n: "<p>" + times(
        n, lambda at: f"<span class=note>{at}</span>") + "</p>"),
    "first line of a long paragraph": (20_000, "p::first-line { font-weight: bold; text-transform: uppercase }", lambda n: f"<p>{prose(n)}</p>"),
    "a link over many lines": (20_000, "", lambda n: f"<p><a href=#x>{prose(n)}</a></p>"),
    "a relative box over many lines": (20_000, "b { position: relative; left: 1px; background: red }", lambda n: f"<p><b>{prose(n)}</b></p>"),
    "font sizes": (3000, "", lambda n: "<p>" + times(n, lambda at: f"<span style='font-size: {8 + at / 1000}px'>x</span> ") + "</p>"),
    "decorated words": (3000, "", lambda n: "<p>" + times(n, lambda at: f"<u>{prose(2, at)}</u> ") + "</p>"),
    "hyphens inside ligatures": (1000, "p { hyphens: auto; text-align: justify; width: 60px }", lambda n: f"<p>{'official waffles shuffle ' * n}</p>"),
    "leaders": (3000, "span::after { content: leader(' . ') attr(class) }", lambda n: "<p>" + times(
        n, lambda at: f"<span class=c{at}>{prose(2, at)}</span><br>") + "</p>"),
    "clamped lines": (2000, ".c { line-clamp: 9999 } p { text-overflow: ellipsis; overflow: hidden; white-space: nowrap }", lambda n: "<div class=c>" + times(
        n, lambda at: f"<p>{prose(40, at)}</p>") + "</div>"),
    "blocks in inline boxes": (2000, "", lambda n: "<section><b>" + times(n, lambda at: f"{prose(3, at)}<div>{at}</div>") + "</b></section>"),
    "initials": (2000, "p::first-letter { font-size: 3em; float: left } p::first-line { font-weight: bold }",
                 lambda n: times(n, lambda at: f"<p>{prose(40, at)}</p>")),
    "grid of lines": (2000, "body { line-grid: create } p { line-snap: baseline }", lambda n: times(n, lambda at: f"<p>{prose(40, at)}</p>")),
    # Selectors and stylesheets.
    "has following sibling": (2000, "p:has(+ h2) { color: red }", lambda n: times(n, lambda at: f"<p>{prose(4, at)}</p>")),
    "has descendants": (2000, "div:has(b) { color: red } body:has(h3) p { color: red }",
                        lambda n: times(n, lambda at: f"<div><p>{prose(4, at)}</p></div>")),
    "has anchored deep": (2000, "div:has(> p ~ h2) { color: red } p:has(~ h2 b) { color: red }",
                          lambda n: "<div>" + times(n, lambda at: f"<p>{prose(4, at)}</p>") + "</div>"),
    "has in many sections": (4000, "section:has(.none) { z-index: 1 } section:has(~ .none) { z-index: 1 } section:has(i) { z-index: 2 } "
                             "body:has(.s3 i) p { z-index: 3 } section:has(+ .s2) { z-index: 4 } p:has(~ p > i) { z-index: 5 }",
                             lambda n: times(n, lambda at: f"<section class=s{at % 7}><p>a</p><p>b<i>c</i></p></section>")),
    "preceding siblings": (3000, "h2 ~ p { color: red } h2 ~ b ~ p { color: red } p:nth-last-child(3n) { color: blue } p:nth-child(2n of .x) { color: red }"
                           " p:nth-last-of-type(5) { color: red }",
                           lambda n: times(n, lambda at: f"<p>{prose(4, at)}</p>")),
    "rules": (2000, "", lambda n: "<style>" + times(n, lambda at: f".c{at} {{ color: #{at % 900 + 100} }}\n") + "</style>" + times(
        n, lambda at: f"<p class=c{at}>{prose(4, at)}</p>")),
    "custom properties": (2000, "", lambda n: "<style>:root {" + times(n, lambda at: f"--v{at}: {at % 9}px;") + "}" + "</style>" + times(
        n, lambda at: f"<p style='margin-left: var(--v{at})'>{prose(4, at)}</p>")),
    "borders and backgrounds": (3000, "p { border: 1px solid; background: linear-gradient(red, blue); border-radius: 4px; box-shadow: 1px 1px red }",
                                lambda n: times(n, lambda at: f"<p>{prose(9, at)}</p>")),
    "layers of paint": (2000, "p { position: relative; z-index: 1 } p:nth-child(even) { z-index: 2; opacity: .9 }",
                        lambda n: times(n, lambda at: f"<p>{prose(9, at)}</p>")),
    # Messages, selectors and the cascade.
    "faulty declarations": (4000, "", lambda n: "<style>" + times(n, lambda at: f".c{at} {{ colour{at}: red; color: {at}x }}\n") + "</style>"),
    "broken links": (4000, "", lambda n: times(n, lambda at: f"<a href='#n{at}'>x</a> ")),
    "warnings on one line": (2000, "", lambda n: times(n, lambda at: f"<p style='color: {at}x'>x</p>")),
    "long selector lists": (500, "", lambda n: "<style>:is(" + ", ".join(f".c{at}" for at in range(n)) + ") { color: red }</style>" + times(
        n, lambda at: f"<p class=c{at}>x")),
    "classes on one element": (8000, ".c1 { color: red }", lambda n: f"<p class='{times(n, lambda at: f'c{at} ')}'>x"),
    "inherited custom properties": (400, "", lambda n: times(n, lambda at: f"<div style='--v{at}: {at}'>x</div>") + "<div style='" + times(
        n, lambda at: f"--w{at}: {at};") + "'>" + times(n, lambda at: f"<p style='--x: 1; width: var(--w{at})'>x</p>") + "</div>"),
    "layers": (4000, "", lambda n: "<style>" + times(n, lambda at: f"@layer l{at} {{ .c{at} {{ color: red }} }}\n") + "</style><p>x"),
    "revert-layer": (2000, "", lambda n: "<style>" + times(n, lambda at: f"@layer l{at} {{ p {{ color: revert-layer }} }}\n") + "</style><p>x"),
    "fallback counter styles": (1000, "", lambda n: "<style>" + times(n, lambda at: f"@counter-style s{at} {{ system: fixed; symbols: x; fallback: s{at + 1} }}\n")
        + "</style><ol style='list-style: s0'>" + "<li>x" * 10 + "</ol>"),
    "names of counters": (4800, "", lambda n: "<div>" + times(n, lambda at: f"<p style='counter-reset: c{at}'>x") + "</div>"),
    "names of counters and ids": (2400, "", lambda n: "<div>" + times(n, lambda at: f"<p id=i{at} style='counter-reset: c{at}'>x") + "</div>"),
    "counters of one element": (4800, "", lambda n: "<p style='counter-reset:" + times(n, lambda at: f" c{at}") + "'>x"),
    "ruby pairs": (4000, "", lambda n: "<p>" + times(n, lambda at: f"<ruby>{prose(1, at)}<rt>{at}</rt></ruby> ") + "</p>"),
    "filters in pictures": (40, "", lambda n: "<svg>" + times(
        n, lambda at: f"<filter id=f{at}><feOffset dx={at % 9} /><feColorMatrix type=saturate values=.5 /></filter>"
        f"<rect x={at % 90} y={at % 70} width=9 height=9 filter='url(#f{at})'/>") + "</svg>"),
    # Text in a script that no font has: each character is looked up in every font.
    "characters without a font": (10_000, "", lambda n: f"<p>{times(n, lambda at: chr(0x4e00 + at * 7919 % 20_000))}</p>"),
    "one character without a font": (10_000, "", lambda n: f"<p>{chr(0x4e00) * n}</p>"),
    "many narrow columns": (100, "", lambda n: f"<div style='columns: {n}; column-gap: 1px'><p>{prose(20 * n)}</p></div>"),
}


def page(style, body):
    return f"<!doctype html><html lang=en><title>x</title><style>@page {{ size: A4; margin: 20mm }} {style}</style>{body}</html>"


def document(folder, style, body):
    """Writes a document; returns the command that renders it."""
    path = os.path.join(folder, "document.html")
    with open(path, "w", encoding="utf-8") as out:
        out.write(page(style, body))
    return [PROGRAM, "render", path, "-j", "1", "-o", os.path.join(folder, "document.pdf")]


def project(folder, form, files):
    """Writes a project; returns the command that builds it."""
    folder = tempfile.mkdtemp(dir=folder)
    projects.write(folder, files)
    return [PROGRAM, "-C", folder, "-j", "1", "--format", form]


def instructions(folder, command):
    if shutil.which("perf"):
        run = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "--"] + command,
                             capture_output=True, text=True)
        found = re.search(r"^(\d+),,instructions", run.stderr, re.MULTILINE)
        if found:
            return int(found[1]), run.stderr
    count = os.path.join(folder, "callgrind.out")
    run = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={count}"] + command,
                         capture_output=True, text=True)
    return int(re.search(r"Collected : (\d+)", run.stderr)[1]), run.stderr


def commands(folder, name):
    """The number of repetitions, and a function that returns the command for some; 0 is the least that there is."""
    if name in projects.PROJECTS:
        count, form, files = projects.PROJECTS[name]
        return count, lambda n: project(folder, form, files(n) if n else projects.project([projects.bare(0)]))
    count, style, body = DOCUMENTS[name]
    return count, lambda n: document(folder, style, body(n)) if n else document(folder, "", "")


def main():
    names = sys.argv[1:] or list(DOCUMENTS) + list(projects.PROJECTS)
    worst = 0.0
    least = {}
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'':28}{'n':>8}{'million at n':>14}{'at 2n':>10}{'ratio':>8}{'warnings':>10}")
        for name in names:
            count, command = commands(folder, name)
            form = projects.PROJECTS[name][1] if name in projects.PROJECTS else None
            if form not in least:
                least[form] = instructions(folder, command(0))[0]
            first, _ = instructions(folder, command(count))
            second, messages = instructions(folder, command(2 * count))
            ratio = (second - least[form]) / max(first - least[form], 1)
            worst = max(worst, ratio)
            warnings = len(re.findall(r"^warning", messages, re.MULTILINE))
            print(f"{name:28}{count:8}{(first - least[form]) / 1e6:14.0f}{(second - least[form]) / 1e6:10.0f}{ratio:8.2f}{warnings:10}",
                  flush=True)
    sys.exit(1 if worst > LIMIT else 0)


if __name__ == "__main__":
    main()
