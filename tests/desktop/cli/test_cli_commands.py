"""The commands of the command line, as a user calls them, on the sample and on small tables."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from db.timeline import Timeline
from desktop.cli import run

SESSIONS = 'mechanism:"China-Japan Ruling Party Exchange Mechanism" type:session'
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]


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


def table(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def queried(capsys: pytest.CaptureFixture[str], path: Path, wanted: str = "") -> list[dict[str, str]]:
    capsys.readouterr()
    assert run(["query", str(path), wanted, "--csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def plotted(path: Path, *options: str) -> dict[str, Any]:
    out = path.with_name("f.json")
    assert run(["plot", str(path), str(out), *options]) == 0
    return json.loads(out.read_text(encoding="utf-8"))


def expected(found: dict[str, Any]) -> dict[str, float]:
    return {each["start"]: each["groups"].get("all", {"expected": 0})["expected"] for each in found["bins"]}


def test_query_gives_the_nine_sessions_in_order(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = [row["title"] for row in queried(capsys, sample, SESSIONS)]
    assert len(titles) == 9
    assert all(f": {word} session" in title for word, title in zip(ORDINALS, titles, strict=True))


def test_expected_counts_add_up_to_the_units(sample: Path) -> None:
    found = plotted(sample, "--filter", "country:JP", "--by", "year")
    assert found["units"] > 0
    assert sum(expected(found).values()) == pytest.approx(found["units"], abs=1e-9)


@pytest.mark.parametrize("wanted", ["-has:place", "-type:session", '-"Ruling Party"'])
def test_a_filter_may_begin_with_a_minus(
    wanted: str, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = queried(capsys, sample, wanted)
    assert 0 < len(found) < len(queried(capsys, sample))
    assert plotted(sample, "--filter", wanted)["units"] == plotted(sample, f"--filter={wanted}")["units"] > 0


def test_a_key_that_begins_with_h_is_no_help(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", str(sample), "-hat:place"]) == 3
    assert "“hat”" in capsys.readouterr().err
    assert run(["query", "-h"]) == 0
    assert "FILTER" in capsys.readouterr().out


def test_no_sessions_are_expected_in_the_gap(sample: Path) -> None:
    years = expected(plotted(sample, "--filter", "type:session mechanism:ruling", "--by", "year"))
    assert [years[f"{year}-01-01"] for year in range(2010, 2015)] == [0] * 5


def test_imprecise_starts_are_spread_over_months(empty: Path, tmp_path: Path) -> None:
    data = table(tmp_path / "a.csv", "date,title\n2004,a\n2004-03,b\n")
    assert run(["import", str(empty), data]) == 0
    months = list(expected(plotted(empty, "--by", "month", "--from", "2004", "--to", "2005")).values())
    days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert months == pytest.approx([n / 366 + (at == 2) for at, n in enumerate(days)], abs=1e-9)
    assert sum(months) == pytest.approx(2, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "edtf", "start", "end"),
    [
        ("平成16年3月", "2004-03", ["2004-03-01", "2004-03-31"], ["2004-03-01", "2004-03-31"]),
        ("2004-03/..", "2004-03/..", ["2004-03-01", "2004-03-31"], ["2004-03-01", None]),
        ("between 2004 and 2006", "[2004..2006]", ["2004-01-01", "2006-12-31"], ["2004-01-01", "2006-12-31"]),
        ("16–17 Oct 2006", "2006-10-16/2006-10-17", ["2006-10-16"] * 2, ["2006-10-17"] * 2),
    ],
)
def test_date_tells_the_four_days(
    text: str, edtf: str, start: list[str], end: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["date", text, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {"edtf": edtf, "start": start, "end": end, "text": text}


def test_date_names_the_month_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["date", "2004-13"]) == 3
    assert "month" in capsys.readouterr().err


def test_an_unknown_filter_key_is_refused(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sample.read_bytes()
    assert run(["query", str(sample), "foo:bar"]) == 3
    said = capsys.readouterr()
    assert not said.out
    assert said.err.count("liaison: ") == 1
    assert "foo" in said.err.splitlines()[-1]
    assert sample.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello\n", b""])
def test_other_files_are_refused_and_left(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.liaison"
    path.write_bytes(content)
    for words in (["info", str(path)], ["query", str(path)], ["plot", str(path), str(tmp_path / "o.csv")]):
        assert run(words) == 3
        assert capsys.readouterr().err.count("\n") == 1
        assert path.read_bytes() == content
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize("name", ["", "missing.liaison"])
def test_folders_and_missing_files_are_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["info", str(tmp_path / name)]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["query"], ["plot", "a"], ["new", "a", "--nonsense"], ["nonsense"]])
def test_wrong_usage(words: list[str]) -> None:
    assert run(words) == 2


def test_new_never_overwrites(sample: Path) -> None:
    before = sample.read_bytes()
    assert run(["new", str(sample)]) == 3
    assert sample.read_bytes() == before


@pytest.mark.parametrize(("ending", "first"), [("svg", b"<"), ("png", b"\x89PNG"), ("csv", b"start,end")])
def test_plot_writes_files(ending: str, first: bytes, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / f"f.{ending}"
    assert run(["plot", str(sample), str(out)]) == 0
    assert out.read_bytes().startswith(first)


def test_importing_twice_creates_nothing_twice(
    empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = table(tmp_path / "a.csv", "date,title,participants,tags\n2004,a,LDP: Aso,x\n2004-03,b,LDP,x\n")
    assert run(["import", str(empty), data]) == 0
    capsys.readouterr()
    assert run(["import", str(empty), data, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["skipped"] == 2
    assert not any(count for name, count in told.items() if name.endswith("created"))
    assert len(queried(capsys, empty)) == 2


def test_bad_rows_are_told_and_nothing_is_written(
    empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = table(tmp_path / "a.csv", "date,title\n2004,fine\n2004-13,a\n2004,\n")
    before = empty.read_bytes()
    assert run(["import", str(empty), data]) == 3
    said = capsys.readouterr().err
    assert "row 3, column date" in said
    assert "row 4, column title" in said
    assert empty.read_bytes() == before


def test_a_dry_run_writes_nothing(empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = empty.read_bytes()
    assert run(["import", str(empty), table(tmp_path / "a.csv", "date,title\n2004,a\n"), "--dry-run"]) == 0
    assert "1 would be added" in capsys.readouterr().out
    assert empty.read_bytes() == before


def test_undo_takes_an_import_back_in_one_step(
    empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(empty), table(tmp_path / "a.csv", "date,title\n2004,a\n2005,b\n")]) == 0
    with Timeline.open(empty) as timeline:
        assert timeline.undo() is not None
        assert timeline.steps()[0] is None
    assert queried(capsys, empty) == []


def test_the_sample_goes_through_a_table_unchanged(
    sample: Path, empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["query", str(sample), "--csv"]) == 0
    text = capsys.readouterr().out
    assert run(["import", str(empty), table(tmp_path / "all.csv", text)]) == 0
    before = list(csv.DictReader(io.StringIO(text)))
    after = queried(capsys, empty)
    assert before
    passed_by = {"id": "", "conflicts": "", "posts": ""}
    assert [row | passed_by for row in after] == [row | passed_by for row in before]
