"""One writer per timeline: a small file beside it says who is editing, and a second one only reads."""

import getpass
import glob
import json
import os
import platform
import sys
import time
import uuid
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from db.errors import CannotWrite, Problem

_LEFT: Final = 3600.0
"""Seconds after which a draft of an owner file is one that a crash left: others live for milliseconds."""


class InUse(Problem):
    """Somebody is editing the timeline: `user` on `host` since `since`; empty and None where unknown."""

    def __init__(self, path: Path, holder: "_Holder | None") -> None:
        self.user = holder.user if holder else ""
        self.host = holder.host if holder else ""
        self.since = holder.when() if holder else None
        self.other_host = holder is None or holder.host != platform.node()
        self.same_process = not self.other_host and holder is not None and holder.pid == os.getpid()
        super().__init__(
            f"“{path}” is being edited {self._by_whom()}; nothing was changed; open it for reading, "
            + (
                "or take it over if you are sure that nobody edits it there."
                if self.other_host
                else "or close it there first."
            )
        )

    def _by_whom(self) -> str:
        if self.same_process:
            return "in another window of this program"
        if not self.host:
            return "by somebody whose note beside it can't be read"
        since = f" since {self.since.astimezone():%Y-%m-%d %H:%M}" if self.since else ""
        return f"by {self.user or 'somebody'} on {self.host}{since}"


@dataclass(frozen=True, slots=True)
class _Holder:
    """What the owner file says; `token` is unlike any other's, `started` tells a reused process id."""

    user: str
    host: str
    pid: int
    started: str
    time: str
    token: str

    @classmethod
    def me(cls) -> Self:
        return cls(
            user=_user(),
            host=platform.node(),
            pid=os.getpid(),
            started=_started(os.getpid()),
            time=datetime.now(UTC).isoformat(timespec="seconds"),
            token=uuid.uuid4().hex,
        )

    @classmethod
    def read(cls, place: Path) -> Self | None:
        """Return what a file says, or None if it makes no sense."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            said: dict[str, Any] = json.loads(place.read_bytes()[:10_000])
            words = {name: str(said[name]) for name in ("user", "host", "started", "time", "token")}
            return cls(pid=int(said["pid"]), **words)
        return None

    def when(self) -> datetime | None:
        with suppress(ValueError):
            return datetime.fromisoformat(self.time)
        return None

    def is_gone(self) -> bool:
        """Tell whether it was a process of this computer that no longer runs."""
        if self.host != platform.node():
            return False
        started = _started(self.pid)
        return not _runs(self.pid) or bool(self.started and started and started != self.started)


def owner_file(path: Path | str) -> Path:
    """Return where the owner file of a timeline lies: beside the file itself, whatever links lead to it."""
    document = Path(path).resolve()
    return document.with_name(document.name.removesuffix(".liaison") + ".liaison-owner")


class Owner:
    """The right to edit one timeline, held from `claim` to `release`."""

    def __init__(self, place: Path, holder: _Holder) -> None:
        self._place = place
        self._holder = holder

    @classmethod
    def claim(cls, path: Path | str, *, force: bool = False) -> Self:
        """Become the one who edits the timeline at `path`.

        An owner whose process has ended on this computer is cleared away; `force` takes over from any other.

        Raises:
            InUse: somebody is editing it.
            CannotWrite: the owner file can't be written there.
        """
        path = Path(path)
        place = owner_file(path)
        holder = _Holder.me()
        for _ in range(3):  # others may claim or release in between
            if _write_new(place, holder, path):
                return cls(place, holder)
            there = _Holder.read(place)
            if force or (there is not None and (there.is_gone() or _released.get(place) == there)):
                _clear(place, there, path)
            elif place.exists():
                raise InUse(path, there)
        raise InUse(path, _Holder.read(place))

    @property
    def is_ours(self) -> bool:
        """True while nobody has taken over."""
        return _Holder.read(self._place) == self._holder

    def release(self) -> None:
        """Let others edit; a file that is not ours any more stays. Harmless when called again."""
        _released[self._place] = self._holder
        if self.is_ours:
            with suppress(OSError):  # the disk is gone: who claims it next clears it away
                self._place.unlink()
                del _released[self._place]


_released: dict[Path, _Holder] = {}
"""What this process has let go of and could not take away: it is nobody's."""


