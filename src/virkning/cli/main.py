"""The program `virkning`. Its own commands first; any other name is one of Django's (`virkning migrate`)."""

import logging
import os
import sys
from importlib import import_module

import click

from .commands import COMMANDS


class Program(click.Group):
    """Our commands, each loaded when it is called, and Django's behind them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return _django_command(cmd_name)
        if cmd_name != "run":  # a command says what is wrong in its own words; the site logs
            logging.getLogger().setLevel(logging.ERROR)
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


def _django_command(name: str) -> click.Command:
    """A command of Django's or of an installed app, its arguments passed on untouched."""

    @click.command(name, context_settings={"ignore_unknown_options": True, "help_option_names": []})
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def run(arguments: tuple[str, ...]) -> None:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["virkning", name, *arguments])

    return run


@click.group(
    cls=Program, help="Virkning på kommandolinjen. Djangos kommandoer virker også, fx «virkning migrate»."
)
def program() -> None:
    """Set up by `main`."""


def main() -> None:
    """Start Django once and run. Unsafe settings end with a message, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "virkning.config.settings")
    from virkning.config.environment import UnsafeSetting

    try:
        import django

        django.setup()
    except UnsafeSetting as error:
        click.echo(f"Virkning starter ikke:\n{error}", err=True)
        sys.exit(1)
    program()


if __name__ == "__main__":
    main()
