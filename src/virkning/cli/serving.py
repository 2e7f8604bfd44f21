"""`virkning run`: the embedded site in one command: migrate, demo where asked for, web server and job worker."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click

#: The most gunicorn takes: past it the server itself answers, in English and without a page.
LONGEST_ADDRESS = 8190


@click.command("run")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def run(host: str, port: int) -> None:
    """Start siden og jobarbejderen på denne maskine."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if settings.DEMO:
        from .demo import demo

        demo.callback()  # type: ignore[misc]
    server = [sys.executable, "-m", "gunicorn", "virkning.config.wsgi", "--bind", f"{host}:{port}"]
    server += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    server += ["--limit-request-line", str(LONGEST_ADDRESS)]
    worker = [sys.executable, "-m", "virkning.cli.main", "db_worker", "--no-startup-delay"]
    # Links in mails lead to where the site answers, unless somebody has said otherwise.
    environment = {"VIRKNING_SITE_URL": f"http://{host}:{port}"} | dict(os.environ)
    processes = [
        subprocess.Popen(command, env=environment)  # noqa: S603 - our own programs
        for command in (server, worker)
    ]
    _announce(host, port)
    _watch(processes)


def _announce(host: str, port: int) -> None:
    from django.conf import settings

    from virkning.rooms.organisations.queries import demo_people

    click.echo(f"\nVirkning svarer på http://{host}:{port}\n")
    if settings.DEMO:
        click.echo("Demopersoner (ét klik på log ind-siden):")
        for person in demo_people():
            click.echo(f"  {person.name}, {person.organisation}")
    click.echo("\nStop med Ctrl+C.")


def _watch(processes: list[subprocess.Popen[bytes]]) -> None:
    """Until one ends or we are told to stop; then end the others and say which one failed."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    ended = None
    try:
        while ended is None:
            time.sleep(0.5)
            ended = next((process for process in processes if process.poll() is not None), None)
    except KeyboardInterrupt:
        pass
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(timeout=15)
    if ended is not None and ended.returncode:
        click.echo("En af processerne stoppede med en fejl; se ovenfor.", err=True)
        os._exit(1)
