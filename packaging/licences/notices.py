"""Licences, notices and the software bill of materials of everything that an installer holds."""

import json
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

import contents

HERE: Final = Path(__file__).resolve().parent
_NOTICE: Final = """\
Liaison {version} is licensed under the Apache License 2.0 (LICENSE.txt).

It uses Qt {qt} and Qt for Python (PySide6, Shiboken) under the GNU Lesser General Public License 3
(LGPL-3.0.txt, which adds to GPL-3.0.txt). They are shared libraries of their own in the folder of the program:
you may replace them by builds of your own with the same interfaces, and nothing forbids taking the program
apart to find errors in such changes. On macOS the program has to be signed anew afterwards:
codesign --force --deep --sign - Liaison.app.
Their sources: https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/
(release {qt}); they are used unchanged.

The licences of all other parts are in THIRD-PARTY.txt; sbom.cdx.json lists all parts in CycloneDX's form.
"""
_LISTING: Final = """
import json, sys
from importlib.metadata import distributions
found = []
for one in distributions():
    texts = []
    for file in one.files or ():
        name = file.name.lower()
        if any(word in name for word in ("licen", "copying", "notice", "authors")) and ".dist-info" in str(file):
            path = one.locate_file(file)
            if path.is_file():
                texts.append((str(file), path.read_text(encoding="utf-8", errors="replace")))
    meta = one.metadata
    licence = meta.get("License-Expression") or meta.get("License") or "; ".join(
        c.rpartition(" :: ")[2] for c in meta.get_all("Classifier") or () if c.startswith("License")
    )
    found.append({"name": meta["Name"], "version": one.version, "licence": licence.splitlines()[0] if licence else "",
                  "home": meta.get("Home-page") or "", "texts": sorted(texts)})
json.dump(found, sys.stdout)
"""


def write(folder: Path, environment: Path, version: str, moment: int) -> None:
    """Write LICENSE, the notice, the licences of all parts and the bill of materials into a new folder."""
    folder.mkdir(parents=True)
    parts = list(_wheels(environment))
    native = list(_native(folder.parent))
    qt = next(one["version"] for one in parts if one["name"].lower().startswith("pyside6"))
    shutil.copy(contents.ROOT / "LICENSE", folder / "LICENSE.txt")
    for name in ("LGPL-3.0.txt", "GPL-3.0.txt"):
        shutil.copy(HERE / name, folder / name)
    (folder / "NOTICE.txt").write_text(_NOTICE.format(version=version, qt=qt), encoding="utf-8")
    (folder / "THIRD-PARTY.txt").write_text("".join(_told(parts, native)), encoding="utf-8")
    bill = _bill(parts, native, version, moment)
    (folder / "sbom.cdx.json").write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _wheels(environment: Path) -> Iterator[dict[str, Any]]:
    """Yield the wheels of the run-time lock as installed; those of the build tools are not shipped."""
    python = next(
        path
        for path in (environment / "bin" / "python", environment / "Scripts" / "python.exe")
        if path.exists()
    )
    listed = subprocess.run([python, "-I", "-c", _LISTING], capture_output=True, text=True, check=True).stdout
    lock = (contents.ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    wanted = {
        line.split("==")[0].lower().replace("_", "-")
        for line in lock.splitlines()
        if "==" in line and line[0] != " "
    }
    for one in sorted(json.loads(listed), key=lambda each: each["name"].lower()):
        if one["name"].lower().replace("_", "-") in wanted:
            yield one


def _native(program: Path) -> Iterator[dict[str, Any]]:
    """Yield the parts of the checked-in list of which a file is in the program."""
    names = {path.name for path in program.rglob("*") if path.is_file()}
    for part in tomllib.loads((HERE / "native.toml").read_text(encoding="utf-8"))["part"]:
        if any(fnmatch(name, pattern) for pattern in part["files"] for name in names):
            yield part


def _told(parts: list[dict[str, Any]], native: list[dict[str, Any]]) -> Iterator[str]:
    yield "Parts of the program that others made, with their licences.\n"
    for one in native:
        yield f"\n{'=' * 100}\n{one['name']}\nLicence: {one['licence']}\nSource: {one['source']}\n"
    for one in parts:
        yield f"\n{'=' * 100}\n{one['name']} {one['version']}\nLicence: {one['licence']}\n"
        for name, text in one["texts"]:
            yield f"\n--- {Path(name).name}\n{text.rstrip()}\n"


def _bill(
    parts: list[dict[str, Any]], native: list[dict[str, Any]], version: str, moment: int
) -> dict[str, Any]:
    from datetime import UTC, datetime

    wheels = [
        {
            "type": "library", "bom-ref": f"pkg:pypi/{one['name'].lower()}@{one['version']}", "name": one["name"],
            "version": one["version"], "purl": f"pkg:pypi/{one['name'].lower()}@{one['version']}",
            **({"licenses": [{"license": {"name": one["licence"]}}]} if one["licence"] else {}),
        }
        for one in parts
    ]  # fmt: skip
    others = [
        {
            "type": "library", "bom-ref": f"native:{one['name']}", "name": one["name"],
            "licenses": [{"license": {"name": one["licence"]}}],
            "externalReferences": [{"type": "website", "url": one["source"]}],
        }
        for one in native
    ]  # fmt: skip
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application", "bom-ref": "liaison", "name": contents.TITLE, "version": version,
                "licenses": [{"license": {"id": contents.LICENCE}}],
            },
        },
        "components": wheels + others,
    }  # fmt: skip
