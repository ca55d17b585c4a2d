"""`liaison import` of tables with columns of their own, and of files of other formats."""

import json
from pathlib import Path

import pytest

from db.codebook import codebook
from db.timeline import Timeline
from desktop.cli import run

TABLE = """\
Datum;Titel;Partei;Ort;Link;Nr
12.01.2006;Talks in Tokyo;Liberal Democratic Party;Tokyo;https://a.example/1;040
13.01.2006;Talks with Komeito;Komeito;Tokyo;https://a.example/2;041
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "t.liaison"
    Timeline.create(path, codebook.fill).close()
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "meetings.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def titles(file: Path) -> list[str]:
    with Timeline.open(file, write=False) as timeline, timeline.reading() as connection:
        return [row[0] for row in connection.execute("SELECT title FROM event ORDER BY start_lo, title")]


def test_the_dry_runs_plan_is_what_is_carried_out(
    file: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(file), str(table), "--dry-run", "--json"]) == 0
    planned = json.loads(capsys.readouterr().out)
    assert titles(file) == []
    assert planned["created"] == 2
    assert run(["import", str(file), str(table), "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    rows = [{**each, "event": None} for each in planned["plan"]]
    assert [{**each, "event": None} for each in done["plan"]] == rows
    assert {key: done[key] for key in done if key not in {"plan", "dry_run"}} == {
        key: planned[key] for key in planned if key not in {"plan", "dry_run"}
    }
    assert titles(file) == ["Talks in Tokyo", "Talks with Komeito"]


def test_the_same_table_again_creates_nothing(
    file: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(file), str(table)]) == 0
    assert run(["import", str(file), str(table)]) == 0
    assert "0 were added, 0 changed, 2 skipped" in capsys.readouterr().out
    assert len(titles(file)) == 2


def test_a_mapping_is_written_edited_kept_and_used_by_name(
    file: Path, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = tmp_path / "m.toml"
    assert run(["import", str(file), str(table), "--write-mapping", str(toml)]) == 0
    assert titles(file) == []
    text = toml.read_text(encoding="utf-8")
    assert "Titel" in text
    assert run(["import", str(file), str(table), "--mapping", str(toml), "--save-mapping", "Mine"]) == 0
    later = tmp_path / "later.csv"
    later.write_text(
        TABLE.replace("12.01.2006;Talks in Tokyo", "14.02.2007;Talks in Osaka"), encoding="utf-8"
    )
    assert run(["import", str(file), str(later), "--mapping-name", "Mine"]) == 0
    assert titles(file) == ["Talks in Tokyo", "Talks with Komeito", "Talks in Osaka"]
    capsys.readouterr()
    assert run(["import", str(file), str(later), "--mapping-name", "Yours"]) == 3
    assert "Mine" in capsys.readouterr().err


def test_bad_rows_are_left_out_only_on_purpose(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("date,title\n2004,Good\n2004-13,Bad\n", encoding="utf-8")
    assert run(["import", str(file), str(path)]) == 3
    assert titles(file) == []
    assert run(["import", str(file), str(path), "--skip-rejected"]) == 1
    assert titles(file) == ["Good"]
    assert "2004-13" in capsys.readouterr().err


HEAD = "date,title,mechanism,participants,sources\n"


def test_decisions_of_a_dry_run_are_answered_and_followed(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, answers = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "d.json"
    first.write_text(f"{HEAD}2006-02-21,Session,Exchange,Democratic Party of Japan,https://a.example\n")
    second.write_text(f"{HEAD}2006-02-21,Treffen,Exchange,Democratic Party Japan,https://b.example\n")
    assert run(["import", str(file), str(first)]) == 0
    capsys.readouterr()
    assert run(["import", str(file), str(second), "--dry-run", "--json"]) in {0, 1}
    plan = json.loads(capsys.readouterr().out)
    (name,) = plan["names"]
    name["answer"] = name["candidates"][0]["id"]
    answers.write_text(json.dumps({"names": plan["names"]}), encoding="utf-8")
    assert run(["import", str(file), str(second), "--decisions", str(answers), "--duplicates", "link"]) == 0
    assert titles(file) == ["Session"]
    with Timeline.open(file, write=False) as timeline, timeline.reading() as connection:
        assert connection.execute("SELECT count(*) FROM actor").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM evidence").fetchone() == (2,)
    capsys.readouterr()
    answers.write_text('{"names": 3}', encoding="utf-8")
    assert run(["import", str(file), str(second), "--decisions", str(answers)]) == 3
    assert "holds no answers" in capsys.readouterr().err


def test_formats_are_listed_and_found_by_content(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "--list-formats"]) == 0
    listed = capsys.readouterr().out
    assert all(word in listed for word in ("parlgov", "gdelt", "icalendar_events", "table", "package"))
    path = tmp_path / "events.ics"
    path.write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240101T000000Z\r\n"
        b"DTSTART;VALUE=DATE:20040316\r\nSUMMARY:Talks\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert run(["import", str(file), str(path)]) == 0
    assert titles(file) == ["Talks"]
    assert run(["import", str(file), str(path), "--format", "nothing"]) == 3
    assert "is no format" in capsys.readouterr().err


def test_encoding_and_delimiter_can_be_said(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("日付|題名\n2004-03|協議会\n".encode("cp932"))
    assert run(["import", str(file), str(path), "--encoding", "cp932", "--delimiter", "bar"]) == 0
    assert titles(file) == ["協議会"]
