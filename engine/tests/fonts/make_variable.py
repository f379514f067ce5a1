"""Writes Probe.ttf beside this script: a variable font of a few glyphs whose letters are rectangles.

    pip install fonttools && python3 make_variable.py

Its one axis is the weight, 100 to 900. A letter is 100 units narrower than its advance; advances go from
400 to 800, and the kerning of A and V from -40 to -120.
"""

import io
import pathlib

from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import build

here = pathlib.Path(__file__).parent


def rectangle(width):
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.qCurveTo((width // 2, 800), (width - 50, 700))
    pen.lineTo((width - 50, 0))
    pen.closePath()
    return pen.glyph()


def master(advance, kern):
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", "A", "V"])
    builder.setupCharacterMap({32: "space", 65: "A", 86: "V"})
    glyphs = {name: rectangle(advance) for name in [".notdef", "A", "V"]}
    glyphs["space"] = TTGlyphPen(None).glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (advance, 0 if name == "space" else 50) for name in builder.font.getGlyphOrder()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Probe", "styleName": "Regular", "psName": "Probe-Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, sxHeight=500, sCapHeight=700)
    builder.setupPost()
    builder.addOpenTypeFeatures(f"feature kern {{ pos A V {kern}; }} kern;")
    stream = io.BytesIO()
    builder.save(stream)
    stream.seek(0)
    return TTFont(stream)


document = DesignSpaceDocument()
axis = AxisDescriptor()
axis.tag, axis.name, axis.minimum, axis.default, axis.maximum = "wght", "Weight", 100, 400, 900
document.addAxis(axis)
for weight, advance, kern in [(100, 400, -40), (400, 550, -70), (900, 800, -120)]:
    source = SourceDescriptor()
    source.font = master(advance, kern)
    source.location = {"Weight": weight}
    document.addSource(source)
font, _, _ = build(document)
font["head"].created = font["head"].modified = 0
font.recalcTimestamp = False
font.save(here / "Probe.ttf")
