"""Packs Unicode's conformance files: removes the comments and deflates the rest (zlib).

    python3 pack.py BidiTest.txt BidiCharacterTest.txt LineBreakTest.txt

writes BidiTest.zz and so on beside this script. The first line of a packed file is the name and
version that the file gives itself.
"""

import pathlib
import sys
import zlib

here = pathlib.Path(__file__).parent
for name in sys.argv[1:]:
    source = pathlib.Path(name)
    lines = source.read_text(encoding="utf-8").splitlines()
    title = lines[0]
    kept = [line.split("#")[0].strip() for line in lines]
    text = "\n".join([title] + [line for line in kept if line]) + "\n"
    target = here / (source.stem + ".zz")
    target.write_bytes(zlib.compress(text.encode("utf-8"), 9))
    print(target, target.stat().st_size)
