"""Opens the sample for `make run`: builds it once, then starts the window."""

import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Build the sample beside the environment if it is not there yet, and open it."""
    liaison, sample = Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute()
    if not sample.exists():
        sample.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([liaison, "new", sample, "--sample"], check=True, stdout=subprocess.DEVNULL)
    os.execv(liaison, [str(liaison), str(sample)])  # noqa: S606


if __name__ == "__main__":
    sys.exit(main())
