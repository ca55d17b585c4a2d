"""The per-user folders for what Liaison keeps outside a timeline: state, backups, logs, settings."""

import os
from pathlib import Path

from db.errors import Problem

HOME_VARIABLE = "LIAISON_HOME"
"""Environment variable naming one folder that holds all of it, as the portable build and the tests want."""


def state_dir() -> Path:
    """Return the folder of facts about this computer, such as which files were closed cleanly."""
    return _made("state")


def backup_dir() -> Path:
    """Return the folder of automatic backups."""
    return _made("backups")


def log_dir() -> Path:
    """Return the folder of log files."""
    return _made("logs")


def config_dir() -> Path:
    """Return the folder of settings."""
    return _made("config")


def cache_dir() -> Path:
    """Return the folder of what can be made anew; whoever puts something there makes it."""
    return _place("cache")


def _made(kind: str) -> Path:
    """Return the folder of one kind, made if need be and open to this user alone.

    Raises:
        Problem: the folder can't be made.
    """
    folder = _place(kind)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"Liaison's folder “{folder}” can't be made ({error.strerror}); nothing was changed; "
            f"free the place, or set {HOME_VARIABLE} to a folder you may write to."
        ) from error
    return folder


def _place(kind: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home).absolute() / kind
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("liaison", appauthor=False)
    return {
        "state": dirs.user_state_path,
        "backups": dirs.user_data_path / "backups",
        "logs": dirs.user_log_path,
        "config": dirs.user_config_path,
        "cache": dirs.user_cache_path,
    }[kind]
