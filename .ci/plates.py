#!/usr/bin/env python3
"""Looks at the printing plates of a brochure for a press, as Ghostscript's `tiffsep` separates them.

    plates.py brochure.print.pdf

The cover must have ink up to the edge of its bleed on all four sides, and black text must be on the black plate only.
Needs Ghostscript (`gs`) and nothing else.
"""

import struct
import subprocess
import sys
import tempfile
from pathlib import Path

DPI = 72
# Millimeters around the page: the marks with the bleed, and the bleed, as the shipped data has them.
AROUND, BLEED = 12.0, 3.0
COVER, TEXT = 1, 2


def plate(path):
    """The rows of an uncompressed gray TIFF, as ink from 0 to 255."""
    data = path.read_bytes()
    order = "<" if data[:2] == b"II" else ">"
    (directory,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, directory)
    tags = {}
    for entry in range(count):
        tag, kind, number, value = struct.unpack_from(order + "HHII", data, directory + 2 + 12 * entry)
        form = {3: "H", 4: "I"}.get(kind)
        if form is None:
            continue
        size = struct.calcsize(form) * number
        at = value if size > 4 else directory + 2 + 12 * entry + 8
        tags[tag] = struct.unpack_from(order + form * number, data, at)
    (width,), (height,) = tags[256], tags[257]
    assert tags[258] == (8,) and tags.get(259, (1,)) == (1,), f"{path}: not eight bits, uncompressed"
    pixels = b"".join(data[start : start + length] for start, length in zip(tags[273], tags[279]))
    # 1: black is zero, so ink is dark.
    rows = [pixels[row * width : (row + 1) * width] for row in range(height)]
    return [bytes(255 - pixel for pixel in row) for row in rows] if tags[262] == (1,) else rows


def plates(pdf, page, folder):
    subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=none", f"-r{DPI}",
         f"-dFirstPage={page}", f"-dLastPage={page}", f"-sOutputFile={folder}/page{page}.tif", pdf],
        check=True,
    )
    return {ink: plate(Path(folder) / f"page{page}({ink}).tif") for ink in ("Cyan", "Magenta", "Yellow", "Black")}


def main():
    pdf = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        cyan = plates(pdf, COVER, folder)["Cyan"]
        inside = round((AROUND - BLEED) / 25.4 * DPI) + 1
        top, bottom, left, right = inside, len(cyan) - 1 - inside, inside, len(cyan[0]) - 1 - inside
        edges = [cyan[top][left:right], cyan[bottom][left:right]]
        edges += [bytes(row[column] for row in cyan[top:bottom]) for column in (left, right)]
        for side, edge in zip(("top", "bottom", "left", "right"), edges):
            assert min(edge) > 0, f"the cover has no ink at the {side} edge of its bleed"
        # Between the crop marks.
        assert max(cyan[inside - 5][left + 40 : right - 40]) == 0, "the cover has ink outside its bleed"

        inks = plates(pdf, TEXT, folder)
        solid = colored = 0
        for row in range(top, bottom):
            for column in range(left, right):
                if inks["Black"][row][column] > 200:
                    solid += 1
                    colored += any(inks[ink][row][column] > 0 for ink in ("Cyan", "Magenta", "Yellow"))
        assert solid > 500, f"page {TEXT} has hardly any black text"
        assert colored == 0, f"{colored} of {solid} black dots on page {TEXT} are on other plates too"
    print(f"{solid} black dots on the black plate only; the cover bleeds on all sides")


main()
