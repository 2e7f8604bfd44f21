"""`make bench`: every ratio the project promises, measured in one run.

Set up on a throw-away SQLite database; nothing of a person's data is touched.
"""

import os
import shutil
import sys
import tempfile

FOLDER = tempfile.mkdtemp(prefix="virkning-bench-")
os.environ |= {"VIRKNING_MODE": "test", "VIRKNING_DATA": FOLDER, "VIRKNING_LOG_LEVEL": "ERROR"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "virkning.config.settings")
os.environ["DATABASE_URL"] = ""


def main(chosen: list[str]) -> int:
    """Run the chosen measurements (all without arguments); 1 when a goal is not met."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench import (
        charts,
        closing,
        descriptions,
        imports,
        notes,
        pages,
        plans,
        programmes,
        registers,
        suppression,
    )

    call_command("migrate", verbosity=0)
    measurements = {
        "imports": imports,
        "notes": notes,
        "charts": charts,
        "pages": pages,
        "programmes": programmes,
        "closing": closing,
        "plans": plans,
        "descriptions": descriptions,
        "registers": registers,
        "suppression": suppression,
    }
    unmet = 0
    for name, module in measurements.items():
        if chosen and name not in chosen:
            continue
        for line in module.measure(FOLDER):
            print(line, flush=True)
            unmet += "NOT MET" in str(line)
    return 1 if unmet else 0


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    sys.exit(code)
