"""What the command line must show: the sample's sessions, counts that add up, dates, an import, clear refusals."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from db.timeline import Timeline
from desktop.cli import run

MECHANISM = 'mechanism:"China-Japan Ruling Party Exchange Mechanism" type:session'
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def sample(tmp_path: Path, capsys: Capture) -> str:
    path = str(tmp_path / "s.liaison")
    assert run(["new", path, "--sample"]) == 0
    capsys.readouterr()
    return path


def expected(path: Path) -> dict[str, float]:
    found = json.loads(path.read_text(encoding="utf-8"))
    return {
        each["label"]: sum(group["expected"] for group in each["groups"].values()) for each in found["bins"]
    }


def test_nine_sessions_in_order_of_time(sample: str, capsys: Capture) -> None:
    assert run(["query", sample, MECHANISM, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["round"] for row in rows] == list(range(1, 10))
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    assert run(["query", sample, MECHANISM, "--csv"]) == 0
    assert capsys.readouterr().out.count("\ne") == 9


def test_expected_counts_add_up_to_the_units(sample: str, tmp_path: Path) -> None:
    out = tmp_path / "f.json"
    assert run(["plot", sample, str(out), "--filter", "country:JP", "--by", "year"]) == 0
    assert sum(expected(out).values()) == pytest.approx(json.loads(out.read_text())["units"], abs=1e-9)
    assert run(["plot", sample, str(out), "--filter", MECHANISM]) == 0
    assert [expected(out)[str(year)] for year in range(2010, 2015)] == [0] * 5


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "csv"])
def test_a_figure_is_written(sample: str, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"figure.{ending}"
    assert run(["plot", sample, str(out), "--group", "family"]) == 0
    assert out.stat().st_size > 500


@pytest.mark.parametrize(
    ("text", "edtf", "start", "end"),
    [
        ("平成16年3月", "2004-03", ["2004-03-01", "2004-03-31"], ["2004-03-01", "2004-03-31"]),
        ("2004-03/..", "2004-03/..", ["2004-03-01", "2004-03-31"], ["2004-03-01", None]),
        ("between 2004 and 2006", "[2004..2006]", ["2004-01-01", "2006-12-31"], ["2004-01-01", "2006-12-31"]),
        (
            "16–17 Oct 2006",
            "2006-10-16/2006-10-17",
            ["2006-10-16", "2006-10-16"],
            ["2006-10-17", "2006-10-17"],
        ),
    ],
)
def test_what_a_date_means(
    capsys: Capture, text: str, edtf: str, start: list[str], end: list[str | None]
) -> None:
    assert run(["date", text, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"edtf": edtf, "start": start, "end": end, "text": text}


def test_a_date_that_cannot_be_names_the_month(capsys: Capture) -> None:
    assert run(["date", "2004-13", "--json"]) == 3
    assert "month 13" in capsys.readouterr().err


@pytest.fixture
def imported(tmp_path: Path, capsys: Capture) -> str:
    path, data = str(tmp_path / "t.liaison"), tmp_path / "m.csv"
    data.write_text("date,title\n2004,a\n2004-03,b\n", encoding="utf-8")
    assert run(["new", path]) == 0
    assert run(["import", path, str(data), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["created"], told["dry_run"]) == (2, 2, True)
    assert run(["import", path, str(data)]) == 0
    return path


def test_vague_dates_are_spread_over_their_days(imported: str, tmp_path: Path) -> None:
    out = tmp_path / "f.json"
    assert run(["plot", imported, str(out), "--by", "month", "--from", "2004", "--to", "2005"]) == 0
    days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    wanted = [number / 366 + (place == 2) for place, number in enumerate(days)]
    assert list(expected(out).values()) == pytest.approx(wanted, abs=1e-9)
    assert sum(expected(out).values()) == pytest.approx(2, abs=1e-9)


def test_an_import_twice_creates_nothing_twice_and_is_one_step(
    imported: str, tmp_path: Path, capsys: Capture
) -> None:
    capsys.readouterr()
    assert run(["import", imported, str(tmp_path / "m.csv"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["created"], told["skipped"]) == (0, 2)
    with Timeline.open(imported) as timeline:
        timeline.undo()
        with timeline.reading() as connection:
            assert connection.execute("SELECT count(*) FROM event").fetchone() == (0,)


def test_a_bad_row_is_named_and_nothing_is_written(imported: str, tmp_path: Path, capsys: Capture) -> None:
    before = Path(imported).read_bytes()
    bad = tmp_path / "bad.csv"
    bad.write_text("date,title\n2004,good\n2004-13,bad\n", encoding="utf-8")
    assert run(["import", imported, str(bad)]) == 3
    told = capsys.readouterr().err
    assert "row 3, column date" in told
    assert Path(imported).read_bytes() == before


def test_the_sample_goes_out_and_comes_in_again(sample: str, tmp_path: Path, capsys: Capture) -> None:
    run(["query", sample, "--csv"])
    table = capsys.readouterr().out
    data, copy = tmp_path / "all.csv", str(tmp_path / "copy.liaison")
    data.write_text(table, encoding="utf-8")
    assert run(["new", copy]) == 0
    assert run(["import", copy, str(data)]) == 0
    capsys.readouterr()
    run(["query", copy, "--json"])
    copied = json.loads(capsys.readouterr().out)
    run(["query", sample, "--json"])
    whole = json.loads(capsys.readouterr().out)
    for key in ("date", "title", "type", "status", "mechanism", "round", "place", "country", "summary"):
        assert [row[key] for row in copied] == [row[key] for row in whole], key


def _text(folder: Path) -> Path:
    path = folder / "text.liaison"
    path.write_text("no timeline at all " * 20)
    return path


def _empty(folder: Path) -> Path:
    path = folder / "empty.liaison"
    path.touch()
    return path


@pytest.mark.parametrize(
    "make", [_text, _empty, lambda folder: folder, lambda folder: folder / "missing.liaison"]
)
@pytest.mark.parametrize("words", [["info"], ["query"], ["plot", "f.json"]])
def test_what_is_no_timeline_is_refused(
    tmp_path: Path, capsys: Capture, make: Callable[[Path], Path], words: list[str]
) -> None:
    path = make(tmp_path)
    before = path.read_bytes() if path.is_file() else None
    assert run([words[0], str(path), *(str(tmp_path / word) for word in words[1:])]) == 3
    told = capsys.readouterr().err
    assert told.startswith("liaison: ")
    assert told.count("\n") == 1
    assert (path.read_bytes() if path.is_file() else None) == before


def test_an_unknown_filter_key_is_pointed_at(sample: str, capsys: Capture) -> None:
    assert run(["query", sample, "type:session foo:bar"]) == 3
    told = capsys.readouterr().err.splitlines()
    assert told[1].index("^") == told[0].index("foo")
    assert "foo" in told[2]


def test_wrong_usage(capsys: Capture, sample: str) -> None:
    assert run(["plot", sample]) == 2
    assert run(["query", sample, "--csv", "--json"]) == 2
    before = Path(sample).read_bytes()
    assert run(["new", sample]) == 3
    assert Path(sample).read_bytes() == before
    assert "exists already" in capsys.readouterr().err
