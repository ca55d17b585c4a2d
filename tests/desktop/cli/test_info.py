"""`liaison info`: the overview's numbers as JSON and in a few lines."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import run

Capture = pytest.CaptureFixture[str]
KEYS = {
    "day", "contacts", "undated", "counterparts", "years", "silences", "open_invitations", "overdue_commitments",
    "unverified", "conflicting",
}  # fmt: skip


@pytest.fixture
def sample(tmp_path: Path, capsys: Capture) -> str:
    path = str(tmp_path / "s.liaison")
    assert run(["new", path, "--sample"]) == 0
    capsys.readouterr()
    return path


def told(capsys: Capture, *words: str) -> dict[str, Any]:
    assert run(["info", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def with_filters(value: Any) -> Iterator[dict[str, Any]]:
    """All objects of the JSON that say a filter."""
    if isinstance(value, dict):
        if "filter" in value:
            yield value
        for inner in value.values():
            yield from with_filters(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from with_filters(inner)


def test_every_filter_gives_its_events_to_query(sample: str, capsys: Capture) -> None:
    found = told(capsys, sample, "--as-of", "2026-03-01")["overview"]
    numbers = list(with_filters(found))
    assert len(numbers) > 50
    for number in numbers:
        assert run(["query", sample, number["filter"], "--csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert len(rows) == number["events"], number


def test_the_keys_stay(sample: str, capsys: Capture) -> None:
    found = told(capsys, sample, "--as-of", "1 March 2026")
    over = found["overview"]
    assert set(over) == KEYS
    assert over["day"] == "2026-03-01"
    assert set(over["contacts"]) == {"label", "count", "filter", "events"}
    assert set(over["years"][0]) == {"year", "certain", "expected", "possible", "filter", "events"}
    assert over["silences"][0]["last"] == ["2009-12-10", "2009-12-10"]
    assert set(over["unverified"]["lines"][0]) == {"id", "text", "date", "events", "certain"}
    assert over["counterparts"]["total"]["count"] == 42
    assert found["counts"]["events"] == 94


def test_in_a_few_lines(sample: str, capsys: Capture) -> None:
    assert run(["info", sample, "--as-of", "2026-03-01"]) == 0
    said = capsys.readouterr().out
    assert "counterparts   42 in 21 countries and 4 regions\n" in said
    assert "standing       2 leads government, 3 in coalition, 1 opposition, 36 unknown\n" in said
    assert "longest silent Democratic Party of Japan, 5,925 days; usual 325 days\n" in said
    assert (
        "to do          2 open invitations, 0 overdue commitments (perhaps 1 more), 15 unverified, 6" in said
    )
    assert len(said.splitlines()) < 30


def test_an_empty_timeline(tmp_path: Path, capsys: Capture) -> None:
    path = str(tmp_path / "e.liaison")
    assert run(["new", path]) == 0
    assert run(["info", path]) == 0
    assert "counterparts   0 in 0 countries and 0 regions\n" in capsys.readouterr().out
    assert told(capsys, path)["overview"]["silences"] == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-13-01", "month"),
        ("2026", "not one day"),
        ("2026-03-01/2026-03-09", "not one day"),
        ("..", "no date"),
    ],
)
def test_a_day_that_is_none(sample: str, capsys: Capture, day: str, said: str) -> None:
    assert run(["info", sample, "--as-of", day]) == 3
    shown = capsys.readouterr()
    assert not shown.out
    assert said in shown.err
    assert shown.err.count("\n") == 1


def test_the_help_names_every_key(capsys: Capture) -> None:
    assert run(["info", "--help"]) == 0
    said = capsys.readouterr().out
    assert all(key in said for key in KEYS)
    assert "exit status" in said
