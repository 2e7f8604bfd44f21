"""`virkning run`, as `make run` calls it: a real server on a real port, with demo data and a job worker beside it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.slow
def test_run_serves_the_demo_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("VIRKNING", "DATABASE"))
    }
    environment |= {"VIRKNING_DEMO": "1", "VIRKNING_DATA": str(tmp_path)}
    command = [sys.executable, "-u", "-m", "virkning.cli.main", "run", "--port", str(port)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            page = answer(f"http://127.0.0.1:{port}/log-ind/")
            assert "Prøv som en af demopersonerne" in page
            # A long address is the site's to answer, as far as the server can read one.
            assert "Log ind" in answer(f"http://127.0.0.1:{port}/soeg/?q={'a' * 8000}")
            assert '"status": "ok"' in answer(f"http://127.0.0.1:{port}/sundhed/")
            children = subprocess.run(
                ["ps", "-o", "args=", "--ppid", str(process.pid)], capture_output=True, text=True, check=True
            ).stdout
            assert "db_worker" in children
            assert "gunicorn" in children
        finally:
            process.send_signal(signal.SIGTERM)
            told, _ = process.communicate(timeout=30)
    assert f"http://127.0.0.1:{port}" in told
    assert "Projektleder i Holstebro" in told
    assert "Traceback" not in told


def answer(address: str, seconds: float = 180) -> str:
    """What the address answers, once it does."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as response:  # noqa: S310 - our own loopback address
                return str(response.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