def _write_new(place: Path, holder: _Holder, path: Path) -> bool:
    """Write the owner file if there is none; it appears whole, so that a crash leaves none that nobody can read."""
    draft = _beside(place)
    try:
        with draft.open("xb") as file:
            file.write(json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())  # or a power failure leaves an owner file that says nothing
        return _named(draft, place)
    except OSError as error:
        raise _cannot(path, error) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _named(draft: Path, place: Path) -> bool:
    """Give the draft the owner file's name unless there is one."""
    try:
        os.link(draft, place)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        return _copied(draft.read_bytes(), place)
    return True


def _copied(words: bytes, place: Path) -> bool:
    try:
        with place.open("xb") as file:
            file.write(words)
    except FileExistsError:
        return False
    except OSError:
        with suppress(OSError):
            place.unlink()
        raise
    return True


def _beside(place: Path) -> Path:
    """Return a name of its own; what a crash left under such names goes."""
    with suppress(OSError):
        for left in place.parent.glob(f"{glob.escape(place.name)}-*"):
            if time.time() - left.stat().st_mtime > _LEFT:
                left.unlink()
    return place.with_name(f"{place.name}-{uuid.uuid4().hex[:8]}")


def _clear(place: Path, judged: _Holder | None, path: Path) -> None:
    """Remove the owner file that was judged, and no other one that took its place meanwhile."""
    aside = _beside(place)
    try:
        place.rename(aside)
        if _Holder.read(aside) != judged and not place.exists():
            aside.rename(place)
        else:
            aside.unlink()
    except FileNotFoundError:
        return  # its owner, or another who clears it, was faster
    except OSError as error:
        raise _cannot(path, error) from error


def _cannot(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        f"“{path}” can't be edited because its folder can't be written ({error.strerror}); it is as it was; "
        "open it for reading, or save a copy elsewhere."
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such variable and no entry for this user id
        return ""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
    _STILL_ACTIVE = 259
    _ACCESS_DENIED = 5

    def _runs(pid: int) -> bool:
        # os.kill(pid, 0) would end the process on Windows.
        with _process(pid) as (kernel, handle):
            if not handle:
                return ctypes.get_last_error() == _ACCESS_DENIED
            code = wintypes.DWORD()
            known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
            return not known or code.value == _STILL_ACTIVE

    def _started(pid: int) -> str:
        with _process(pid) as (kernel, handle):
            times = [wintypes.FILETIME() for _ in range(4)]
            if not handle or not kernel.GetProcessTimes(handle, *map(ctypes.byref, times)):
                return ""
            return f"{times[0].dwHighDateTime}.{times[0].dwLowDateTime}"

    @contextmanager
    def _process(pid: int) -> Generator[tuple[ctypes.WinDLL, wintypes.HANDLE]]:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = wintypes.HANDLE(kernel.OpenProcess(_QUERY, 0, pid))
        try:
            yield kernel, handle
        finally:
            if handle:
                kernel.CloseHandle(handle)

else:

    def _runs(pid: int) -> bool:
        if pid <= 0:
            return False
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            return True  # it runs under another user
        return _status(pid)[:1] != ["Z"]

    def _started(pid: int) -> str:
        """Return the process's start in clock ticks since boot, field 22 of Linux's stat; empty elsewhere."""
        return next(iter(_status(pid)[19:20]), "")

    def _status(pid: int) -> list[str]:
        """Return the fields of Linux's /proc/PID/stat from the third on; the second may hold spaces."""
        try:
            return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            return []
