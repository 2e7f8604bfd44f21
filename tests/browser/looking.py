"""What is wrong with a page as it stands: its widths, what its policy stopped, what axe finds."""

import json

from axe_playwright_python.sync_playwright import Axe

from browser.conftest import Visit

WIDE, NARROW = 1440, 390
#: Only what is wrong is wanted: axe is much faster when it need not tell of the rest.
TWICE = (
    "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) !== at)"
)
#: Words in the very colour of what they stand on. Axe leaves that undecided, for somebody may have meant to hide them.
UNSEEN = """[...document.querySelectorAll('body *')].filter(e => {
  const words = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
  if (!words || !e.checkVisibility({visibilityProperty: true}) || e.getBoundingClientRect().width < 2) return false;
  let ground = e;
  while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
  const behind = ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)';
  return getComputedStyle(e).color === behind;
}).map(e => e.innerText.slice(0, 60))"""
OPTIONS = {
    "resultTypes": ["violations"],
    "iframes": False,
    "preload": False,
    "selectors": True,
    "elementRef": False,
}


def faults_of(opened: Visit, widths: tuple[int, ...] = (NARROW, WIDE)) -> list[str]:
    """Every fault in words, none for a good page. Axe looks at the last width, and there the page stays.

    What the policy stopped is read first, for axe itself sets styles; it runs from outside, past the policy.
    """
    page = opened.page
    found = list(opened.stopped())
    found += [f"the id {one} stands twice" for one in page.evaluate(TWICE)]
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            found.append(f"needs {needed} pixels at {width}")
    found += [f"unseen words: {words}" for words in page.evaluate(UNSEEN)]
    for one in Axe().run(page, options=OPTIONS).response["violations"]:
        where = json.dumps([node["target"] for node in one["nodes"]][:3], ensure_ascii=False)
        found.append(f"{one['id']}: {where}")
    opened.complaints.clear()
    return found
