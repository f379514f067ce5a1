"""Sets the same texts with this program (`text-wrap: pretty` and `stable`) and with Typst, reads the lines
of the three PDFs, and measures how well each program has broken the paragraphs. See README.md beside this file."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import typst
import uharfbuzz

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FONT = ROOT / "fonts" / "source-serif-4" / "SourceSerif4-Regular.ttf"
SIZE = 10.5
MEASURES = (60, 80, 105, 170)
ENGINES = ("pretty", "stable", "typst")
POINTS_PER_MM = 72 / 25.4
HYPHENS = "\u2010-\u00ad"
# A word of the text may be broken after these characters.
BREAKS_AFTER = "-\u058a\u2010\u2012\u2013\u2014/"
# In points: rounding in the PDFs, and kerning with a letter that is now on the next line.
TOLERANCE = 0.03


@dataclass
class Text:
    name: str
    language: str
    # Typst has no hyphenation patterns for Azerbaijani, so neither program hyphenates it.
    hyphenate: bool
    paragraphs: list


@dataclass
class Line:
    text: str
    width: float
    hyphenated: bool
    # The line ends inside a word, after a hyphen, dash or slash of the text.
    inside_word: bool
    first: bool
    last: bool
    natural: float = 0.0
    space: float = 0.0
    spaces: int = 0


def texts(memberships):
    found = [
        Text("English", "en", True, paragraphs_of(HERE / "texts" / "english.txt")),
        Text("Azerbaijani", "az", False, paragraphs_of(HERE / "texts" / "azerbaijani.txt")),
        Text("Russian", "ru", True, paragraphs_of(HERE / "texts" / "russian.txt")),
    ]
    if memberships:
        found.append(Text("Memberships", "en", True, paragraphs_of(Path(memberships))))
    return found


def paragraphs_of(path):
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    plain = (" ".join(block.split()) for block in blocks if not block.lstrip().startswith("#"))
    return [block for block in plain if block]


# Setting


def html(text, measure, style):
    hyphens = "auto" if text.hyphenate else "none"
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in text.paragraphs)
    return (
        f'<!doctype html><html lang="{text.language}"><meta charset="utf-8"><title>{text.name}</title><style>\n'
        f"@page {{ size: {measure + 20}mm 2000mm; margin: 10mm }}\n"
        f"html {{ font: {SIZE}pt/1.4 'Source Serif 4' }} body {{ margin: 0 }}\n"
        f"p {{ margin: 0 0 6pt; text-align: justify; hyphens: {hyphens}; text-wrap: {style};\n"
        # Typst has no limits except those of its hyphenation patterns.
        f"    hyphenate-limit-chars: 2 1 1; widows: 1; orphans: 1 }}\n"
        f"</style>\n{body}</html>\n"
    )


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def typst_source(text, measure):
    hyphenate = "true" if text.hyphenate else "false"
    body = "\n\n".join(f"#{json.dumps(paragraph, ensure_ascii=False)}" for paragraph in text.paragraphs)
    return (
        f"#set page(width: {measure + 20}mm, height: 2000mm, margin: 10mm)\n"
        # What hangs in the margin would be another measure.
        f'#set text(font: "Source Serif 4", size: {SIZE}pt, lang: "{text.language}", hyphenate: {hyphenate},'
        f" overhang: false)\n"
        f'#set par(justify: true, linebreaks: "optimized", leading: 4pt, spacing: 10pt)\n\n{body}\n'
    )


def render(binary, folder, text, measure, engine):
    name = f"{text.name.lower()}-{measure}-{engine}"
    pdf = folder / f"{name}.pdf"
    if engine == "typst":
        source = folder / f"{name}.typ"
        source.write_text(typst_source(text, measure), encoding="utf-8")
        typst.compile(str(source), output=str(pdf), font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True)
    else:
        source = folder / f"{name}.html"
        source.write_text(html(text, measure, engine), encoding="utf-8")
        subprocess.run([binary, "render", str(source), "-o", str(pdf)], check=True, capture_output=True)
    return pdf


# Reading back


def drawn_lines(pdf):
    """The characters of each line without its spaces, and the left and right end of what is drawn."""
    with pymupdf.open(pdf) as document:
        for page in document:
            by_baseline = {}
            # ActualText gives a broken word as a whole, but the comparison needs the characters of each line.
            for block in page.get_text("rawdict", flags=pymupdf.TEXT_IGNORE_ACTUALTEXT)["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        for char in span["chars"]:
                            if not char["c"].isspace():
                                by_baseline.setdefault(round(char["origin"][1] * 2), []).append(char)
            for baseline in sorted(by_baseline):
                chars = by_baseline[baseline]
                # The file contains the characters of a line in reading order.
                yield (
                    "".join(char["c"] for char in chars),
                    min(char["bbox"][0] for char in chars),
                    max(char["bbox"][2] for char in chars),
                )


def lines_of(pdf, paragraphs):
    """The lines of each paragraph, found by following its text; anything else in the file is an error."""
    drawn = drawn_lines(pdf)
    result = []
    for paragraph in paragraphs:
        at = 0
        lines = []
        while at < len(paragraph):
            chars, left, right = next(drawn)
            start = at
            hyphenated = False
            for index, char in enumerate(chars):
                while paragraph[at : at + 1] == " ":
                    at += 1
                expected = paragraph[at : at + 1]
                # Without its ActualText, a hyphen of the text may be extracted as a soft hyphen.
                if expected == char or (expected == "-" and char in HYPHENS):
                    at += 1
                elif index + 1 == len(chars) and char in HYPHENS:
                    hyphenated = True
                else:
                    raise ValueError(f"{pdf}: expected {paragraph[at : at + 20]!r}, found {chars!r}")
            shown = paragraph[start:at].strip() + ("\u2010" if hyphenated else "")
            last = at == len(paragraph)
            inside_word = not hyphenated and not last and paragraph[at] != " " and paragraph[at - 1] in BREAKS_AFTER
            lines.append(Line(shown, right - left, hyphenated, inside_word, start == 0, last))
        result.append(lines)
    if next(drawn, None) is not None:
        raise ValueError(f"{pdf}: there is more than the text")
    return result


class Shaper:
    def __init__(self, language):
        self.face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONT)))
        self.font = uharfbuzz.Font(self.face)
        self.language = language

    def advances(self, text):
        """The advance of each glyph in points, and whether it is a space."""
        if not text:
            return []
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = self.language
        uharfbuzz.shape(self.font, buffer)
        scale = SIZE / self.face.upem
        return [
            (position.x_advance * scale, text[info.cluster] == " ")
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions)
        ]

    def measure(self, line):
        # Both programs set the hyphen by itself, without kerning.
        text, hyphen = (line.text[:-1], line.text[-1]) if line.hyphenated else (line.text, "")
        advances = self.advances(text)
        spaces = [advance for advance, is_space in advances if is_space]
        line.natural = sum(advance for advance, _ in advances + self.advances(hyphen))
        line.space = sum(spaces)
        line.spaces = len(spaces)


# Judging


def badness(ratio):
    size = min(abs(ratio), 50.0)
    return 100 * (size if size <= 1 else 1 + 0.2 * (size - 1)) ** 3


def demerits(lines, measure):
    """The demerits of a justified paragraph, by the formula in README.md."""
    total = 0.0
    fitness_before, hyphens_before = 1, 0
    for line in lines:
        rest = measure - line.natural
        # A difference below half of the program's smallest unit is rounding.
        if abs(rest) < 0.0005 or line.last and rest >= 0:
            ratio = 0.0
        else:
            ratio = rest / max(line.space / (2 if rest >= 0 else 3), 1e-9)
        if line.width > measure + TOLERANCE:
            total += 1e13 * (1 + line.width - measure)
        penalty = 10
        if line.hyphenated:
            penalty += 140 + (0, 50, 400)[min(hyphens_before, 2)]
        if line.inside_word:
            penalty += 50
        if line.last and not line.first:
            penalty += 80 if hyphens_before else 0
            penalty += {1: 400, 2: 20}.get(len(line.text.split()), 0)
        total += (penalty + badness(ratio)) ** 2
        fitness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
        if abs(fitness - fitness_before) > 1 and not line.last:
            total += 2_000
        fitness_before = fitness
        hyphens_before = hyphens_before + 1 if line.hyphenated else 0
    return total


def judge(paragraphs, measure, shaper):
    every = [line for lines in paragraphs for line in lines]
    for line in every:
        shaper.measure(line)
    filled = [line for line in every if not line.last and line.spaces]
    looseness = [(line.width - line.natural) / line.space for line in filled]
    lasts = [lines[-1] for lines in paragraphs if len(lines) > 1]
    ladders = 0
    for lines in paragraphs:
        run = 0
        for line in lines:
            run = run + 1 if line.hyphenated else 0
            ladders += run == 3
    return {
        "lines": len(every),
        "filled": len(filled),
        "looseness": sum(map(abs, looseness)),
        "squares": sum(value * value for value in looseness),
        "loosest": max(looseness, default=0.0),
        "tightest": min(looseness, default=0.0),
        "hyphens": sum(line.hyphenated for line in every),
        "ladders": ladders,
        "before_last": sum(lines[-2].hyphenated for lines in paragraphs if len(lines) > 1),
        "one_word": sum(len(line.text.split()) == 1 for line in lasts),
        "two_words": sum(len(line.text.split()) == 2 for line in lasts),
        "overfull": sum(line.width > measure + TOLERANCE for line in every),
        # A line of one word cannot be filled.
        "short": sum(abs(line.width - measure) > TOLERANCE for line in filled),
        "demerits": sum(demerits(lines, measure) for lines in paragraphs),
    }


SUMS = ("lines", "filled", "looseness", "squares", "hyphens", "ladders", "before_last", "one_word", "two_words")
SUMS += ("overfull", "short", "demerits")


def added(results):
    total = {key: sum(result[key] for result in results) for key in SUMS}
    total["loosest"] = max(result["loosest"] for result in results)
    total["tightest"] = min(result["tightest"] for result in results)
    return total


# Reporting

HEADINGS = (
    "text", "measure", "engine", "lines", "mean looseness", "root mean square", "loosest", "tightest",
    "hyphens/100", "ladders", "hyphen before last", "1 word", "2 words", "overfull", "demerits",
)
NAMES = {"pretty": "ours", "stable": "first-fit", "typst": "Typst"}


def row(text, measure, engine, result):
    count = max(result["filled"], 1)
    return (
        text, measure, NAMES[engine], result["lines"], f"{result['looseness'] / count:.3f}",
        f"{(result['squares'] / count) ** 0.5:.3f}", f"{result['loosest']:+.2f}", f"{result['tightest']:+.2f}",
        f"{100 * result['hyphens'] / result['lines']:.1f}", result["ladders"], result["before_last"],
        result["one_word"], result["two_words"], result["overfull"], f"{result['demerits']:,.0f}",
    )


def table(rows):
    rows = [tuple(map(str, HEADINGS)), *(tuple(map(str, cells)) for cells in rows)]
    widths = [max(map(len, column)) for column in zip(*rows)]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join("| " + " | ".join(map(str.ljust, cells, widths)) + " |" for cells in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default=str(ROOT / "target" / "release" / "brochure"))
    parser.add_argument(
        "--memberships",
        default=os.environ.get("MEMBERSHIPS"),
        help="a further English text, its paragraphs apart by empty lines",
    )
    parser.add_argument("--keep", help="a folder for the sources and PDFs")
    arguments = parser.parse_args()
    details, sums, worse = [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(arguments.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for text in texts(arguments.memberships):
            shaper = Shaper(text.language)
            results = {engine: [] for engine in ENGINES}
            for measure in MEASURES:
                for engine in ENGINES:
                    pdf = render(arguments.binary, folder, text, measure, engine)
                    width = measure * POINTS_PER_MM
                    result = judge(lines_of(pdf, text.paragraphs), width, shaper)
                    results[engine].append(result)
                    details.append(row(text.name, f"{measure} mm", engine, result))
                    if result["short"]:
                        worse.append(f"{pdf.name}: {result['short']} lines do not fill the measure")
                ours, first_fit, other = (results[engine][-1]["demerits"] for engine in ENGINES)
                # Kerning at the ends of lines is measured a little otherwise here than in the program.
                if ours > min(first_fit, other) * (1 + 1e-4):
                    worse.append(f"{text.name}, {measure} mm: more demerits than another ({ours:,.0f})")
            for engine in ENGINES:
                sums.append(row(text.name, "all", engine, added(results[engine])))
    print("## Sums\n\n" + table(sums) + "\n\n## By measure\n\n" + table(details))
    for complaint in worse:
        print(complaint, file=sys.stderr)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
