"""Writes the documents of this folder that are too long to be written by hand: catalogue.html, table.html,
programme.html and booklet.html.

    python3 make.py
"""

import pathlib

here = pathlib.Path(__file__).parent

NOUNS = ["lamp", "chair", "kettle", "scarf", "notebook", "clock", "bowl", "blanket", "bicycle", "radio", "mirror", "spade"]
WORDS = ["quiet", "northern", "folding", "copper", "woollen", "tall", "small", "early", "second", "plain"]


def words(number, count):
    """So many words, the same for the same number."""
    out, state = [], number * 7919 + 13
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        source = (WORDS + NOUNS)
        out.append(source[state // 65536 % len(source)])
    return " ".join(out)


def head(title, css, lang="en"):
    return f"<!doctype html>\n<html lang={lang}><head><meta charset=utf-8><title>{title}</title><style>{css}</style></head><body>\n"


def catalogue():
    css = """
  @page { size: A4; margin: 15mm 15mm 18mm; @bottom-right { content: counter(page); font: 9pt 'Source Sans 3' } }
  html { font: 9pt/12pt 'Source Sans 3' } body { margin: 0 }
  h1 { font-size: 20pt; line-height: 24pt; margin: 0 0 6mm }
  .goods { display: grid; grid-template-columns: repeat(3, 1fr); gap: 6mm 5mm }
  .goods > div { border: 0.5pt solid #999; padding: 3mm; break-inside: avoid; display: flex; flex-direction: column }
  .goods > .wide { grid-column: span 2; background: #f4efe4 }
  .picture { height: 22mm; background: #d9c8a0; margin-bottom: 2mm }
  .wide .picture { background: #a0b8c8 }
  h2 { font-size: 10.5pt; line-height: 14pt; margin: 0 } p { margin: 1mm 0 2mm }
  .price { margin: auto 0 0; text-align: right; font-weight: 600; font-variant-numeric: tabular-nums }
"""
    body = ["<h1>Everything for the house</h1><div class=goods>"]
    for number in range(1, 109):
        wide = " class=wide" if number % 11 == 4 else ""
        name = f"{WORDS[number % len(WORDS)].capitalize()} {NOUNS[number * 5 % len(NOUNS)]}"
        body.append(
            f"<div{wide}><div class=picture></div><h2>{number}. {name}</h2><p>{words(number, 8 + number % 13)}.</p>"
            f"<p class=price>{number * 37 % 250 + 9}.{number % 2 * 5}0</p></div>"
        )
    return head("A catalogue", css) + "\n".join(body) + "</div></body></html>\n"


def table():
    css = """
  @page { size: A4 landscape; margin: 14mm; @bottom-center { content: counter(page) " / " counter(pages); font: 8pt 'Source Sans 3' } }
  html { font: 8.5pt/11pt 'Source Sans 3' } body { margin: 0 }
  table { border-collapse: collapse; width: 100% } caption { font-size: 13pt; line-height: 18pt; font-weight: 600; text-align: left; padding-bottom: 3mm }
  th, td { border: 0.5pt solid #777; padding: 1mm 2mm; vertical-align: top; text-align: left }
  thead th { background: #dde6ea } tfoot td { background: #eee; font-style: italic }
  .number { text-align: right; font-variant-numeric: tabular-nums } tbody th { background: #f4f6f7; font-weight: 600 }
"""
    rows, number, group = [], 0, 0
    while number < 300:
        group += 1
        span = 3 + group * 7 % 9
        span = min(span, 300 - number)
        for place in range(span):
            number += 1
            first = f"<th rowspan={span}>District {group}</th>" if place == 0 else ""
            if number % 29 == 0:
                rows.append(f"<tr>{first}<td colspan=3>{words(number, 9)}</td><td class=number>{number}</td></tr>")
            else:
                rows.append(
                    f"<tr>{first}<td>Place {number}</td><td>{words(number, 3 + number % 9)}</td>"
                    f"<td class=number>{number * 531 % 9973}</td><td class=number>{number * 77 % 1009}</td></tr>"
                )
    return (
        head("A long table", css)
        + "<table><caption>Places, by district</caption><thead><tr><th rowspan=2>District<th colspan=2>Place<th colspan=2>Inhabitants"
        + "<tr><th>Name<th>Remarks<th>1999<th>2024</thead><tfoot><tr><td colspan=5>Numbers are rounded.</tfoot><tbody>\n"
        + "\n".join(rows)
        + "</tbody></table></body></html>\n"
    )


def programme():
    css = """
  @page { size: A5; margin: 16mm 14mm; @bottom-center { content: counter(page, lower-roman); font: 8pt 'Source Serif 4' } }
  html { font: 9.5pt/14pt 'Source Serif 4' } body { margin: 0 }
  h1 { font-size: 22pt; line-height: 26pt; text-align: center; font-weight: 400; letter-spacing: 0.06em; margin: 10mm 0 }
  h2 { font-size: 12pt; line-height: 14pt; margin: 7mm 0 3mm; text-align: center; font-variant-caps: small-caps; break-after: avoid }
  .piece { margin: 0; padding-left: 2em; text-indent: -2em }
  .piece span::before { content: leader('. ') } .parts { margin: 0 0 2mm 2em; font-size: 8.5pt; line-height: 12pt }
  .tabs { white-space: pre; tab-size: 32mm; margin: 0 } .hour { font-variant-numeric: tabular-nums }
"""
    body = ["<h1>Evenings of Music</h1>"]
    for evening in range(1, 9):
        body.append(f"<h2>Evening {evening}</h2><p class=tabs>Doors\t<span class=hour>18.30</span>\tHall {evening % 3 + 1}\nBeginning\t<span class=hour>19.15</span>\t</p>")
        for piece in range(1, 6):
            title = words(evening * 10 + piece, 3 + piece).capitalize()
            body.append(f"<p class=piece>{title} <span>{(evening * piece * 7) % 40 + 4} min</span></p>")
            if piece % 2:
                body.append(f"<p class=parts>{words(piece, 2)} · {words(piece + 40, 3)} · {words(piece + 80, 2)}</p>")
    return head("A programme", css) + "\n".join(body) + "</body></html>\n"


def booklet():
    css = """
  @page { size: 148mm 210mm; margin: 18mm 16mm 20mm 22mm }
  @page :left { margin-left: 16mm; margin-right: 22mm;
    @top-left { content: counter(page) } @top-right { content: "The Long Way Round"; font-style: italic } }
  @page :right { @top-left { content: string(chapter, first); font-style: italic } @top-right { content: counter(page) } }
  @page :first { @top-left { content: none } @top-right { content: none } }
  @page :blank { @top-left { content: none } @top-right { content: none } }
  html { font: 10pt/14pt 'Source Serif 4'; hyphens: auto; orphans: 2; widows: 2 } body { margin: 0 }
  h1 { break-before: recto; font-size: 18pt; line-height: 28pt; margin: 28pt 0 14pt; font-weight: 400; string-set: chapter content() }
  p { margin: 0; text-align: justify } p + p { text-indent: 1.2em }
  h1 + p::first-letter { font-size: 28pt; float: left; line-height: 28pt; margin-right: 2pt; font-weight: 600 }
  .title { break-before: auto; margin-top: 60mm; text-align: center; font-size: 28pt; line-height: 36pt; string-set: chapter "" }
"""
    sentences = [
        "The road left the river at the third bridge and did not come back to it for eleven days.",
        "Nobody in the village could say who had built the wall, and nobody could say what it had been built against.",
        "We carried the boat between us, which is a thing easily said.",
        "In the evening there was tea, and after the tea there were stories, and none of the stories agreed.",
        "He had been a teacher once and still counted us whenever we turned a corner.",
        "It rained.",
        "What she had drawn as a straight line on the map was, on the hill itself, an argument between three sheep paths.",
    ]
    body = ["<h1 class=title>The Long Way Round</h1>"]
    for chapter in range(1, 6):
        body.append(f"<h1>{['The River', 'The Wall', 'The Boat', 'The Teacher', 'The Map'][chapter - 1]}</h1>")
        for paragraph in range(9 + chapter * 2):
            count = 3 + (chapter * 5 + paragraph * 3) % 6
            text = " ".join(sentences[(chapter + paragraph * 2 + step * 3) % len(sentences)] for step in range(count))
            body.append(f"<p>{text}</p>")
    return head("A booklet", css) + "\n".join(body) + "</body></html>\n"


for name, make in [("catalogue", catalogue), ("table", table), ("programme", programme), ("booklet", booklet)]:
    (here / f"{name}.html").write_text(make(), encoding="utf-8")
