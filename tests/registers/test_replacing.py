"""A register is replaced in one step: refused, killed or met by another, the old one stays as it was."""

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from registers.deliveries import PLAIN, files_in, person_rows, table, wide_rows
from virkning.registers.deliveries import Delivery, ingest
from virkning.registers.refused import RegisterRefused
from virkning.registers.replacing import replacing
from virkning.registers.store import open_register

PERSONS = PLAIN.bytes_of(person_rows(("1", "101")))
HEAD = b"person,y_1601,y_1602\n"


def delivered(folder: Path, code: str = "700") -> Delivery:
    return files_in(folder / f"in{code}", PLAIN.bytes_of(wide_rows([("1", [code] * 6)])), PERSONS)


#: An ingest that kills itself as a machine would that stops: at a moment a test cannot hit from outside.
_KILLED = """
import os, signal, sys
from pathlib import Path
from virkning.registers import deliveries, replacing
def die(*_arguments, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
where, wide, persons, out = sys.argv[1:]
if where == "reading":
    deliveries.join = die
elif where == "written":
    deliveries.write_report = die
elif where == "moved":
    replacing.os.replace = die
else:
    replacing._sweep = lambda folder, kept, previous=False: None if previous else die()
deliveries.ingest(deliveries.Delivery(Path(wide), Path(persons)), Path(out))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "is_old"),
    [
        pytest.param("reading", True, marks=pytest.mark.thorough),
        pytest.param("written", True, marks=pytest.mark.thorough),
        ("moved", True),
        ("done", False),
    ],
)
def test_killed_it_leaves_the_old_or_the_new_whole(tmp_path: Path, where: str, is_old: bool) -> None:
    out = tmp_path / "out"
    old = ingest(delivered(tmp_path), out).register
    new = delivered(tmp_path, "111")
    called = [sys.executable, "-c", _KILLED, where, str(new.wide), str(new.persons), str(out)]
    ended = subprocess.run(called, capture_output=True, timeout=120, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    found = open_register(out)
    assert (found.fingerprint == old.fingerprint) is is_old
    assert table(found, "spells")[0][1] == (700 if is_old else 111)
    again = ingest(new, out).register
    assert table(again, "spells")[0][1] == 111
    assert len(list(out.glob(".building-*"))) == 0
    assert len(list(out.glob("data-*"))) == 2


def test_two_at_once_do_not_mix(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with replacing(out), pytest.raises(RegisterRefused, match="indlæses allerede"):
        ingest(delivered(tmp_path), out)
    assert ingest(delivered(tmp_path), out).register.fingerprint


def test_a_reader_under_way_keeps_what_it_opened(tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = ingest(delivered(tmp_path), out).register
    ingest(delivered(tmp_path, "111"), out)
    assert table(before, "spells")[0][1] == 700
    ingest(delivered(tmp_path, "112"), out)
    assert not before.spells.exists()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "brev.docx").write_text("vigtigt")
    with pytest.raises(RegisterRefused, match=r"brev\.docx"):
        ingest(delivered(tmp_path), tmp_path / "out")
    with pytest.raises(RegisterRefused, match="register ingest"):
        open_register(tmp_path / "out")


@pytest.mark.parametrize(
    ("wide", "said"),
    [
        (b"", "er tom"),
        (b"\xef\xbb\xbf", "er tom"),
        (HEAD, "ingen rækker"),
        (b"1,700,700\n", "mangler person"),
        (b"person,navn\n1,2\n", "ingen uger"),
        (b"person,y_1654\n1,2\n", "y_1654"),
        (b"person,y_9131\n1,2\n", "y_9131"),
        (b"person,y_1601,Y_1601\n1,2,3\n", "mere end én gang"),
        (b"person" + b",y_1601" * 6000 + b"\n", "5300 kolonner"),
        (b"PK\x03\x04" + bytes(100), "Excel"),
        ("person,y_1601\n".encode("utf-16"), "UTF-16"),
        (bytes(2000), "ikke tekst"),
        (b"person,y_1601\r1,700\r", "ikke tekst"),
        (b"person" + b" " * 2**21, "mere end 1024 KB"),
        (HEAD + b"1" * (6 * 2**20) + b",,\n", "mere end 1024 KB"),
        (gzip.compress(b"person" + bytes(50 * 2**20)), "mere end 1024 KB"),
        (gzip.compress(HEAD + b"1,700,\n")[:-9], "beskadiget"),
        (b"\x1f\x8bnonsense", "beskadiget"),
        (HEAD + b"2,700,700\n", "Ingen personer"),
    ],
)
def test_what_is_no_delivery_is_refused_in_words(tmp_path: Path, wide: bytes, said: str) -> None:
    out = tmp_path / "out"
    with pytest.raises(RegisterRefused, match=said):
        ingest(files_in(tmp_path, wide, PERSONS), out)
    assert [one.name for one in out.iterdir()] == [".lock"]


def test_a_compressed_delivery_is_the_same(tmp_path: Path) -> None:
    plain = delivered(tmp_path)
    first = ingest(plain, tmp_path / "out").register
    packed = files_in(
        tmp_path / "gz", *(gzip.compress(one.read_bytes()) for one in (plain.wide, plain.persons))
    )
    found = ingest(packed, tmp_path / "out").register
    assert found.fingerprint == first.fingerprint
    assert [one["bytes"] for one in found.manifest["sources"]] == [
        os.stat(one).st_size for one in packed.files.values()
    ]


def test_a_folder_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(RegisterRefused, match="almindelig fil"):
            ingest(Delivery(place, place), tmp_path / "out")


def test_a_file_that_is_being_written_is_refused(tmp_path: Path) -> None:
    new = delivered(tmp_path)
    with pytest.raises(RegisterRefused, match="blev ændret"):
        ingest(new, tmp_path / "out", progress=lambda _done, _total: os.truncate(new.wide, 30))
