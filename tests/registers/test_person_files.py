"""Persons, residence and readiness: what is used, what is null, what is listed, and who is who."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registers.deliveries import PLAIN, Written, files_in, kinds, listed, person_rows, table, wide_rows
from virkning.registers.deliveries import Ingested, ingest
from virkning.registers.refused import RegisterRefused

WIDE = PLAIN.bytes_of(wide_rows([("0012", ["700"] * 6), ("12", ["100"] * 6), ("b", [""] * 6)]))
START, END = "2016-01-31", "2018-06-30"
OTHERWISE = Written(separator=";", quotes=True, end="\r\n", mark=True, last_end=False, blanks=True)


def ingested(
    folder: Path,
    persons: bytes,
    residence: bytes | None = None,
    readiness: bytes | None = None,
    *,
    plain: bool = True,
) -> Ingested:
    return ingest(files_in(folder / "in", WIDE, persons, residence, readiness), folder / "out", plain=plain)


def test_numbers_follow_the_wide_file_and_keys_are_any_text(tmp_path: Path) -> None:
    persons = person_rows(
        ("uden-uger", "101", "1970-01-01", "K", "dansk"),
        ("12", "0147", "1980-02-29", "M", "ikke-vestlig", START, END),
        ("b",),
        ("0012", "101", "1990-12-31", "K", "vestlig", START),
    )
    first = ingested(tmp_path, PLAIN.bytes_of(persons))
    assert table(first.register, "persons") == [
        (0, 101, date(1990, 12, 31), "K", "vestlig", date(2016, 1, 31), None, True),
        (1, 147, date(1980, 2, 29), "M", "ikke-vestlig", date(2016, 1, 31), date(2018, 6, 30), True),
        (2, None, None, None, None, None, None, True),
        (3, 101, date(1970, 1, 1), "K", "dansk", None, None, False),
    ]
    assert kinds(first, "persons") == {"without-weeks": 1}
    assert not any(b"uden-uger" in one.read_bytes() for one in first.register.data.iterdir())
    second = ingested(tmp_path, OTHERWISE.bytes_of(persons))
    assert second.register.fingerprint == first.register.fingerprint
    assert table(second.register, "residence") == table(second.register, "readiness") == []


FAULTS = person_rows(
    ("0012", "999", "2017-02-30", "K" * 41, "norsk", "2016-1-1", "2018-06-30"),
    ("12", "101", "1980-01-01", "M", "dansk", START, "2015-01-01"),
    ("b", "101", "1799-01-01"),
    ("12", "101", "1980-01-01", "M", "dansk", START, "2015-01-01"),
    ("12", "147"),
)


@pytest.mark.parametrize("plain", [True, False])
def test_what_cannot_be_used_is_null_and_listed(tmp_path: Path, plain: bool) -> None:
    done = ingested(tmp_path, PLAIN.bytes_of(FAULTS), plain=plain)
    assert kinds(done, "persons") == {
        "repeated": 1,
        "contradicting": 1,
        "bad-date": 3,
        "unknown-municipality": 1,
        "unknown-choice": 1,
        "long-text": 1,
        "end-before-start": 2,
    }
    assert listed(done, "persons", "bad-date") == [
        {"line": 2, "column": "birth_date"},
        {"line": 4, "column": "birth_date"},
        {"line": 2, "column": "programme_start"},
    ]
    assert listed(done, "persons", "contradicting") == [{"line": 6, "first": 3}]
    assert table(done.register, "persons") == [
        (0, None, None, None, None, None, date(2018, 6, 30), True),
        (1, 101, date(1980, 1, 1), "M", "dansk", date(2016, 1, 31), date(2015, 1, 1), True),
        (2, 101, None, None, None, None, None, True),
    ]


PERSONS = PLAIN.bytes_of(person_rows(("0012", "101"), ("12", "101")))
RESIDENCE = [
    ["person", "municipality", "from", "to"],
    ["12", "147", "2016-01-01", "2016-06-30"],
    ["0012", "101", "2016-01-01", ""],
    ["12", "101", "2016-06-30", "2016-07-31"],
    ["12", "101", "2016-08-02", "2016-08-01"],
    ["12", "101", "2016-02-30", ""],
    ["12", "101", "2016-03-01", "senere"],
    ["12", "", "2016-03-01", ""],
    ["12", "1000", "2016-03-01", ""],
    ["ukendt", "101", "2016-03-01", ""],
    ["12", "101", "", ""],
]


@pytest.mark.parametrize("plain", [True, False])
def test_spans_are_used_whole_or_listed(tmp_path: Path, plain: bool) -> None:
    done = ingested(tmp_path, PERSONS, PLAIN.bytes_of(RESIDENCE), plain=plain)
    assert table(done.register, "residence") == [
        (0, 101, date(2016, 1, 1), None, 3),
        (1, 147, date(2016, 1, 1), date(2016, 6, 30), 2),
        (1, 101, date(2016, 6, 30), date(2016, 7, 31), 4),
    ]
    assert kinds(done, "residence") == {
        "unknown-person": 1,
        "bad-date": 2,
        "unknown-municipality": 1,
        "missing-value": 2,
        "end-before-start": 1,
        "overlap": 1,
    }
    assert listed(done, "residence", "overlap") == [{"line": 4}]
    assert done.report["files"]["residence"]["rows"] == 10
    assert done.report["files"]["residence"]["used"] == 3


def test_readiness_is_one_of_three(tmp_path: Path) -> None:
    readiness = [
        ["person", "readiness", "from", "to"],
        ["12", "jobparat", START, ""],
        ["12", "klar", START, ""],
    ]
    done = ingested(tmp_path, PERSONS, None, PLAIN.bytes_of(readiness))
    assert table(done.register, "readiness") == [(1, "jobparat", date(2016, 1, 31), None, 2)]
    assert listed(done, "readiness", "unknown-choice") == [{"line": 3, "column": "readiness"}]


def test_one_separator_too_many_makes_no_row(tmp_path: Path) -> None:
    done = ingested(tmp_path, PERSONS + b"b,101,,,,,,\n")
    assert listed(done, "persons", "ragged-row") == [{"line": 4, "found": 8, "expected": 7}]


@settings(max_examples=8)
@given(st.data())
def test_damaged_persons_are_read_the_same_by_both_ways(data: st.DataObject) -> None:
    read_the_same(data)


@pytest.mark.thorough
@settings(max_examples=100)
@given(st.data())
def test_many_damaged_persons_are_read_the_same(data: st.DataObject) -> None:
    read_the_same(data)


def read_the_same(data: st.DataObject) -> None:
    whole = PLAIN.bytes_of(FAULTS)
    head = whole.index(b"\n") + 1
    at = data.draw(st.integers(head, len(whole) - 1))
    until = data.draw(st.integers(at, min(len(whole), at + 9)))
    between = data.draw(
        st.binary(max_size=9) | st.sampled_from([b'"', b"\n\n", b",", b" ", b"\t", b"#", b"\\", b"NULL"])
    )
    damaged = whole[:at] + between + whole[until:]
    found: list[object] = []
    with TemporaryDirectory() as folder:
        for plain in (True, False):
            try:
                done = ingested(Path(folder), damaged, plain=plain)
                found.append((done.register.fingerprint, done.report))
            except RegisterRefused as refused:
                found.append(str(refused))
    assert found[0] == found[1]
