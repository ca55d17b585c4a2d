"""Builds every installer that this machine can, and says which it can't and why: `make installers`."""

import hashlib
import importlib.util
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "linux"), str(HERE / "windows"), str(HERE / "macos")]

import contents
from common import MissingError


def main() -> int:
    """Build all, or the targets that are named."""
    wanted = sys.argv[1:] or ["deb", "rpm", "portable", "windows", "macos"]
    made: list[Path] = []
    refused: list[str] = []
    frozen = None
    for target in wanted:
        try:
            if target in {"deb", "rpm", "portable", "macos"} and frozen is None and _suits(target):
                frozen = _module("frozen").build()
            made.append(_build(target, frozen))
        except MissingError as missing:
            refused.append(f"{target}: {missing}")
    _sum_up(made, frozen)
    for path in made:
        print(f"made     {path.relative_to(contents.ROOT)}  {path.stat().st_size / 1e6:.1f} MB")
    for words in refused:
        print(f"not made {words}")
    return 0


def _build(target: str, frozen: Path | None) -> Path:
    if not _suits(target):
        raise MissingError("needs a Mac" if target == "macos" else "needs Linux")
    build: Callable[..., Path] = _module(target).build
    return build() if target == "windows" else build(frozen)


def _suits(target: str) -> bool:
    """Tell whether this system can build a target at all."""
    return {"macos": sys.platform == "darwin", "windows": True}.get(target, sys.platform == "linux")


def _module(target: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{target}_build", HERE / target / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sum_up(made: list[Path], frozen: Path | None) -> None:
    """Put checksums, licences and the bill of materials beside the installers."""
    if frozen is not None:
        for name in ("THIRD-PARTY.txt", "NOTICE.txt", "sbom.cdx.json"):
            shutil.copy(frozen / "licences" / name, contents.DIST)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(made)]
    if sums:
        (contents.DIST / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
