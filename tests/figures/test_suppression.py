"""What is hidden, table by table. `-` is hidden."""

from decimal import Decimal

import pytest

from virkning.figures.linkedtables import Counted, DoNotAddUp, Shown, Structure
from virkning.figures.phrases import FigureError
from virkning.figures.smallnumbers import DEFAULT, SmallNumbers
from virkning.figures.suppression import suppress

TOTAL = Structure({"landet": ("A", "B", "C")})

# counts of A, B, C | what is shown of A, B, C and landet
TABLES = [
    (("10/20", "12/30", "20/50"), ("10/20", "12/30", "20/50", "42/100")),  # nothing small
    (("0/20", "30/30", "20/50"), ("0/20", "30/30", "20/50", "50/100")),  # none and all are shown
    (("3/20", "12/30", "20/50"), ("-/20", "-/30", "20/50", "35/100")),  # the smallest other goes too
    (("18/20", "12/30", "20/50"), ("-/20", "-/30", "20/50", "50/100")),  # two are left
    (("3/20", "0/30", "20/50"), ("-/20", "0/30", "-/50", "23/100")),  # a zero protects nobody
    (("3/20", "2/30", "20/50"), ("-/20", "-/30", "-/50", "25/100")),  # two small ones are not enough
    (("2/3", "12/30", "20/50"), ("-/-", "-/-", "20/50", "34/83")),  # so few that both are hidden
    (("0/3", "12/30", "20/50"), ("0/-", "12/-", "20/50", "32/83")),
    (("3/20", "0/30", "0/50"), ("-/20", "0/30", "0/50", "-/100")),  # only the country is left to hide
    (("0/0", "12/30", "20/50"), ("0/0", "12/30", "20/50", "32/80")),
]


def counted(place: str, written: str, group: str = "", measure: str = "m", period: str = "2016K4") -> Counted:
    numerator, denominator = map(int, written.split("/"))
    return Counted(measure, period, place, group, numerator, denominator)


def written(row: Shown) -> str:
    return "/".join("-" if one is None else f"{one}" for one in (row.numerator, row.denominator))


def together(rows: list[Counted], place: str) -> Counted:
    first = rows[0]
    return Counted(
        first.measure,
        first.period,
        place,
        first.group,
        sum(row.numerator for row in rows),
        sum(row.denominator for row in rows),
    )


@pytest.mark.parametrize(("counts", "expected"), TABLES)
def test_three_municipalities_and_the_country(counts: tuple[str, ...], expected: tuple[str, ...]) -> None:
    parts = [counted(place, text) for place, text in zip("ABC", counts, strict=True)]
    found = suppress([*parts, together(parts, "landet")], TOTAL)
    assert tuple(map(written, found.rows)) == expected
    assert not found.rests


def test_people_without_a_municipality_are_hidden_like_others() -> None:
    parts = [counted("A", "10/20"), counted("B", "12/30"), counted("C", "20/50")]
    found = suppress([*parts, counted("landet", "44/103")], TOTAL)
    assert [(row.place, written(row)) for row in found.rests] == [("(landet)", "-/-")]
    assert [written(row) for row in found.rows] == ["-/-", "12/30", "20/50", "44/103"]


def test_sexes_stand_below_everybody() -> None:
    structure = Structure(TOTAL.places, groups={"": ("kvinde", "mand")})
    rows = [
        *(counted(place, "12/40") for place in "ABC"),
        counted("landet", "36/120"),
        *(counted(place, one, sex) for place in "ABC" for sex, one in SEXES[place].items()),
    ]
    found = {(row.place, row.group): written(row) for row in suppress(rows, structure).rows}
    assert {found[place, ""] for place in "ABC"} == {"12/40"}
    assert found["A", "kvinde"] == found["A", "mand"] == "-/20"
    assert found["B", "kvinde"] == found["B", "mand"] == "-/20"  # or A's women come back from the country's
    assert found["C", "kvinde"] == "6/20"


