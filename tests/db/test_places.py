"""Where Liaison keeps what lies outside a timeline."""

from pathlib import Path

import pytest

from db import places
from db.errors import Problem

KINDS = (places.state_dir, places.backup_dir, places.log_dir, places.config_dir)


def test_one_folder_holds_all_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "home"))
    folders = [kind() for kind in KINDS]
    assert len(set(folders)) == 4
    assert all(folder.is_dir() and folder.parent == tmp_path / "home" for folder in folders)
    assert [kind() for kind in KINDS] == folders  # again, now that they exist


def test_the_platform_says_where_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(places.HOME_VARIABLE, raising=False)
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path))
    folders = [kind() for kind in KINDS]
    assert len(set(folders)) == 4
    assert all(folder.is_dir() and folder.is_relative_to(tmp_path) for folder in folders)
    assert all("liaison" in str(folder) for folder in folders)


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").write_text("a file in the way")
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "home"))
    with pytest.raises(Problem, match="LIAISON_HOME"):
        places.state_dir()
