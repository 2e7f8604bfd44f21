"""The report as files beside the data: for programs and for people."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .reporting import MOST_LISTED, report_lines


def write_report(folder: Path, report: Mapping[str, Any]) -> None:
    """`report.json`, and `report.txt` in Danish."""
    (folder / "report.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    lines = (one.danish for one in report_lines(report, most=MOST_LISTED))
    (folder / "report.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
