"""Writes Axes.ttf and Axes.otf into tests/pictures: variable fonts of a few glyphs with the same axes, the
first with TrueType outlines, the second with CFF2.

    pip install fonttools && python3 make_axes.py

Letters are shapes between 50 and their advance less 50. The advance is 500 at the default, 300 more at weight
1000 (of 1 to 1000, default 400), 100 less at width 50 (of 50 to 100), 40 more at optical size 8 (of 8 to 72,
default 12), and 200 more at GROW 1000 (of 0 to 1000). The slant (0 to -20) moves the top to the right by 300.
The height of small letters is 500, and 600 at weight 1000.
"""

import io
import pathlib

from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import build

pictures = pathlib.Path(__file__).parent.parent / "pictures"
NAMES = [".notdef", "space", "A", "H", "x"]
AXES = [
    ("wght", 1, 400, 1000),
    ("wdth", 50, 100, 100),
    ("opsz", 8, 12, 72),
    ("slnt", -20, 0, 0),
    ("GROW", 0, 0, 1000),
]


def draw(pen, width, shift):
    pen.moveTo((50, 0))
    pen.lineTo((50 + shift, 700))
    pen.lineTo((width - 50 + shift, 700))
    if isinstance(pen, T2CharStringPen):
        pen.curveTo((width - 90 + shift * 5 // 7, 500), (width - 90 + shift * 2 // 7, 200), (width - 50, 0))
    else:
        pen.qCurveTo((width - 90 + shift // 2, 350), (width - 50, 0))
    pen.closePath()


def master(true_type, advance, shift=0, x_height=500):
    builder = FontBuilder(1000, isTTF=true_type)
    builder.setupGlyphOrder(NAMES)
    builder.setupCharacterMap({32: "space", 65: "A", 72: "H", 120: "x"})
    pens = {name: TTGlyphPen(None) if true_type else T2CharStringPen(advance, None) for name in NAMES}
    for name in NAMES:
        if name != "space":
            draw(pens[name], advance, shift)
    if true_type:
        builder.setupGlyf({name: pen.glyph() for name, pen in pens.items()})
    else:
        outlines = {name: pen.getCharString() for name, pen in pens.items()}
        builder.setupCFF("Axes-Regular", {}, outlines, {})
    builder.setupHorizontalMetrics({name: (advance, 0 if name == "space" else 50) for name in NAMES})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Axes", "styleName": "Regular", "psName": "Axes-Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, sxHeight=x_height, sCapHeight=700)
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    stream.seek(0)
    return TTFont(stream)


def make(true_type, file):
    document = DesignSpaceDocument()
    for tag, minimum, default, maximum in AXES:
        axis = AxisDescriptor()
        axis.tag, axis.name = tag, tag
        axis.minimum, axis.default, axis.maximum = minimum, default, maximum
        document.addAxis(axis)
    default = {tag: default for tag, _, default, _ in AXES}
    for place, advance, rest in [
        ({}, 500, {}),
        ({"wght": 1000}, 800, {"x_height": 600}),
        ({"wdth": 50}, 400, {}),
        ({"opsz": 8}, 540, {}),
        ({"slnt": -20}, 500, {"shift": 300}),
        ({"GROW": 1000}, 700, {}),
    ]:
        source = SourceDescriptor()
        source.font = master(true_type, advance, **rest)
        source.location = default | place
        document.addSource(source)
    font, _, _ = build(document)
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.save(pictures / file)


make(True, "Axes.ttf")
make(False, "Axes.otf")
