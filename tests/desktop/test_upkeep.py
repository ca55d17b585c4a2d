"""What is done while nobody waits."""

import pytest
from pytestqt.qtbot import QtBot

from db.registry import matching
from desktop import upkeep
from desktop.desk import Desk


def test_names_are_read_before_the_first_search(
    qtbot: QtBot, sample_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[int] = []
    index = matching.NameIndex
    prepare = index.prepare

    def count(self: matching.NameIndex) -> None:
        prepare(self)
        prepared.append(len(self))

    monkeypatch.setattr(index, "prepare", count)
    monkeypatch.setattr(upkeep, "NAMES_MS", 0)
    upkeep.Upkeep(sample_desk, pytest.fail)
    qtbot.waitUntil(lambda: len(prepared) == 2)
    assert min(prepared) > 50
