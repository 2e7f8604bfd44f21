"""Make sure the browser tests find Chromium: use the one that is there, install Debian's, or say what to install."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """0 when there is a Chromium afterwards."""
    if any(shutil.which(name) for name in NAMES):
        return 0
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        sys.stderr.write("Installing Chromium for the browser tests …\n")
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run([apt, "update", "-qq"], check=False, **quiet)  # noqa: S603
        install = [apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        subprocess.run(install, check=False, **quiet)  # noqa: S603
        if any(shutil.which(name) for name in NAMES):
            return 0
    sys.stderr.write("The browser tests need Chromium. On Debian: apt-get install chromium\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
