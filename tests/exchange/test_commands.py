"""`import-project` and `export-project`, as a person at a terminal meets them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from exchange.books import book, cells, changed, xlsx
from virkning.cli.workbooks import export_project_command, import_project_command
from virkning.rooms.access.scope import system_scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.lookup import ProjectAmbiguous, ProjectNotFound, find_project

VIRKNING = [str(Path(sys.executable).parent / "virkning")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ark.xlsx"
    path.write_bytes(book())
    return path


def run(command: Any, *arguments: object) -> Result:
    ended = CliRunner().invoke(command, [str(one) for one in arguments])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended


@pytest.mark.django_db
def test_import_tells_what_it_did_and_nothing_the_second_time(file: Path) -> None:
    first = run(import_project_command, file)
    assert first.exit_code == 0
    assert first.stdout.splitlines()[0] == 'Projektet "Vejen frem" er oprettet.'
    assert "Målinger: 10 tilføjet" in first.stdout
    second = run(import_project_command, file, "--prune")
    assert (second.exit_code, second.stdout, second.stderr) == (0, "Intet er ændret.\n", "")
    file.write_bytes(book({"Målinger!D2": 107, "Områder!A4": "3", "Områder!B4": "Ny"}))
    third = run(import_project_command, file)
    assert third.exit_code == 0
    assert third.stdout.splitlines() == [
        "Advarsel: Målinger!D2: værdien er over 100 pct.: 107",
        "Områder: 1 tilføjet",
        "Målinger: 1 ændret",
    ]


@pytest.mark.django_db
def test_errors_go_to_stderr_with_exit_code_1_and_nothing_is_written(file: Path) -> None:
    file.write_bytes(book({"Milepæle!E2": "halvtreds", "Målinger!A9": "F9"}))
    ended = run(import_project_command, file)
    assert (ended.exit_code, ended.stdout) == (1, "")
    first, second, count = ended.stderr.splitlines()
    assert first.startswith("Milepæle!E2: “halvtreds” er ikke et tal")
    assert second == 'Målinger!A9: resultatet "F9" findes ikke på arket Resultater'
    assert count == "Der er 2 fejl. Intet er indlæst."
    assert not Project._base_manager.exists()


@pytest.mark.django_db
def test_a_file_that_is_not_there_or_not_a_workbook(tmp_path: Path) -> None:
    for path in (tmp_path / "mangler.xlsx", tmp_path):
        ended = run(import_project_command, path)
        assert (ended.exit_code, ended.stdout) == (1, "")
        assert "kan ikke læses" in ended.stderr
    (tmp_path / "billede.xlsx").write_bytes(b"\x89PNG")
    ended = run(import_project_command, tmp_path / "billede.xlsx")
    assert ended.exit_code == 1
    assert "ikke en Excel-fil" in ended.stderr


@pytest.mark.django_db
def test_export_writes_the_file_and_refuses_what_it_does_not_know(file: Path, tmp_path: Path) -> None:
    run(import_project_command, file)
    out = tmp_path / "ud.xlsx"
    for name in (
        "Vejen frem",
        "vejen frem",
        "Vejen frem, Holstebro",
        "Vejen frem (Holstebro Kommune)",
        "Vejen frem, 661",
    ):
        out.unlink(missing_ok=True)
        assert run(export_project_command, name, out).exit_code == 0
        assert cells(out.read_bytes())["Projekt"][1] == ["Projekt", "Vejen frem"]
    for name in ("Ukendt", "Vejen frem, Struer", ""):
        ended = run(export_project_command, name, tmp_path / "nej.xlsx")
        assert ended.exit_code == 1
        assert f'Der er ikke noget projekt, der hedder "{name}".' in ended.stderr
    ended = run(export_project_command, "Vejen frem", tmp_path / "mangler" / "ud.xlsx")
    assert ended.exit_code == 1
    assert "kan ikke skrives" in ended.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ark.xlsx", "ud.xlsx"]


@pytest.mark.django_db
def test_an_ambiguous_name_lists_the_candidates(file: Path, tmp_path: Path) -> None:
    run(import_project_command, file)
    file.write_bytes(book({"Projekt!B3": "Struer"}))
    run(import_project_command, file)
    ended = run(export_project_command, "Vejen frem", tmp_path / "ud.xlsx")
    assert ended.exit_code == 1
    assert "  Vejen frem (Holstebro Kommune)\n  Vejen frem (Struer Kommune)\n" in ended.stderr
    with system_scope("test"):
        with pytest.raises(ProjectAmbiguous) as ambiguous:
            find_project("Vejen frem")
        assert [find_project(one).pk for one in ambiguous.value.candidates] == list(
            Project.objects.order_by("pk").values_list("pk", flat=True)
        )


@pytest.mark.django_db
def test_a_name_with_a_comma_or_brackets_is_found(file: Path) -> None:
    for name in ("Job, uddannelse og (måske) fritid", "Unge (15-24)"):
        file.write_bytes(book({"Projekt!B2": name}))
        assert run(import_project_command, file).exit_code == 0
        with system_scope("test"):
            assert find_project(name).name == name
            assert find_project(f"{name}, Holstebro").name == name
            with pytest.raises(ProjectNotFound):
                find_project(f"{name}, Lemvig")


# The real program -----------------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> dict[str, str]:
    """The environment of a program with an embedded database of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return {**os.environ, "VIRKNING_MODE": "test", "VIRKNING_DATA": str(folder), "DATABASE_URL": ""}


