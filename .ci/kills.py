"""Kills commands that write files, at moments spread over their run: kills.py BROCHURE PROJECT [COUNT].

After each kill, every file of the project has to be as it was before the command or as it is after a whole run, besides
temporary files. After the next whole run, the project has to be as after one that was never interrupted.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

brochure, project = (Path(argument).resolve() for argument in sys.argv[1:3])
count = int(sys.argv[3]) if len(sys.argv) > 3 else 224
moments = random.Random(2026)
scratch = Path(tempfile.mkdtemp())


def files(folder):
    """The content of each file below a folder, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(folder, arguments):
    return subprocess.run([brochure, "-q", *arguments], cwd=folder, capture_output=True)


def whole(folder, arguments):
    done = run(folder, arguments)
    if done.returncode != 0:
        sys.exit(f"{arguments}: {done.stderr.decode()}")


# What each command begins with: results and files of another state, so that a mixture of old and new shows.
start = scratch / "start"
shutil.copytree(project / "data", start / "data")
whole(start, ["build", "--format", "pdf,html,txt"])
whole(start, ["mail"])
whole(start, ["export", "-o", "table.csv"])
whole(start, ["export", "-o", "table.xlsx"])
whole(start, ["translate", "ru", "-o", "translations.txt"])
form = start / "translations.txt"
form.write_text(form.read_text().replace("\nru:", "\nru: Текст"))
(start / "page.html").write_text("<html lang=en><title>Page</title><p>Text")
edition = start / "data/brochure.yaml"
edition.write_text(edition.read_text().replace("year: 2026", "year: 2027"))
table = start / "table.csv"
table.write_text(table.read_text().replace("Caspian", "Great Caspian"))

COMMANDS = [
    ["build", "--format", "pdf,html,txt"],
    ["mail"],
    ["export", "-o", "table.xlsx"],
    ["import", "table.csv", "--apply"],
    ["edition", "close", "--next", "2028"],
    ["schema", "--write"],
    ["eject"],
    ["eject", "fonts"],
    ["translate", "ru"],
    ["translate", "ru", "--apply", "translations.txt"],
    ["man", "-o", "pages"],
    ["init", "begun"],
    ["new", "danube", "--name", "Danube Rectors' Conference"],
    ["booklet", "output/brochure.pdf"],
    ["render", "page.html"],
]

expected = {}
for arguments in COMMANDS:
    folder = scratch / "whole"
    shutil.copytree(start, folder)
    before = time.monotonic()
    whole(folder, arguments)
    expected[tuple(arguments)] = (time.monotonic() - before, files(folder))
    shutil.rmtree(folder)

before = files(start)
killed = 0
for number in range(count):
    arguments = COMMANDS[number % len(COMMANDS)]
    length, after = expected[tuple(arguments)]
    folder = scratch / "killed"
    shutil.copytree(start, folder)
    process = subprocess.Popen([brochure, "-q", *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Most commands write near their end.
    time.sleep(moments.uniform(length / 2 if number % 3 else 0, length))
    process.kill()
    killed += process.wait() == -9
    for name, content in files(folder).items():
        if content not in (before.get(name), after.get(name)) and name in before.keys() | after.keys():
            sys.exit(f"{arguments}: {name} is neither as before nor as after")
    missing = before.keys() - files(folder).keys()
    # Between two steps of a swap an old file has another name; the next run puts it back or replaces it.
    again = run(folder, arguments)
    # A command that was killed after it was done may refuse to do it twice; that is the same.
    found = files(folder)
    if found != after:
        wrong = {name for name in found.keys() | after.keys() if found.get(name) != after.get(name)}
        sys.exit(f"{arguments}: after the next run not as after a whole one: {sorted(wrong)} {sorted(missing)} {again.stderr.decode()}")
    shutil.rmtree(folder)
shutil.rmtree(scratch)
print(f"{killed} of {count} runs killed; nothing lost, nothing left")