SEXES = {
    "A": {"kvinde": "3/20", "mand": "9/20"},
    "B": {"kvinde": "5/20", "mand": "7/20"},
    "C": {"kvinde": "6/20", "mand": "6/20"},
}


def test_companions_share_denominators_and_sum_to_their_whole() -> None:
    structure = Structure(measures={"m": ("uden", "udd")})
    rows = [counted("A", "12/40"), counted("A", "10/40", measure="uden"), counted("A", "2/40", measure="udd")]
    assert [written(row) for row in suppress(rows, structure).rows] == ["12/40", "-/40", "-/40"]
    wrong = [*rows[:2], counted("A", "2/39", measure="udd")]
    with pytest.raises(DoNotAddUp):
        suppress(wrong, structure)


def test_a_project_is_shown_where_it_tells_nothing_new() -> None:
    parts = [counted(place, text) for place, text in zip("ABC", ("3/20", "12/30", "20/50"), strict=True)]

    def project(*members: str) -> str:
        rows = [row for row in parts if row.place in members]
        structure = Structure(TOTAL.places, selections={"projekt": members})
        asked = [*parts, together(parts, "landet"), together(rows, "projekt")]
        return written(suppress(asked, structure).rows[-1])

    assert project("A", "B") == "15/50"  # A and B are hidden, what they are together follows
    assert project("A", "C") == "-/70"
    assert project("C") == "20/50"


def test_a_year_that_is_its_last_quarter_hides_what_the_quarter_hides() -> None:
    rows = [counted(place, text, period=period) for period in ("2016K4", "2016") for place, text in YEAR]
    found = suppress(rows, Structure(TOTAL.places, periods={"2016": ("2016K4",)})).rows
    assert [written(row) for row in found] == [*TABLES[2][1], *TABLES[2][1]]


YEAR = (("A", "3/20"), ("B", "12/30"), ("C", "20/50"), ("landet", "35/100"))


def test_quarters_that_sum_to_a_year() -> None:
    quarters = tuple(f"2016K{number}" for number in range(1, 5))
    rows = [
        *(counted("A", f"{many}/40", period=one) for one, many in zip(quarters, (3, 9, 8, 10), strict=True)),
        counted("A", "30/160", period="2016"),
    ]
    found = suppress(rows, Structure(periods={"2016": quarters})).rows
    assert [written(row) for row in found] == ["-/40", "9/40", "-/40", "10/40", "30/160"]


def test_a_total_not_asked_for_is_taken_as_published() -> None:
    parts = [counted("A", "3/20"), counted("B", "12/30"), counted("C", "20/50")]
    assert [written(row) for row in suppress(parts, TOTAL).rows] == ["-/20", "-/30", "20/50"]


def test_shares() -> None:
    rows = [counted("A", "10/30"), counted("B", "7/8"), counted("C", "0/0")]
    owners = SmallNumbers(least_denominator=10)
    found = suppress(rows, Structure(), owners).rows
    assert [row.share for row in found] == [Decimal("0.333333"), None, None]
    assert [written(row) for row in found] == ["10/30", "-/8", "0/0"]


def test_the_policy() -> None:
    assert [count for count in range(8) if DEFAULT.is_small(count)] == [1, 2, 3, 4]
    assert SmallNumbers(smallest_shown=3).is_small(2)
    with pytest.raises(FigureError, match="mindst 3"):
        SmallNumbers(smallest_shown=2)


@pytest.mark.parametrize(
    "rows",
    [
        [counted("A", "3/2")],
        [counted("A", "1/2"), counted("A", "1/2")],
        [counted("A", "9/20"), counted("landet", "8/20")],
    ],
)
def test_counts_that_do_not_add_up(rows: list[Counted]) -> None:
    with pytest.raises(DoNotAddUp):
        suppress(rows, TOTAL)
