"""Loaded before Django's settings: tests run in test mode, on data of their own, whoever starts them and how."""

import atexit
import os
import shutil
import tempfile

os.environ["VIRKNING_MODE"] = "test"
os.environ["VIRKNING_DEMO"] = "0"
if "VIRKNING_DATA" not in os.environ:
    os.environ["VIRKNING_DATA"] = tempfile.mkdtemp(prefix="virkning-tests-")
    atexit.register(shutil.rmtree, os.environ["VIRKNING_DATA"], ignore_errors=True)
