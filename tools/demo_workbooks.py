"""Rewrites the demo project workbooks: `python tools/demo_workbooks.py [folder]`.

The tables in `tools/demo/` are the source; the three files in `src/virkning/demo/` are made from them.
"""

import sys
from pathlib import Path

from demo.brobygning import BROBYGNING
from demo.holstebro import HOLSTEBRO
from demo.vejen_til_job import VEJEN_TIL_JOB
from demo.writer import write

SHIPPED = Path(__file__).resolve().parent.parent / "src" / "virkning" / "demo"


def main(folder: Path = SHIPPED) -> None:
    """Write all three workbooks into `folder`, which is made when missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for demo in (HOLSTEBRO, BROBYGNING, VEJEN_TIL_JOB):
        sys.stdout.write(f"{write(demo, folder)}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
