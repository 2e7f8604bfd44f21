"""Loaded before Django's settings: tests run in test mode, on data of their own, whoever starts them and how."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["VIRKNING_MODE"] = "test"
os.environ["VIRKNING_DEMO"] = "0"
if "VIRKNING_DATA" not in os.environ:
    os.environ["VIRKNING_DATA"] = tempfile.mkdtemp(prefix="virkning-tests-")
    atexit.register(shutil.rmtree, os.environ["VIRKNING_DATA"], ignore_errors=True)
elif worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # A folder each inside the one they inherit: a test that deletes kept files must not take another worker's.
    mine = Path(os.environ["VIRKNING_DATA"]) / worker
    mine.mkdir(parents=True, exist_ok=True)
    os.environ["VIRKNING_DATA"] = str(mine)
