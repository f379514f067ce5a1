"""Writes the documents of this folder that are too long to be written by hand: catalogue.html, table.html,
programme.html and booklet.html.

    python3 make.py
"""

import pathlib

here = pathlib.Path(__file__).parent

NOUNS = ["lamp", "chair", "kettle", "scarf", "notebook", "clock", "bowl", "blanket", "bicycle", "radio", "mirror", "spade"]
WORDS = ["quiet", "northern", "folding", "copper", "woollen", "tall", "small", "early", "second", "plain"]


def words(number, count):
    """`count` words, which are the same for the same number."""
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
  @page opener { margin: 0; background: #2a4a5c; @bottom-right { content: none } }
  html { font: 9pt/12pt 'Source Sans 3' } body { margin: 0; counter-reset: chapter }
  h1 { font-size: 20pt; line-height: 24pt; margin: 0 0 6mm }
  .opener { page: opener; height: 297mm; box-sizing: border-box; padding: 60mm 25mm 20mm; color: white; position: relative; counter-increment: chapter }
  .opener h1 { font-size: 40pt; line-height: 1.1; max-width: 9em } .opener h1::before { content: counter(chapter, upper-roman) ". " }
  .opener::after { content: ""; position: absolute; right: 0; bottom: 0; width: 70mm; aspect-ratio: 3 / 2; background: linear-gradient(to top left, #d9c8a0 50%, transparent 50%) }
  .opener ul { list-style: square; padding-left: 5mm; columns: 2; margin: 10mm 0 0 }
  .goods { display: grid; grid-template-columns: repeat(3, 1fr); gap: 6mm 5mm }
  .goods > div { border: 0.5pt solid #999; padding: 3mm; break-inside: avoid; display: flex; flex-direction: column }
  .goods > .wide { grid-column: span 2; background: #f4efe4 }
  .goods > div { position: relative } .picture { height: 22mm; background: #d9c8a0; margin-bottom: 2mm }
  .picture svg { display: block; width: 100%; height: 100% } .contain svg { width: auto; margin: 0 auto }
  .new { position: absolute; top: -2mm; right: -2mm; width: 9mm; height: 9mm; border-radius: 50%; background: #b5482e; color: white; font: 700 7pt/9mm 'Source Sans 3'; text-align: center; transform: rotate(12deg) }
  .sizes { border-collapse: collapse; width: 100%; font-size: 8pt; line-height: 10pt; margin: auto 0 0 } .sizes td, .sizes th { border-top: 0.5pt solid #bbb; padding: 0.6mm 0; text-align: right; font-weight: 400 }
  .sizes th { text-align: left } .sizes tr:last-child > * { border-bottom: 1pt solid #555 } .sizes .old { text-decoration: line-through; color: #888 }
  .wide .picture { background: #a0b8c8 }
  h2 { font-size: 10.5pt; line-height: 14pt; margin: 0 } p { margin: 1mm 0 2mm }
  .price { margin: auto 0 0; text-align: right; font-weight: 600; font-variant-numeric: tabular-nums }
"""
    opener = "<section class=opener><h1>{}</h1><ul>" + "".join(f"<li>{noun.capitalize()}s" for noun in NOUNS[:7]) + "</ul></section>"
    body = [opener.format("Everything for the house"), "<div class=goods>"]
    picture = ("<svg viewBox='0 0 60 40' preserveAspectRatio='{}'><path d='M0 0h60v40h-60z' fill='#c8b488'/><circle cx='30' cy='20' r='15' "
        "fill='#fff8' stroke='#765' stroke-width='2'/></svg>")
    for number in range(1, 109):
        if number == 55:
            body.append("</div>" + opener.format("And for the garden") + "<div class=goods>")
        wide = " class=wide" if number % 11 == 4 else ""
        name = f"{WORDS[number % len(WORDS)].capitalize()} {NOUNS[number * 5 % len(NOUNS)]}"
        body.append(
            f"<div{wide}>{'<span class=new>New</span>' if number % 7 == 3 else ''}"
            f"<div class='picture{' contain' if number % 3 == 0 else ''}'>{picture.format('xMidYMid slice' if number % 3 else 'xMidYMid meet')}</div>"
            f"<h2>{number}. {name}</h2><p>{words(number, 8 + number % 13)}.</p>"
        )
        price = f"{number * 37 % 250 + 9}.{number % 2 * 5}0"
        if number % 5 == 0:
            body.append(f"<table class=sizes><tr><th>Small<td class=old>{number * 41 % 90 + 10}.00<td>{number * 31 % 90 + 9}.00<tr><th>Large<td><td>{price}</table></div>")
        else:
            body.append(f"<p class=price>{price}</p></div>")
    return head("A catalogue", css) + "\n".join(body) + "</div></body></html>\n"


def table():
    css = """
  @page { size: A4 landscape; margin: 14mm; @bottom-center { content: counter(page) " / " counter(pages); font: 8pt 'Source Sans 3' } }
  html { font: 8.5pt/11pt 'Source Sans 3' } body { margin: 0 }
  table { border-collapse: collapse; width: 100% } caption { font-size: 13pt; line-height: 18pt; font-weight: 600; text-align: left; padding-bottom: 3mm }
  th, td { border: 0.5pt solid #777; padding: 1mm 2mm; vertical-align: top; text-align: left }
  thead th { background: #dde6ea } tfoot td { background: #eee; font-style: italic }
  .number { text-align: right; font-variant-numeric: tabular-nums } tbody th { background: #f4f6f7; font-weight: 600 }
  thead { border-bottom: 1.5pt solid #2a4a5c } tbody tr:nth-child(even) td { background: #fafbfc } col.remarks { width: 45% } col.new { border-left: 1.2pt solid #b5482e }
  tr.sum td { border-top: 1.2pt double #777; font-weight: 600 } td.none { border-style: hidden; background: #f6e9e4 } caption small { font-weight: 400; float: right; font-size: 8pt }
"""
    rows, number, group = [], 0, 0
    while number < 300:
        group += 1
        span = 3 + group * 7 % 9
        span = min(span, 300 - number)
        for place in range(span):
            number += 1
            first = f"<th rowspan={span}>District {group}</th>" if place == 0 else ""
            if number % 23 == 0:
                rows.append(f"<tr class=sum>{first}<td>Place {number}</td><td>{words(number, 2)}</td><td class=none></td><td class=number>{number * 77 % 1009}.{number % 10}</td></tr>")
            elif number % 29 == 0:
                rows.append(f"<tr>{first}<td colspan=3>{words(number, 9)}</td><td class=number>{number}</td></tr>")
            else:
                rows.append(
                    f"<tr>{first}<td>Place {number}</td><td>{words(number, 3 + number % 9)}</td>"
                    f"<td class=number>{number * 531 % 9973}</td><td class=number>{number * 77 % 1009}</td></tr>"
                )
    return (
        head("A long table", css)
        + "<table><caption><small>After the census</small>Places, by district</caption><colgroup><col><col></colgroup><col class=remarks><col><col class=new><thead><tr><th rowspan=2>District<th colspan=2>Place<th colspan=2>Inhabitants"
        + "<tr><th>Name<th>Remarks<th>1999<th>2024</thead><tfoot><tr><td colspan=5>Numbers are rounded.</tfoot><tbody>\n"
        + "\n".join(rows)
        + "</tbody></table></body></html>\n"
    )


def programme():
    css = """
  @page { size: A5; margin: 16mm 14mm; @bottom-center { content: counter(page, lower-roman); font: 8pt 'Source Serif 4' }
    @top-right { content: string(evening, first-except); font: italic 8pt 'Source Serif 4'; border-bottom: 0.4pt solid; vertical-align: bottom; padding-bottom: 1mm; margin-bottom: 3mm } }
  html { font: 9.5pt/14pt 'Source Serif 4' } body { margin: 0 }
  h1 { font-size: 22pt; line-height: 26pt; text-align: center; font-weight: 400; letter-spacing: 0.06em; margin: 10mm 0 }
  h2 { font-size: 12pt; line-height: 14pt; margin: 7mm 0 3mm; text-align: center; font-variant-caps: small-caps; break-after: avoid; string-set: evening content() }
  h2::before, h2::after { content: " · " } .who { display: flex; gap: 3mm; align-items: baseline; justify-content: center; flex-wrap: wrap; margin: 0 0 3mm; padding: 0; list-style: none }
  .who li { display: flex; flex-direction: column; align-items: center } .who li + li::before { content: none } .who small { font-size: 7pt; line-height: 9pt; text-transform: uppercase; letter-spacing: 0.08em; order: -1 }
  .break { display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; gap: 3mm; margin: 2mm 0; font-style: italic } .break::before, .break::after { content: ""; border-top: 0.4pt solid #888 }
  .piece { margin: 0; padding-left: 2em; text-indent: -2em }
  .piece span::before { content: leader('. ') } .parts { margin: 0 0 2mm 2em; font-size: 8.5pt; line-height: 12pt }
  .tabs { white-space: pre; tab-size: 32mm; margin: 0 } .hour { font-variant-numeric: tabular-nums }
"""
    body = ["<h1>Evenings of Music</h1>"]
    for evening in range(1, 9):
        body.append(f"<h2>Evening {evening}</h2><p class=tabs>Doors\t<span class=hour>18.30</span>\tHall {evening % 3 + 1}\nBeginning\t<span class=hour>19.15</span>\t</p>")
        body.append(f"<ul class=who><li>{words(evening, 2).title()}<small>piano</small><li>{words(evening + 9, 2).title()}<small>violin</small><li>{words(evening + 18, 2).title()}<small>voice</small></ul>")
        for piece in range(1, 6):
            if piece == 4:
                body.append("<div class=break>Interval</div>")
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
  @page front { @top-left { content: none } @top-right { content: none } @bottom-center { content: counter(page, lower-roman); font-size: 9pt } }
  .front { page: front } .contents { list-style: none; padding: 0; margin: 28pt 0 0 } .contents a { color: inherit; text-decoration: none } .contents a::after { content: leader(dotted) target-counter(attr(href url), page) }
  .front h2 { break-before: page; font-size: 14pt; line-height: 28pt; font-weight: 400; margin: 0 } .start { counter-reset: page 1 }
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
    names = ["The River", "The Wall", "The Boat", "The Teacher", "The Map"]
    contents = "".join(f"<li><a href='#c{number}'>{name}</a>" for number, name in enumerate(names, 1))
    body = [f"<div class=front><h1 class=title>The Long Way Round</h1><h2>Contents</h2><ol class=contents>{contents}</ol></div>"]
    for chapter in range(1, 6):
        body.append(f"<h1 id=c{chapter}{' class=start' if chapter == 1 else ''}>{names[chapter - 1]}</h1>")
        for paragraph in range(9 + chapter * 2):
            count = 3 + (chapter * 5 + paragraph * 3) % 6
            text = " ".join(sentences[(chapter + paragraph * 2 + step * 3) % len(sentences)] for step in range(count))
            body.append(f"<p>{text}</p>")
    return head("A booklet", css) + "\n".join(body) + "</body></html>\n"


for name, make in [("catalogue", catalogue), ("table", table), ("programme", programme), ("booklet", booklet)]:
    (here / f"{name}.html").write_text(make(), encoding="utf-8")
