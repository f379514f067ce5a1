"""Cuts arrows, geometric shapes, stars, ticks and pictographs out of two Noto fonts into one.

    python3 make_symbols.py NotoSansSymbols2-Regular.ttf NotoSansMath-Regular.ttf BrochureSymbols-Regular.ttf
"""

import sys

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

# Keys, shapes, pictographs, ticks, stars.
SYMBOLS = [(0x2318, 0x2328), (0x23CE, 0x23CF), (0x23E9, 0x23FA), (0x25A0, 0x26FF), (0x2701, 0x27BF), (0x2B05, 0x2B1C), (0x2B50, 0x2B5F)]
# Arrows, and operators that the text families lack.
MATH = [(0x2190, 0x21FF), (0x2200, 0x220D), (0x221F, 0x2222), (0x2227, 0x222A), (0x2295, 0x22A5), (0x27F5, 0x27FF)]
# Never drawn in print: dice, chess, dominoes and similar games, and the signs of the I Ching.
LEFT_OUT = [(0x2630, 0x2637), (0x268A, 0x268F), (0x26B3, 0x26BC), (0x26C0, 0x26C3), (0x26CE, 0x26CE)]


def cut(path, ranges):
    wanted = {code for first, last in ranges for code in range(first, last + 1)}
    wanted -= {code for first, last in LEFT_OUT for code in range(first, last + 1)}
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += ["MATH", "GSUB", "GPOS", "GDEF", "vhea", "vmtx", "DSIG", "meta"]
    font = TTFont(path)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.save(path + ".cut.ttf")
    return path + ".cut.ttf"


symbols, math, target = sys.argv[1:]
font = Merger().merge([cut(symbols, SYMBOLS), cut(math, MATH)])
names = {1: "Brochure Symbols", 2: "Regular", 4: "Brochure Symbols", 6: "BrochureSymbols-Regular"}
font["name"].names = [record for record in font["name"].names if record.nameID in (0, 13, 14)]
for number, text in names.items():
    font["name"].setName(text, number, 3, 1, 0x409)
font["head"].created = font["head"].modified = 0
font.recalcTimestamp = False
font.save(target)
