"""A screen family shows its own templates, and those of the three places that belong to all of them."""

import re
from pathlib import Path

import virkning

PAGES = Path(virkning.__file__).parent / "pages"
#: `forms` and `telling` are packages of `pages`; `design` is the look.
SHARED = {"forms", "telling", "design"}
_TAKES = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^/\"']+)/")


def test_no_family_takes_a_template_of_another() -> None:
    found = []
    for path in sorted(PAGES.rglob("*.html")):
        own = path.parts[path.parts.index("templates") + 1]
        for other in _TAKES.findall(path.read_text(encoding="utf-8")):
            if other not in SHARED | {own}:
                found.append(f"{path.relative_to(PAGES)} takes from {other}")
    assert found == []
