"""docs/drift.md: its commands exist, and its table holds every setting with the value it has without one."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core.management import get_commands, load_command_class

from virkning.cli.commands import COMMANDS
from virkning.cli.main import program
from virkning.config.environment import SETTINGS
from virkning.config.logs import BEFORE_SECRETS

GUIDE = (Path(settings.PROJECT_ROOT) / "docs" / "drift.md").read_text(encoding="utf-8")
#: A command at the start of a line of a block, after its path or its environment, or alone in running text.
CALLS = sorted(
    {
        (call["name"], call["rest"])
        for call in re.finditer(
            r"(?:^ {4}|/bin/|[A-Z]=\S+ |`)virkning (?P<name>[a-z][a-z_-]*[a-z])(?=[ `\n])(?P<rest>[^`\n]*)",
            GUIDE,
            re.MULTILINE,
        )
    }
)


def test_every_setting_stands_in_the_guide() -> None:
    rows = {row[1]: row[2] for row in re.finditer(r"^\| `([A-Z_]+)` \| (.+?) \|", GUIDE, re.MULTILINE)}
    assert list(rows) == [setting.name for setting in SETTINGS]
    for setting in SETTINGS:
        if setting.default:
            assert rows[setting.name] == f"`{setting.default}`", setting.name


@pytest.mark.parametrize(("name", "rest"), CALLS)
def test_every_command_of_the_guide_exists_with_its_options(name: str, rest: str) -> None:
    options = re.findall(r"--[a-z-]+", rest)
    if name in COMMANDS:
        shown = CliRunner().invoke(program, [name, "--help"])
        assert shown.exit_code == 0
        assert [one for one in options if one not in shown.output] == []
    else:
        app = get_commands()[name]
        command = load_command_class(app, name) if isinstance(app, str) else app
        told = command.create_parser("virkning", name).format_help()
        assert [one for one in options if one not in told] == []


def test_the_guide_names_the_commands_operations_need() -> None:
    needed = {"backup", "restore", "add-administrator", "switch-off-second-factor", "migrate", "db_worker"}
    assert needed | {"erase-drafts"} <= {name for name, _rest in CALLS}


def test_the_proxys_log_leaves_out_what_ours_does() -> None:
    block = GUIDE[GUIDE.index("map $request_uri") : GUIDE.index("log_format")]
    pattern = re.search(r"~\*(\S+)", block)
    assert pattern is not None
    hides = re.compile(pattern[1].replace("(?<", "(?P<"), re.IGNORECASE)
    for beginning in BEFORE_SECRETS:
        found = hides.match(f"{beginning}hemmelig/")
        assert found is not None
        assert found["begyndelse"] == beginning
