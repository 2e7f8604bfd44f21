"""A machine to try backup and restore on: its own data folder and database, spoken to through the program itself."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]


@dataclass
class Machine:
    """A data folder and a database; nothing in them until asked for."""

    folder: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("VIRKNING", "DATABASE"))
        }
        return kept | {
            "VIRKNING_MODE": "test",
            "VIRKNING_DATA": str(self.folder),
            "DATABASE_URL": self.database or f"sqlite:///{self.folder / 'virkning.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "virkning.config.settings",
            "PYTHONPATH": str(TESTS),
        }

    def run(self, *arguments: str | Path) -> tuple[int, str]:
        """`virkning …`: how it ended, and all it said."""
        command = [sys.executable, "-m", "virkning.cli.main", *map(str, arguments)]
        return self._ended(command)

    def do(self, code: str) -> str:
        """A few lines of Python with Django set up."""
        ended, told = self._ended([sys.executable, "-c", f"import django\ndjango.setup()\n{code}"])
        assert ended == 0, told
        return told

    def _ended(self, command: list[str]) -> tuple[int, str]:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        return done.returncode, done.stdout + done.stderr
