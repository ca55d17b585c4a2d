"""What the frozen program starts: first a place for Matplotlib's font cache that outlives it, then Liaison."""

import os
import sys
from pathlib import Path


def _remember_fonts() -> None:
    """Name the font cache's folder: the freezer names a new one at each start, and fonts were sought each time."""
    from db import places
    from db.version import VERSION

    folder = places.cache_dir() / f"matplotlib-{VERSION}"
    os.environ["MPLCONFIGDIR"] = str(folder)


def _stay_portable() -> None:
    """Keep everything beside the program where a file named `portable` lies there."""
    folder = Path(sys.executable).resolve().parent
    if (folder / "portable").exists():
        os.environ.setdefault("LIAISON_HOME", str(folder / "settings"))


if __name__ == "__main__":
    _stay_portable()
    _remember_fonts()
    from desktop.__main__ import main

    sys.exit(main())
