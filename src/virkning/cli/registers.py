"""`virkning register …`: from a delivery of person-level data to figures.

The first three need no database; `run` and `publish` work on the site's own registers.
"""

from importlib import import_module

import click

#: The group's commands: name → where it is. Loaded when called, since each brings heavy libraries along.
SUBCOMMANDS: dict[str, str] = {
    "ingest": "virkning.cli.registeringest:ingest_command",
    "measure": "virkning.cli.registermeasure:measure_command",
    "explain": "virkning.cli.registerexplain:explain_command",
    "run": "virkning.cli.registerrun:run_command",
    "publish": "virkning.cli.registerrun:publish_command",
}


class Registers(click.Group):
    """The group, which knows its commands by name only."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        module, _, attribute = SUBCOMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group("register", cls=Registers)
def register_group() -> None:
    """Registre: indlæs en leverance, regn opgørelser, og se, hvordan et tal er blevet til."""
