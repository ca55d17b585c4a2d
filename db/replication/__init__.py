"""The replication package: one zip with everything that is needed to check a timeline's figures and draw them again.

`db.replication.package.write_package` writes one, `db.replication.importing.import_package` brings one into an empty
timeline, and `is_package` tells cheaply whether a file is one.
"""

import zipfile
from pathlib import Path
from typing import Final

DESCRIPTOR: Final = "datapackage.json"
"""The file that makes a zip a package."""


def is_package(path: Path | str) -> bool:
    """Tell whether a file is a zip with a data package in it, which `import_package` then reads or refuses."""
    try:
        with zipfile.ZipFile(path) as archive:
            return DESCRIPTOR in archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False
