"""What the program says of its version: the build's commit, the checkout's, or none."""

from pathlib import Path

import pytest

from db import version


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"HEAD": "0123456789abcdef\n"}, "0123456789ab"),
        ({"HEAD": "ref: refs/heads/main\n", "refs/heads/main": "fedcba9876543210\n"}, "fedcba987654"),
        (
            {"HEAD": "ref: refs/heads/main\n", "packed-refs": "# pack\nabcdefabcdef0 refs/heads/main\n"},
            "abcdefabcdef",
        ),
        ({"HEAD": "ref: refs/heads/main\n"}, ""),
        ({}, ""),
    ],
)
def test_a_checkouts_commit_is_read_from_its_files(tmp_path: Path, files: dict[str, str], found: str) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert version._checked_out(tmp_path) == found


def test_version_and_commit_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "commit", lambda: "0123456789ab")
    assert version.described() == f"{version.VERSION} (0123456789ab)"
    monkeypatch.setattr(version, "commit", str)
    assert version.described() == version.VERSION