def program(data: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*VIRKNING, *map(str, arguments)], env=data, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.slow
def test_the_program_itself(file: Path, tmp_path: Path, data: dict[str, str]) -> None:
    before = program(data, "import-project", file)
    assert before.returncode == 1
    assert "virkning migrate" in before.stderr
    assert "Traceback" not in before.stderr
    assert program(data, "migrate", "-v0").returncode == 0
    assert program(data, "import-project", file).returncode == 0
    assert program(data, "export-project", "Vejen frem", tmp_path / "ud.xlsx").returncode == 0
    again = program(data, "import-project", tmp_path / "ud.xlsx", "--prune")
    assert (again.returncode, again.stdout) == (0, "Intet er ændret.\n")
    file.write_bytes(book({"Milepæle!E2": "halvtreds"}))
    refused = program(data, "import-project", file)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Milepæle!E2: “halvtreds” er ikke et tal")


def many_rows() -> bytes:
    sheets = changed({})
    series = [f"S{at}" for at in range(1500)]
    periods = ("2010", "2011", "2012", "2013")
    sheets["Målinger"] += [
        ["F2", one, period, 1.5, "", "", "x" * 50, "", ""] for one in series for period in periods
    ]
    return xlsx(sheets)


@pytest.mark.slow
@pytest.mark.once
def test_a_killed_import_leaves_nothing_half_done(
    file: Path, data: dict[str, str], migrated: Path | None
) -> None:
    file.write_bytes(many_rows())
    # On a machine in a hurry the import may be over before it is met; then it was not killed, and is tried again.
    for _attempt in range(5):
        if _killed(file, data, migrated):
            break
    else:
        pytest.fail("The import was over each time before it could be killed.")
    assert program(data, "import-project", file).returncode == 0
    assert program(data, "import-project", file).stdout == "Intet er ændret.\n"


def _killed(file: Path, data: dict[str, str], migrated: Path | None) -> bool:
    """Kill an import into an empty database while it writes; False where it had ended. Nothing of it is there after."""
    for left in Path(data["VIRKNING_DATA"]).glob("virkning.sqlite3*"):
        left.unlink()
    if migrated is None:
        assert program(data, "migrate", "-v0").returncode == 0
    else:
        shutil.copy(migrated, Path(data["VIRKNING_DATA"]) / "virkning.sqlite3")
    log = Path(data["VIRKNING_DATA"]) / "virkning.sqlite3-wal"
    started = subprocess.Popen(
        [*VIRKNING, "import-project", str(file)],
        env=data,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and started.poll() is None:
        if log.exists() and log.stat().st_size > 100_000:  # rows have been written, the end has not
            break
        time.sleep(0.002)
    started.send_signal(signal.SIGKILL)
    started.wait(10)
    ended = program(data, "export-project", "Vejen frem", Path(data["VIRKNING_DATA"]) / "ud.xlsx")
    if ended.returncode == 0:
        # It had written all of it before it was met: then it must be all.
        assert program(data, "import-project", file).stdout == "Intet er ændret.\n"
        return False
    assert ended.returncode == 1, ended.stdout
    return True
