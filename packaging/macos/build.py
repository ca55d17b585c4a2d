"""Makes the disk image of the application bundle, signed and notarised where the keys for it are there.

LIAISON_MAC_IDENTITY names the Developer ID in the keychain; LIAISON_MAC_NOTARY the profile of `notarytool`'s stored
credentials. Without them the bundle is signed for this computer only, and the image's name says so.
"""

import os
import sys
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).resolve().parent.parent),
    str(Path(__file__).resolve().parent.parent / "windows"),
]

import contents
from common import empty, run, tool, version

ENTITLEMENTS = Path(__file__).resolve().parent / "entitlements.plist"


def build(frozen: Path) -> Path:
    """Return the disk image made of the bundle that lies beside the frozen program."""
    bundle = frozen.parent / "Liaison.app"
    identity = os.environ.get("LIAISON_MAC_IDENTITY", "")
    _sign(bundle, identity or "-")
    stage = empty(contents.BUILD / "dmg")
    run(tool("ditto"), bundle, stage / "Liaison.app")
    (stage / "Applications").symlink_to("/Applications")
    contents.DIST.mkdir(exist_ok=True)
    kind = "" if identity else "-unsigned"
    out = contents.DIST / f"Liaison-{version()}-macos-{os.uname().machine}{kind}.dmg"
    out.unlink(missing_ok=True)
    run(tool("hdiutil"), "create", "-volname", contents.TITLE, "-srcfolder", stage, "-format", "ULFO", out)
    profile = os.environ.get("LIAISON_MAC_NOTARY", "")
    if identity:
        run(tool("codesign"), "--sign", identity, "--timestamp", out)
    if identity and profile:
        run(tool("xcrun"), "notarytool", "submit", out, "--keychain-profile", profile, "--wait")
        run(tool("xcrun"), "stapler", "staple", out)
    return out


def _sign(bundle: Path, identity: str) -> None:
    """Sign from the inside out: libraries first, the bundle last."""
    signing = [tool("codesign"), "--force", "--options", "runtime", "--sign", identity]
    signing += ["--timestamp"] if identity != "-" else []
    inner = [path for path in bundle.rglob("*") if path.suffix in {".so", ".dylib"} and not path.is_symlink()]
    for path in sorted(inner, key=lambda path: -len(path.parts)):
        run(*signing, path)
    run(*signing, "--entitlements", ENTITLEMENTS, bundle)
    run(tool("codesign"), "--verify", "--deep", "--strict", bundle)
