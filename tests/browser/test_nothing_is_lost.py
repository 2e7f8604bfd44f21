"""Many at once, a browser closed, a server killed: nothing typed and acknowledged is lost, nothing is made twice."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from browser.conftest import Served, Visit
from browser.hands import Answer, Hand

pytestmark = pytest.mark.browser

WRITERS = 20


def activity_form(hand: Hand) -> tuple[str, str]:
    """An activity's status form, and the number of its first milestone."""
    where = "/projekter/1/aktiviteter/5/status/2010/"
    fields = hand.get(where).fields
    name = next(name for name in fields if name.startswith("comment_"))
    return where, name


def test_twenty_parallel_writers_lose_nothing_silently(served: Served) -> None:
    first = Hand(served.address)
    where, comment = activity_form(first)
    forms = [first.get(where).fields for _writer in range(WRITERS)]

    def write(number: int, told: dict[str, Any]) -> Answer:
        return first.post(where, told | {comment: f"Skriver {number}."})

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = list(pool.map(write, range(WRITERS), forms))
    told_so = [number for number, one in enumerate(answers) if one.status == 409]
    assert len(told_so) == WRITERS - 1  # one was first; every other was told, with its own text kept
    for number in told_so:
        assert f"Skriver {number}." in answers[number].html
    for number in told_so:  # one after the other they settle it
        again = write(number, answers[number].fields)
        settled = again if again.status == 302 else write(number, again.fields)
        assert settled.status == 302
    history = "".join(first.get(f"/projekter/1/historik/?side={page}").html for page in (1, 2))
    for number in range(WRITERS):
        assert f"Skriver {number}." in history


def test_fifty_identical_posts_make_one_record(served: Served) -> None:
    hand = Hand(served.address)
    where, comment = activity_form(hand)
    data = hand.get(where).fields | {comment: "Sendt halvtreds gange."}
    with ThreadPoolExecutor(10) as pool:
        answers: list[Answer] = list(pool.map(lambda _time: hand.post(where, data), range(50)))
    assert {(one.status, one.address) for one in answers} == {(302, answers[0].address)}
    assert hand.get("/projekter/1/historik/").html.count("Sendt halvtreds gange.") == 1


def test_a_killed_server_loses_no_acknowledged_draft(served: Served) -> None:
    here = Hand(served.address)
    where, comment = activity_form(here)
    acknowledged = 0
    with served.another() as (address, process):
        hand = Hand(address)
        fields = hand.get(where).fields | {"kladde": "status:5:1", "side": where}
        threading.Timer(1.5, lambda: os.killpg(process.pid, signal.SIGKILL)).start()
        for number in range(1, 10_000):
            try:
                answer = hand.post("/kladde/", fields | {comment: f"Udkast {number}"})
            except OSError:
                break
            assert answer.status == 200
            acknowledged = number
    assert acknowledged > 0
    kept = here.get(where).fields[comment]
    # The one under way when the server died may be there too; none before it is lost.
    assert kept in {f"Udkast {acknowledged}", f"Udkast {acknowledged + 1}"}
    here.post("/kladde/kasser/", here.get(where).fields | {"kladde": "status:5:1", "side": where})


def test_a_browser_closed_mid_sentence_loses_at_most_five_seconds(visit: Callable[..., Visit]) -> None:
    where = "/projekter/1/aktiviteter/3/status/2010/"
    one = visit().signed_in()
    field = one.go(where).locator("textarea[name^=comment_]").first
    field.fill("Det her er skrevet for fem sekunder siden,")
    begun = time.monotonic()
    one.page.get_by_text("Kladde gemt kl.").wait_for()
    assert time.monotonic() - begun < 5
    field.press("End")
    field.type(" og det her lige før")
    one.page.close()  # without asking it to save
    one.context.close()
    again = visit().signed_in()
    text = again.go(where).locator("textarea[name^=comment_]").first.input_value()
    assert text.startswith("Det her er skrevet for fem sekunder siden,")
    assert again.stopped() == []
    again.page.get_by_role("button", name="Kassér kladden").click()
    assert "skrevet for fem sekunder siden" not in again.page.content()
