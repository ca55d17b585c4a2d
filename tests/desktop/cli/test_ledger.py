"""`liaison ledger`: the four ledgers as rows, as of any day, as a user calls it."""

import json
from pathlib import Path
from typing import Any

import pytest

from db.timeline import Timeline
from desktop.cli import run
from desktop.cli.table import fitted, plain, table

LEDGERS = ("invitations", "commitments", "mechanisms", "coverage")
CHINA_JAPAN = "China–Japan Ruling Party Exchange Mechanism"
INVITATION = {
    "id", "inviter", "invitee", "counterpart", "purpose", "window", "channel", "event", "note", "unverified", "state",
    "latency", "steps",
}  # fmt: skip
COMMITMENT = {
    "id", "words", "kind", "quantity", "promiser", "receiver", "made_at", "due", "due_after", "due_days", "status",
    "pending", "overdue", "renews", "evidence", "note", "unverified", "follow_ups",
}  # fmt: skip
MECHANISM = {"id", "name", "held", "interval_days", "interval", "silence", "sessions", "gaps", "findings"}
COVERAGE = {
    "id", "outlet", "source", "span", "searched_on", "searched_by", "query", "completeness", "degree", "missing",
    "note",
}  # fmt: skip


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "s.liaison"
    assert run(["new", str(path), "--sample"]) == 0
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "e.liaison"
    assert run(["new", str(path)]) == 0
    return path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert run(["ledger", *words]) == 0
    return capsys.readouterr().out


def found(capsys: pytest.CaptureFixture[str], path: Path, ledger: str, *options: str) -> dict[str, Any]:
    return json.loads(told(capsys, str(path), ledger, "--json", *options))


@pytest.mark.parametrize(
    ("ledger", "keys", "count"),
    [
        ("invitations", INVITATION, 5),
        ("commitments", COMMITMENT, 4),
        ("mechanisms", MECHANISM, 12),
        ("coverage", COVERAGE, 3),
    ],
)
def test_the_keys_stay_as_documented(
    sample: Path, capsys: pytest.CaptureFixture[str], ledger: str, keys: set[str], count: int
) -> None:
    whole = found(capsys, sample, ledger)
    assert whole["ledger"] == ledger
    assert len(whole["rows"]) == count
    assert all(row.keys() == keys for row in whole["rows"])
    assert run(["ledger", "--help"]) == 0
    help_text = capsys.readouterr().out
    assert all(key in help_text for key in (*keys, *whole))


def test_the_mechanism_of_the_sample(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = found(capsys, sample, "mechanisms", "--as-of", "2026-11-01")["rows"]
    [row] = [row for row in rows if row["name"] == CHINA_JAPAN]
    gaps = {(gap["before_number"], gap["after_number"]): gap for gap in row["gaps"]}
    assert gaps[4, 5]["words"] == "between 6 years 9 months and 6 years 10 months"
    assert gaps[4, 5]["months"] == [81, 82]
    assert gaps[8, 9]["words"] == "6 years 3 months"
    assert [each["number"] for each in row["sessions"] if each["basis"] == "inferred"] == [3]
    assert row["findings"][0]["kind"] == "inferred"
    assert row["silence"]["words"] == "1 year 9 months"


def test_mechanisms_in_plain_words(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, str(sample), "mechanisms")
    assert "  session 4 to session 5: between 6 years 9 months and 6 years 10 months\n" in text
    assert "  session 8 to session 9: 6 years 3 months\n" in text
    assert "  inferred: The number of session 3 " in text


def test_invitations_as_of_a_day(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def states(day: str) -> list[str]:
        rows = found(capsys, sample, "invitations", "--as-of", day)["rows"]
        return [row["state"]["words"] for row in rows]

    assert states("2026-11-01") == ["fulfilled", "fulfilled", "extended", "extended", "fulfilled"]
    assert states("2007-06") == ["fulfilled", "fulfilled", *["perhaps extended"] * 2, "fulfilled"]
    whole = found(capsys, sample, "invitations", "--as-of", "2008")
    assert [rate["key"] for rate in whole["rates"]["by_year"]] == ["by 2006", "by 2007"]
    assert [row["state"]["open"] for row in whole["rows"]] == [False, False, True, True, False]


def test_commitments_as_of_a_day(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = found(capsys, sample, "commitments", "--as-of", "2007-11-01")["rows"]
    assert [(row["overdue"], row["pending"]) for row in rows] == [("", ""), ("possible", "possible")]
    assert "perhaps" in told(capsys, str(sample), "commitments", "--as-of", "2007-11-01")


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_timeline_without_any(empty: Path, capsys: pytest.CaptureFixture[str], ledger: str) -> None:
    assert found(capsys, empty, ledger)["rows"] == []
    assert told(capsys, str(empty), ledger, "--as-of", "2004").startswith("No ")


@pytest.mark.parametrize("ledger", LEDGERS)
def test_the_file_stays_as_it_is(sample: Path, capsys: pytest.CaptureFixture[str], ledger: str) -> None:
    before = sample.read_bytes()
    assert told(capsys, str(sample), ledger).count("\n") > 3
    assert sample.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "said"), [("2004-13", "month"), ("soon", "--as-of"), ("since 2004", "last day")]
)
def test_a_day_that_is_none(sample: Path, capsys: pytest.CaptureFixture[str], typed: str, said: str) -> None:
    assert run(["ledger", str(sample), "invitations", "--as-of", typed]) == 3
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("words", [["ledger"], ["ledger", "a.liaison"], ["ledger", "a.liaison", "debts"]])
def test_wrong_usage(words: list[str]) -> None:
    assert run(words) == 2


def test_a_file_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", str(tmp_path / "none.liaison"), "coverage"]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_open_elsewhere_is_read(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Timeline.open(sample):
        assert len(found(capsys, sample, "coverage")["rows"]) == 3


@pytest.mark.parametrize(
    ("text", "places", "shown"),
    [
        ("abc", 5, "abc  "),
        ("abcdef", 4, "abc…"),
        ("中国", 5, "中国 "),
        ("中国人民", 6, "中国… "),
        ("e\u0301a", 2, "e\u0301a"),
    ],
)
def test_cells_are_fitted(text: str, places: int, shown: str) -> None:
    assert fitted(text, places) == shown


def test_no_text_steers_the_terminal() -> None:
    assert plain("a\x1b[2Jb\x9b1m\n\x00c") == "a [2Jb 1m c"
    assert plain("e\u0301 中国\u3000人") == "e\u0301 中国 人"
    assert list(table(("a",), [("\x1b[31mred",)])) == ["a\n", "[31mred\n"]


def test_tables_are_lines_of_plain_text() -> None:
    assert list(table(("a", "b"), [("1\n2", ""), ("", "long")])) == ["a    b\n", "1 2\n", "     long\n"]
    assert list(table(("a",), [])) == []
