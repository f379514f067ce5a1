"""Writes a book of CHAPTERS chapters to FILE: headings, lists, tables, figures that the text links to.

    python3 make_book.py 40 /tmp/book.html
"""
import random
import sys

WORDS = """the university teaches publishes travels and its partners of the region meet each year in one of their cities where
a programme of visits lectures and joint work is agreed upon for which no budget was asked nor given but good will
students spend a term with a neighbour teachers a week what they bring home is counted nowhere though it changes what is
read argued and asked in years that follow an association gives such visits names offices calendars members""".split()


def sentence(source, least, most):
    words = [source.choice(WORDS) for _ in range(source.randint(least, most))]
    return " ".join(words).capitalize() + "."


def paragraph(source):
    return " ".join(sentence(source, 6, 22) for _ in range(source.randint(1, 7)))


def section(source, number):
    out = [f"<h2>{sentence(source, 2, 6)[:-1]}</h2>"]
    for _ in range(source.randint(1, 6)):
        out.append(f"<p>{paragraph(source)}</p>")
        kind = source.randint(0, 9)
        if kind == 0:
            items = "".join(f"<li>{sentence(source, 3, 14)}</li>" for _ in range(source.randint(2, 8)))
            out.append(f"<ul>{items}</ul>")
        elif kind == 1:
            rows = "".join(
                f"<tr><td>{sentence(source, 2, 5)}</td><td>{source.randint(1950, 2024)}</td></tr>"
                for _ in range(source.randint(2, 14))
            )
            out.append(f"<table><thead><tr><th>Name</th><th>Year</th></tr></thead><tbody>{rows}</tbody></table>")
        elif kind == 2:
            figure = f"f{number}-{len(out)}"
            height = source.randint(20, 70)
            out.append(f"<p>As <a href='#{figure}'>the figure</a> shows, {paragraph(source).lower()}</p>")
            out.append(f"<figure id='{figure}'><div style='height:{height}mm'></div>"
                       f"<figcaption>{sentence(source, 5, 12)}</figcaption></figure>")
        elif kind == 3:
            out.append(f"<h3>{sentence(source, 2, 5)[:-1]}</h3>")
    return "\n".join(out)


def main():
    chapters, path = int(sys.argv[1]), sys.argv[2]
    source = random.Random(7)
    body = []
    for chapter in range(chapters):
        sections = "\n".join(section(source, f"{chapter}-{number}") for number in range(source.randint(2, 7)))
        body.append(f"<section class='chapter'><h1>Chapter {chapter + 1}</h1>{sections}</section>")
    style = """@page { size: A5; margin: 18mm 16mm; @bottom-center { content: counter(page) } }
html { font: 10pt/1.4 'Source Serif 4'; } body { margin: 0 } p { margin: 0 0 4pt; text-align: justify; hyphens: auto }
.chapter { break-before: page } figure { margin: 8pt 0; break-inside: avoid } figure div { background: #cdd }
table { width: 100%; border-collapse: collapse; margin: 6pt 0 } td, th { border-bottom: .4pt solid #888; padding: 2pt }"""
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"<!doctype html><html lang=en><meta charset=utf-8><title>A book</title><style>{style}</style>")
        out.write("\n".join(body) + "</html>\n")


if __name__ == "__main__":
    main()
