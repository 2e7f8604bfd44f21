"""Settings from the environment: what they are without one, and what production refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from virkning.config.environment import SETTINGS, UnsafeSetting, read_environment

SAFE = {
    "VIRKNING_MODE": "production",
    "VIRKNING_SECRET_KEY": "x" * 60,
    "VIRKNING_HOSTS": "virkning.example.dk",
    "VIRKNING_SITE_URL": "https://virkning.example.dk",
    "VIRKNING_SMTP_URL": "smtp://virkning:hemmeligt@smtp.example.dk:587?tls=1",
    "VIRKNING_MAIL_FROM": "virkning@example.dk",
}


def test_without_anything_set_the_site_is_local_and_keeps_a_secret_of_its_own(tmp_path: Path) -> None:
    first = read_environment(tmp_path, {})
    assert first.mode == "local"
    assert first["VIRKNING_DEMO"] is False
    assert first["VIRKNING_HOSTS"] == ["127.0.0.1", "localhost"]
    assert first["DATABASE_URL"].startswith("sqlite:////")
    assert read_environment(tmp_path, {})["VIRKNING_SECRET_KEY"] == first["VIRKNING_SECRET_KEY"]
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0


def test_production_starts_when_everything_is_safe(tmp_path: Path) -> None:
    assert read_environment(tmp_path, SAFE).mode == "production"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"VIRKNING_DEBUG": "1"}, "VIRKNING_DEBUG"),
        ({"VIRKNING_DEMO": "1"}, "VIRKNING_DEMO"),
        ({"VIRKNING_SECRET_KEY": ""}, "VIRKNING_SECRET_KEY"),
        ({"VIRKNING_SECRET_KEY": "short"}, "VIRKNING_SECRET_KEY"),
        ({"VIRKNING_HOSTS": "*"}, "VIRKNING_HOSTS"),
        ({"VIRKNING_HOSTS": ".example.dk"}, "VIRKNING_HOSTS"),
        ({"VIRKNING_HOSTS": "a.dk,*.b.dk"}, "VIRKNING_HOSTS"),
        ({"VIRKNING_SITE_URL": "http://virkning.example.dk"}, "VIRKNING_SITE_URL"),
        ({"VIRKNING_SMTP_URL": ""}, "VIRKNING_SMTP_URL"),
        ({"VIRKNING_SMTP_URL": "smtp://a:b@smtp.example.dk"}, "VIRKNING_SMTP_URL"),
        ({"VIRKNING_SMTP_URL": "http://smtp.example.dk"}, "VIRKNING_SMTP_URL"),
        ({"VIRKNING_MAIL_FROM": ""}, "VIRKNING_MAIL_FROM"),
    ],
)
def test_production_refuses_what_is_unsafe(tmp_path: Path, change: dict[str, str], named: str) -> None:
    with pytest.raises(UnsafeSetting, match=named):
        read_environment(tmp_path, SAFE | change)


def test_every_unsafe_setting_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSetting) as refused:
        read_environment(tmp_path, SAFE | {"VIRKNING_DEBUG": "1", "VIRKNING_DEMO": "1"})
    assert "VIRKNING_DEBUG" in str(refused.value)
    assert "VIRKNING_DEMO" in str(refused.value)


@pytest.mark.parametrize(("name", "value"), [("VIRKNING_MODE", "prod"), ("VIRKNING_DEBUG", "maybe")])
def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(UnsafeSetting, match=name):
        read_environment(tmp_path, {name: value})


def test_every_setting_says_what_it_is_for() -> None:
    assert all(setting.purpose for setting in SETTINGS)
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


@pytest.mark.slow
def test_the_program_refuses_to_start_with_a_message_and_no_traceback() -> None:
    environment = os.environ | SAFE | {"VIRKNING_DEMO": "1"}
    command = [sys.executable, "-m", "virkning.cli.main", "check"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "VIRKNING_DEMO" in ended.stderr
    assert "Traceback" not in ended.stderr
