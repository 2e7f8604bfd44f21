"""What stands behind the note's judgements: phases, unexpected results, other explanations, annexes, each in place."""

from datetime import date
from typing import Any

from reports.building import activity, p, plain, project, reading, result, row_words, words
from virkning.documents.blocks import Heading, Paragraph, Row, Table, as_cell
from virkning.figures.continuing import EvidenceKind, Surprise
from virkning.figures.rules import TargetRule
from virkning.rooms.reports.facts.evidence import (
    Background,
    EvidenceFacts,
    ExplanationFacts,
    PhaseFacts,
    PortraitFacts,
    UnexpectedFacts,
)
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.note import status_note

MEASURED = (reading("2010", "32"), reading("2013", "71.7"))


def told(period: str = "2013", *, of: Any = None, **background: Any) -> list[Any]:
    aimed = result(*MEASURED, rule=TargetRule.AT_LEAST, amount="75")
    whole = WholeFacts(of or project(activity(results=(aimed,))), background=Background(**background))
    return list(note_blocks(status_note(whole, p(period), date(2014, 1, 1), charts=False)))


def lines(blocks: list[Any]) -> list[str]:
    return [
        one.text if isinstance(one, Heading) else plain(one.text)
        for one in blocks
        if isinstance(one, Heading | Paragraph)
    ]


def headings(blocks: list[Any], level: int = 1) -> list[str]:
    return [one.text for one in blocks if isinstance(one, Heading) and one.level == level]


def table(blocks: list[Any], first: str) -> Table:
    return next(one for one in blocks if isinstance(one, Table) and words(as_cell(one.header[0])) == first)


def explained(period: str, text: str = "En skolesammenlægning") -> ExplanationFacts:
    return ExplanationFacts(1, p(period), text)


def portrait(activity_id: int = 1, period: str = "2013", **texts: str) -> PortraitFacts:
    blank = dict.fromkeys(("target_group", "results", "referral", "methods", "difficulties", "embedding"), "")
    return PortraitFacts(activity_id, "1.1 Kurser", p(period), **{**blank, "methods": "Samtaler", **texts})


def evidence(kind: EvidenceKind, role: str, **more: Any) -> EvidenceFacts:
    values = {
        "period": p("2013"),
        "method": "",
        "held_on": None,
        "people": None,
        "activity_id": None,
        "activity": "",
    }
    return EvidenceFacts(kind=kind, role=role, **{**values, **more})


def test_nothing_is_told_where_there_is_nothing() -> None:
    said = " ".join(lines(told()))
    for word in ("forløb", "Uventede", "Anden forklaring", "Bilag"):
        assert word not in said


def test_the_phases_that_had_begun_stand_after_the_summary() -> None:
    phases = (
        PhaseFacts("Opstart", date(2010, 1, 1), date(2010, 12, 31), "Aftaler\nmed skolerne"),
        PhaseFacts("Drift", date(2011, 1, 1), None, ""),
        PhaseFacts("Afslutning", date(2013, 6, 1), None, ""),
    )
    found = told("2012", phases=phases)
    assert headings(found)[:2] == ["Sammenfatning", "Projektets forløb"]
    assert [row_words(row) for row in table(found, "Fase").rows] == [
        ["Opstart", "1. januar 2010 – 31. december 2010", "Aftaler\nmed skolerne"],
        ["Drift", "Fra 1. januar 2011", ""],
    ]


def test_another_explanation_stands_right_after_the_attainment_it_is_about() -> None:
    found = lines(told(explanations=(explained("2012", "En reform"), explained("2013"))))
    at = next(number for number, line in enumerate(found) if line.startswith("Resultat 1. Målet er"))
    assert found[at + 1 : at + 3] == [
        "Anden forklaring (2012): En reform",
        "Anden forklaring: En skolesammenlægning",
    ]


def test_an_explanation_of_a_result_without_a_target_names_it_and_a_later_one_is_not_told() -> None:
    free = project(activity(results=(result(*MEASURED),)))
    found = lines(told("2012", of=free, explanations=(explained("2012", "En reform"), explained("2013"))))
    assert "Resultat 1. Anden forklaring: En reform" in found
    assert "skolesammenlægning" not in " ".join(found)


