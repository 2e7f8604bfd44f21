"""`virkning settings`: every setting the environment may give, as one table."""

import click

from virkning.config.environment import SETTINGS


@click.command("settings")
def settings_command() -> None:
    """Vis alle indstillinger, deres standardværdi og formål."""
    width = max(len(setting.name) for setting in SETTINGS)
    for setting in SETTINGS:
        click.echo(f"{setting.name:<{width}}  {setting.default or '–'}  {setting.purpose}")
