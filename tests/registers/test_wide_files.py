"""A wide file becomes the same spells however it is written, by both readers, as cell by cell."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registers.deliveries import (
    PLAIN,
    WEEKS,
    Written,
    files_in,
    kinds,
    listed,
    person_rows,
    spells_of,
    table,
    wide_rows,
)
from virkning.registers import strict
from virkning.registers.deliveries import Ingested, ingest
from virkning.registers.refused import RegisterRefused
from virkning.registers.weeks import week_named

PERSONS = PLAIN.bytes_of(person_rows(("007", "101"), ("7", "147"), ("a b", "101"), ("fælles", "101")))
KEYS = {"007", "7", "a b", "fælles"}
CELLS = st.sampled_from(["", "", "", "700", "700", "7", "007", "0", "999", "x", "1000", "-1", "1 2"])
WAYS = st.builds(
    Written,
    separator=st.sampled_from(",;"),
    quotes=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.booleans(),
    encoding=st.sampled_from(["utf-8", "latin-1"]),
    last_end=st.booleans(),
    blanks=st.booleans(),
)


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[tuple[str, list[str]]], list[str]]:
    weeks = draw(st.permutations(draw(st.sampled_from([WEEKS, WEEKS[:2] + WEEKS[3:]]))))
    keys = draw(st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=4, unique=True))
    row = st.lists(CELLS, min_size=len(weeks), max_size=len(weeks))
    return [(key, draw(row)) for key in keys], list(weeks)


def ingested(folder: str, wide: bytes, persons: bytes = PERSONS, *, plain: bool = True) -> Ingested:
    return ingest(files_in(Path(folder) / "in", wide, persons), Path(folder) / "out", plain=plain)


@settings(max_examples=6)
@given(grids(), WAYS)
def test_however_it_is_written_it_becomes_the_same(grid: Any, way: Written) -> None:
    becomes_the_same(*grid, way)


@pytest.mark.thorough
@settings(max_examples=60)
@given(grids(), WAYS)
def test_it_becomes_the_same_many_times(grid: Any, way: Written) -> None:
    becomes_the_same(*grid, way)


def becomes_the_same(cells: list[tuple[str, list[str]]], weeks: list[str], way: Written) -> None:
    with TemporaryDirectory() as folder:
        plainly = ingested(folder, PLAIN.bytes_of(wide_rows(cells, weeks)))
        assert table(plainly.register, "spells") == spells_of(cells, weeks, KEYS)
        otherwise = ingested(folder, way.bytes_of(wide_rows(cells, weeks)))
        slowly = ingested(folder, PLAIN.bytes_of(wide_rows(cells, weeks)), plain=False)
        assert otherwise.register.fingerprint == plainly.register.fingerprint == slowly.register.fingerprint
        assert slowly.report == plainly.report
        unreadable = kinds(plainly, "wide").get("unreadable-cell", 0)
        assert unreadable == sum(cell in ("x", "1000", "-1", "1 2") for _key, row in cells for cell in row)
        assert kinds(otherwise, "wide").get("unreadable-cell", 0) == unreadable


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [b"1", b"a", b",", b",,,,,,,,", b"700", b",700,700,700", b"\n", b"\r\n", b'"', b";", b"\xe6", b""]
        )
    ),
    st.integers(1, 12),
    st.binary(min_size=strict.SLACK, max_size=strict.SLACK),
)
def test_the_strict_parser_stays_inside_and_takes_only_what_is_plain(
    parts: list[bytes], weeks: int, beyond: bytes
) -> None:
    content = b"".join(parts)
    text = np.frombuffer(content + beyond, np.uint8)
    room = len(content)
    outs = [np.full(room + 8, 99, kind) for kind in (np.uint8, np.int32, np.int16, np.int32, np.int32)]
    inside = [one[:room] if place == 0 else one[: room // 2 + 1] for place, one in enumerate(outs)]
    rows, runs, written, stopped = strict.parse(text, room, ord(","), weeks, *inside)
    assert all((one[len(view) :] == 99).all() for one, view in zip(outs, inside, strict=True))
    assert stopped == -1 or 0 <= stopped <= room
    if stopped == -1:
        lines = content.decode("ascii").replace("\r\n", "\n").split("\n")[:-1]
        cells = [line.split(",") for line in lines]
        assert all(len(row) == weeks + 1 and row[0] for row in cells)
        assert bytes(inside[0][:written]).decode().split("\n")[:-1] == [row[0] for row in cells]
        expanded = [["" for _ in range(weeks)] for _ in cells]
        for row, code, first, last in zip(*(one[:runs].tolist() for one in inside[1:]), strict=True):
            assert first <= last
            expanded[row][first : last + 1] = [str(code)] * (last - first + 1)
        assert expanded == [[str(int(cell)) if cell else "" for cell in row[1:]] for row in cells]
        assert rows == len(cells)


@settings(max_examples=8)
@given(st.data())
def test_a_damaged_file_is_read_the_same_by_both_or_refused_by_both(data: st.DataObject) -> None:
    read_the_same_or_refused(data)


@pytest.mark.thorough
@settings(max_examples=100)
@given(st.data())
def test_many_damaged_files_are_read_the_same_or_refused(data: st.DataObject) -> None:
    read_the_same_or_refused(data)


def read_the_same_or_refused(data: st.DataObject) -> None:
    whole = PLAIN.bytes_of(
        wide_rows([("7", ["700"] * 6), ("007", ["", "", "7", "7", "", "100"]), ("a b", [""] * 6)])
    )
    at = data.draw(st.integers(0, len(whole) - 1))
    until = data.draw(st.integers(at, min(len(whole), at + 12)))
    damaged = (
        whole[:at] + data.draw(st.binary(max_size=12) | st.just(b'"') | st.just(b"\n\n")) + whole[until:]
    )
    with TemporaryDirectory() as folder:
        before = ingested(folder, whole).register.fingerprint
        found: list[Any] = []
        for plain in (True, False):
            try:
                done = ingested(folder, damaged, plain=plain)
                found.append((done.register.fingerprint, done.report, table(done.register, "spells")))
            except RegisterRefused as refused:
                found.append(str(refused))
        assert found[0] == found[1]
        assert isinstance(found[0], tuple) or ingested(folder, whole).register.fingerprint == before


@settings(max_examples=15)
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_are_answered_in_words(wide: bytes, persons: bytes) -> None:
    with TemporaryDirectory() as folder:
        for one, other in ((wide, persons), (b"person,y_1601\n" + wide, b"person\n" + persons)):
            with pytest.raises(RegisterRefused):
                ingested(folder, one, other)
        assert not (Path(folder) / "out" / "register.json").exists()


def test_lines_that_are_no_row_are_listed_and_the_others_used(tmp_path: Path) -> None:
    wide = (
        b"person,y_1552,y_1553,y_1601,note\n"
        b"7,700,700,,hej\n"
        b"\n"
        b"007,700\n"
        b",700,,,\n"
        b"a b,7\x3000,xx,,\n"
        b'"fejl,700,,,\n'
        b"ukendt,700,,,\n"
        b"7,700,700,,igen\n"
        b"7,700,,,\n"
    )
    done = ingested(str(tmp_path), wide)
    assert kinds(done, "wide") == {
        "unreadable-cell": 2,
        "ragged-row": 1,
        "bad-quotes": 1,
        "no-key": 1,
        "unknown-person": 1,
        "repeated": 1,
        "contradicting": 1,
        "blank-line": 1,
        "ignored-column": 1,
    }
    assert listed(done, "wide", "unreadable-cell") == [
        {"line": 6, "column": "y_1552"},
        {"line": 6, "column": "y_1553"},
    ]
    assert listed(done, "wide", "ragged-row") == [{"line": 4, "found": 2, "expected": 5}]
    assert listed(done, "wide", "contradicting") == [{"line": 10, "first": 2}]
    first = week_named("y_1552")
    assert table(done.register, "spells") == [(0, 700, first, first + 1), (1, -1, first, first + 1)]
    assert done.report["weeks"] == [["y_1552", "y_1601"]]
    assert done.register.manifest["ingest"]["path"] == "lists"


def test_the_first_byte_that_is_not_plain_is_told(tmp_path: Path) -> None:
    done = ingested(str(tmp_path), b"person,y_1601,y_1602\n7,700,\na b,7x0,\n")
    assert done.register.manifest["ingest"]["refused"] == [{"line": 3, "byte": 29}]


def test_codes_nobody_knows_are_kept_and_counted(tmp_path: Path) -> None:
    done = ingested(
        str(tmp_path), PLAIN.bytes_of(wide_rows([("7", ["456"] * 6), ("007", ["456", *["700"] * 5])]))
    )
    assert done.report["unknown_codes"] == [{"code": 456, "cells": 7, "persons": 2}]
    assert done.register.manifest["ingest"]["path"] == "fast"


def test_a_week_that_was_not_delivered_ends_a_run(tmp_path: Path) -> None:
    weeks = ("y_1552", "y_1601", "y_1602")
    done = ingested(str(tmp_path), PLAIN.bytes_of(wide_rows([("7", ["700"] * 3)], weeks)))
    first = week_named("y_1552")
    assert done.register.weeks == ((first, first), (first + 2, first + 3))
    assert table(done.register, "spells") == [(0, 700, first, first), (0, 700, first + 2, first + 3)]
    assert not done.register.delivered(first, first + 2)


@pytest.mark.parametrize("size", [1, 40, 100])
def test_pieces_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    cells = [
        (f"k{number}", ["700", "", "700", "x" if number == 11 else "", "111", "111"]) for number in range(30)
    ]
    wide = PLAIN.bytes_of(wide_rows(cells))
    persons = PLAIN.bytes_of(person_rows(*((key, "101") for key, _row in reversed(cells))))
    whole = ingested(str(tmp_path), wide, persons)
    monkeypatch.setattr("virkning.registers.wide.PIECE", size)
    pieces = ingested(str(tmp_path), wide, persons)
    assert (pieces.register.fingerprint, pieces.report) == (whole.register.fingerprint, whole.report)
    assert listed(pieces, "wide", "unreadable-cell") == [{"line": 13, "column": "y_1601"}]
    assert pieces.register.manifest["ingest"]["pieces"]["fast"] > 0 or size > 1000