def test_unexpected_results_stand_under_their_activity_and_the_others_with_the_whole_project() -> None:
    unexpected = (
        UnexpectedFacts(p("2013"), "Forældrene mødte op", Surprise.GOOD, 1, "1.1 Kurser"),
        UnexpectedFacts(p("2013"), "Flere afbud", Surprise.BAD, None, ""),
        UnexpectedFacts(p("2013"), "Af en fjernet aktivitet", Surprise.MIXED, 99, "1.9 Væk"),
        UnexpectedFacts(p("2012"), "Sidste år", Surprise.GOOD, 1, "1.1 Kurser"),
    )
    found = lines(told(unexpected=unexpected))
    at = found.index("Til det bedre: Forældrene mødte op")
    assert found[at - 1] == "Uventede resultater 2013"
    assert at < found.index("Resultater for hele projektet") < found.index("Til det værre: Flere afbud")
    assert "Både og: Af en fjernet aktivitet" in found
    assert "Sidste år" not in " ".join(found)


PARTS = {"Målgruppe", "Resultater", "Henvisning", "Metoder", "Vanskeligheder", "Forankring"}


def test_annexes_stand_before_the_sources_and_the_activity_points_to_its_own() -> None:
    found = told(
        portraits=(portrait(2, methods="Ture"), portrait(target_group="Unge"), portrait(1, "2012")),
        evidence=(evidence(EvidenceKind.INTERVIEW, "Tovholder"),),
    )
    assert headings(found)[-4:] == [
        "Bilag 1: 1.1 Kurser",
        "Bilag 2: 1.1 Kurser",
        "Bilag 3: Interview og spørgeskemaer",
        "Kilder",
    ]
    labels = [one.text for one in found if isinstance(one, Paragraph) and one.style == "label"]
    assert [one for one in labels if one in PARTS] == [
        "Metoder",
        "Målgruppe",
        "Metoder",
    ]  # blank parts are left out
    assert "Aktiviteten er beskrevet nærmere i bilag 2." in lines(found)


def test_the_list_of_those_asked_tells_role_activity_day_method_and_number() -> None:
    asked = (
        evidence(EvidenceKind.QUESTIONNAIRE, "Forældre", people=42, method="Spørgeskema på papir"),
        evidence(
            EvidenceKind.INTERVIEW,
            "Aktivitetsansvarlig",
            held_on=date(2013, 10, 14),
            people=1,
            method="Telefon",
            activity="1.1 Kurser",
        ),
    )
    found = table(told(evidence=asked), "Rolle")
    assert [words(as_cell(one)) for one in found.header] == ["Rolle", "Aktivitet", "Dato", "Metode", "Antal"]
    assert [(row.kind, row_words(row)) for row in found.rows] == [
        ("group", ["Interview"]),
        ("body", ["Aktivitetsansvarlig", "1.1 Kurser", "14. oktober 2013", "Telefon", "1"]),
        ("group", ["Spørgeskemaer"]),
        ("body", ["Forældre", "Hele projektet", "–", "Spørgeskema på papir", "42"]),
    ]


def test_one_sort_of_people_asked_needs_no_group_and_says_what_sort_it_is() -> None:
    found = table(told(evidence=(evidence(EvidenceKind.INTERVIEW, "Tovholder"),)), "Rolle")
    assert [row_words(row) for row in found.rows] == [["Tovholder", "Hele projektet", "–", "Interview", "–"]]


def test_files_are_listed_by_title_and_never_by_the_name_of_the_file() -> None:
    file = evidence(EvidenceKind.FILE, "Interviewguide", file_name="guide-mette-hansen.docx")
    found = told(evidence=(file,))
    assert headings(found)[-2] == "Bilag 1: Dokumenter"
    (row,) = table(found, "Dokument").rows
    assert isinstance(row, Row)
    assert row_words(row) == ["Interviewguide", "Hele projektet", "–"]
    assert "mette" not in repr(found)
    both = headings(told(evidence=(file, evidence(EvidenceKind.INTERVIEW, "Tovholder"))))
    assert "Bilag 1: Interview, spørgeskemaer og dokumenter" in both
