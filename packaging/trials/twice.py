"""Builds the Linux installers twice and compares them byte by byte."""

import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import contents

TARGETS = ("deb", "rpm", "portable")


def main() -> int:
    """Return 0 if both builds gave the same bytes."""
    first, second = _build(), _build()
    for name, digest in first.items():
        print(f"{'same  ' if second.get(name) == digest else 'DIFFER'}  {name}")
    return 0 if first == second else 1


def _build() -> dict[str, str]:
    subprocess.run([sys.executable, HERE.parent / "build.py", *TARGETS], check=True, capture_output=True)
    files = [path for path in contents.DIST.iterdir() if path.suffix in {".deb", ".rpm", ".xz"}]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


if __name__ == "__main__":
    sys.exit(main())
