#!/usr/bin/env python3
"""Times `brochure render` and Typst side by side on the same text: whole processes, wall time and peak memory.

    benches/beside_typst.py FOLDER [RUNS]

FOLDER contains doc-1, doc-50 and doc-500, each as .html and .typ. Needs `pip install typst` and
`cargo build --release`. The two programs run alternately, so that changes of the machine's speed affect both alike. The
time that Python needs to start is measured and subtracted from Typst's time.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMPILE = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"


def run(command):
    """Wall seconds and peak MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) == 3 else 5
    startup = statistics.median(run([sys.executable, "-c", "import typst"])[0] for _ in range(runs))
    print("| document | brochure s | MiB | Typst s | MiB | times faster | of the memory |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as results:
        for sections in (1, 50, 500):
            source = folder / f"doc-{sections}"
            ours = [str(ROOT / "target/release/brochure"), "render", f"{source}.html", "-o", f"{results}/a.pdf"]
            typst = [sys.executable, "-c", COMPILE, f"{source}.typ", f"{results}/b.pdf", str(ROOT / "fonts")]
            pairs = [(run(ours), run(typst)) for _ in range(runs)]
            seconds, memory = (statistics.median(pair[0][part] for pair in pairs) for part in (0, 1))
            their_seconds = statistics.median(pair[1][0] for pair in pairs) - startup
            their_memory = statistics.median(pair[1][1] for pair in pairs)
            print(
                f"| doc-{sections} | {seconds:.3f} | {memory:.0f} | {their_seconds:.3f} | {their_memory:.0f} "
                f"| {their_seconds / seconds:.1f} | {memory / their_memory:.0%} |"
            )


if __name__ == "__main__":
    main()
