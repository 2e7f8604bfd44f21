"""The milestone table of the status note, cell by cell."""

import pytest

from reports.building import (
    Light,
    MilestoneKind,
    MilestoneStatus,
    MilestoneTarget,
    activity,
    entry,
    headings,
    lights,
    milestone,
    p,
    project,
    row_words,
    sentences,
    table,
)
from virkning.figures.dates import Deadline

YES, NO, UNDER_WAY, NA = (
    MilestoneStatus.YES,
    MilestoneStatus.NO,
    MilestoneStatus.UNDER_WAY,
    MilestoneStatus.NOT_APPLICABLE,
)


def one_row(*entries, period="2013", **more):
    return table(project(activity(milestone(*entries, **more))), "Aktivitet og milepæle", period).rows[0]


def test_the_header_is_the_contracts() -> None:
    found = table(project(activity(milestone())), "Aktivitet og milepæle")
    assert found.header == ("Aktivitet og milepæle", "Status", "Kommentarer")


STATUS_CELLS = [
    # entries, kind, expected status cell at 2013
    ([entry("2010", YES)], MilestoneKind.YES_NO, "Ja"),
    ([entry("2011", UNDER_WAY, "20"), entry("2013", YES, "101")], MilestoneKind.COUNT, "Ja (101)"),
    ([entry("2012", UNDER_WAY, "20")], MilestoneKind.COUNT, "På vej (20)"),
    ([entry("2013", None, "125")], MilestoneKind.COUNT, "125"),
    ([entry("2013", None, "100")], MilestoneKind.PERCENT, "100 pct."),
    ([entry("2013", None, "1234.5")], MilestoneKind.COUNT, "1.234,5"),
    ([entry("2010", None, "0")], MilestoneKind.COUNT, "0"),
    ([entry("2010", NA)], MilestoneKind.YES_NO, "N/A"),
    ([entry("2010", YES), entry("2013", None, comment="Kun en kommentar")], MilestoneKind.YES_NO, "Ja"),
    ([entry("2010", YES), entry("2013", NO)], MilestoneKind.YES_NO, "Nej"),
    ([entry("2013", None, value_text="udkast")], MilestoneKind.TEXT, "udkast"),
    ([], MilestoneKind.YES_NO, ""),
]


@pytest.mark.parametrize(("entries", "kind", "expected"), STATUS_CELLS)
def test_the_status_cell_holds_the_latest_status_with_its_value(entries, kind, expected) -> None:
    assert row_words(one_row(*entries, kind=kind))[1] == expected


def test_the_status_cell_looks_no_further_than_the_notes_period() -> None:
    row = one_row(entry("2010", NO), entry("2013", YES), period="2012", kind=MilestoneKind.YES_NO)
    assert row_words(row)[1] == "Nej"


def test_a_judged_light_is_shown_else_the_computed_one() -> None:
    assert lights(one_row(entry("2013", YES, judged=Light.YELLOW)))[1] == "Gul"
    assert lights(one_row(entry("2013", YES)))[1] == "Grøn"
    assert lights(one_row(entry("2013", NO)))[1] == "Rød"
    assert lights(one_row(entry("2013", NA)))[1] == ""


def test_there_is_one_comment_paragraph_a_period_that_was_told() -> None:
    row = one_row(
        entry("2010", NO, comment="Flyttet til 2011."),
        entry("2011", None, comment="To temadage er holdt."),
        entry("2012"),
        entry("2013", YES),
        kind=MilestoneKind.YES_NO,
    )
    assert row_words(row)[2].splitlines() == [
        "Status 2010: Nej. Flyttet til 2011.",
        "Status 2011: To temadage er holdt.",
        "Status 2013: Ja",
    ]


def test_comments_after_the_notes_period_are_left_out() -> None:
    row = one_row(entry("2012", NO, comment="Før"), entry("2013", YES, comment="Efter"), period="2012")
    assert "Efter" not in row_words(row)[2]


def test_quarters_are_told_in_words() -> None:
    facts = project(
        activity(milestone(entry("2013K3", YES))), periods="2013K1 2013K2 2013K3", baseline="2013K1"
    )
    row = table(facts, "Aktivitet", "2013K3").rows[0]
    assert row_words(row)[2] == "Status 3. kvartal 2013: Ja"


def test_a_milestone_added_later_says_so_and_is_not_told_before() -> None:
    facts = project(activity(milestone(added_in=p("2011"), reason="Ny koordinator")))
    assert "Tilføjet i 2011: Ny koordinator" in row_words(table(facts, "Aktivitet").rows[0])[0]
    assert "hverken milepæle" in " ".join(sentences(facts, "2010"))


def test_a_retired_milestone_says_so_from_its_period_on() -> None:
    facts = project(activity(milestone(entry("2011", NO), retired_in=p("2012"), reason="Ikke relevant")))
    assert "Udgået i 2012: Ikke relevant" in row_words(table(facts, "Aktivitet").rows[0])[0]
    assert "Udgået" not in row_words(table(facts, "Aktivitet", "2011").rows[0])[0]


def test_target_and_deadline_stand_under_the_milestone() -> None:
    from decimal import Decimal

    target = MilestoneTarget(Decimal("95"), deadline=Deadline.parse("2012"))
    first = row_words(one_row(kind=MilestoneKind.PERCENT, target=target))[0]
    assert first == "Milepælen\nMål: 95 pct. Frist: 2012"


def test_a_closed_activity_says_so_with_its_reason_and_remark() -> None:
    facts = project(activity(closed_in="2012", closed_reason="Skolen er nedlagt.", remark="Bemærkningen."))
    assert "1.1 Status for Kurser (NB: Aktiviteten er lukket)" in headings(facts)
    assert "Skolen er nedlagt." in sentences(facts)
    assert "Bemærkningen." in sentences(facts)
    assert "1.1 Status for Kurser" in headings(facts, "2011")
    assert "Skolen er nedlagt." not in sentences(facts, "2011")
