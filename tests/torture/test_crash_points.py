"""A crash, a torn write or a disk error at any operation loses nothing that was confirmed; a sample of all points."""

import json
from typing import Any

import pytest

from tests.torture import shim

pytestmark = pytest.mark.slow
POINTS = 6


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    done = shim.run(tmp_path_factory.mktemp("torture"), "crash_points", str(POINTS))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_nothing_confirmed_is_lost_wherever_the_disk_fails(figures: list[dict[str, Any]]) -> None:
    tried = [each for each in figures if each["mode"] != "control"]
    assert {each["workload"] for each in tried} == {
        "edits", "import", "migration", "backup", "bulk undo", "creation"
    }  # fmt: skip
    assert {each["mode"] for each in tried} == set(shim.MODES)
    assert [bad for each in tried for bad in each["bad"]] == []


def test_most_points_are_worth_trying(figures: list[dict[str, Any]]) -> None:
    assert all(each["operations"] > 100 and each["points"] >= POINTS - 1 for each in figures)
    assert sum(each["refusals"] for each in figures if each["mode"] == "enospc") > 0


def test_without_a_journal_the_same_points_do_harm(figures: list[dict[str, Any]]) -> None:
    (control,) = [each for each in figures if each["mode"] == "control"]
    assert control["bad"]
