"""Takes out of unpacked Windows wheels what the program doesn't use, and finds DLLs that are missing."""

import re
import shutil
import subprocess
from pathlib import Path

import contents
from common import tool

_MODULES = {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport"}
_LIBRARIES = re.compile(
    r"^(Qt6(Core|Gui|Widgets|Svg|PrintSupport)|pyside6\.abi3|shiboken6\.abi3|msvcp140.*|vcruntime140.*|concrt140)\.dll$",
    re.IGNORECASE,
)
_PLUGINS = {
    "platforms": r"q(windows|offscreen)", "styles": r".*", "imageformats": r"q(svg|jpeg|ico|gif)", "iconengines": r".*",
}  # fmt: skip
_OF_THE_SYSTEM = re.compile(
    r"^(api-ms-|ext-ms-|kernel32|user32|gdi32|advapi32|shell32|ole32|oleaut32|ws2_32|winmm|imm32|d3d|dxgi|dwmapi|uxtheme"
    r"|version|netapi32|userenv|authz|dwrite|d2d1|setupapi|shlwapi|shcore|wtsapi32|comdlg32|comctl32|winspool|rpcrt4"
    r"|crypt32|bcrypt|ntdll|mpr|secur32|iphlpapi|opengl32|msvcrt|ucrtbase|dcomp|runtimeobject|propsys|powrprof|icuuc"
    r"|dbghelp|psapi|uiautomationcore|python3)",
    re.IGNORECASE,
)


def prune(lib: Path) -> dict[str, list[str]]:
    """Take out what isn't used and return the DLLs that are needed and nowhere, with who needs them."""
    _prune_qt(lib / "PySide6")
    for path in sorted(lib.rglob("*"), reverse=True):
        inside = f"/{path.relative_to(lib).as_posix()}"
        if path.is_dir():
            if path.name in {"tests", "test", "__pycache__", "sample_data", "f2py"}:
                shutil.rmtree(path)
            elif not any(path.iterdir()):
                path.rmdir()
        elif path.suffix in {".pyi", ".pxd", ".c", ".cpp", ".h", ".lib", ".a"} or (
            not inside.startswith("/PySide6/") and contents.DROPPED.search(inside)
        ):
            path.unlink()
    for gone in ("bin", "mypy", "numpy/f2py"):
        shutil.rmtree(lib / gone, ignore_errors=True)
    return _unresolved(lib)


def _prune_qt(qt: Path) -> None:
    for path in qt.iterdir():
        if path.is_dir():
            if path.name not in {"plugins", "translations", "support"}:
                shutil.rmtree(path)
        elif (
            (path.suffix == ".pyd" and path.stem not in _MODULES)
            or path.suffix in {".pyi", ".exe", ".lib", ".json", ".typed"}
            or (path.suffix == ".dll" and not _LIBRARIES.match(path.name))
        ):
            path.unlink()
    for folder in (qt / "plugins").iterdir():
        wanted = _PLUGINS.get(folder.name)
        if wanted is None:
            shutil.rmtree(folder)
            continue
        for file in folder.iterdir():
            if not re.match(wanted, file.name):
                file.unlink()
    for path in sorted((qt / "translations").iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
        elif not contents.kept(f"PySide6/Qt/translations/{path.name}"):
            path.unlink()


def _unresolved(lib: Path) -> dict[str, list[str]]:
    objdump = tool("x86_64-w64-mingw32-objdump", "binutils-mingw-w64-x86-64")
    here = {path.name.lower() for path in lib.rglob("*")}
    found: dict[str, list[str]] = {}
    for path in sorted(lib.rglob("*")):
        if path.suffix.lower() in {".dll", ".pyd"}:
            said = subprocess.run(
                [objdump, "-p", path], capture_output=True, text=True, errors="replace", check=False
            )
            for name in re.findall(r"DLL Name: (\S+)", said.stdout):
                if name.lower() not in here and not _OF_THE_SYSTEM.match(name):
                    found.setdefault(name.lower(), []).append(path.name)
    return found
