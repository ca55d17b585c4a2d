"""What a package holds, that the same timeline gives the same bytes, and that a failure leaves the older file."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from replication_support import contents
from sqlalchemy.orm import Session

from db import models as m
from db import sample
from db.codebook import codebook_terms
from db.dates import parse
from db.errors import Problem
from db.filters import FilterError
from db.models import USER_TABLES
from db.plots.spec import ChartSpec
from db.replication.package import write_package
from db.replication.shape import shapes
from db.timeline import Timeline
from db.version import VERSION

New = Callable[..., Timeline]
Rows = list[dict[str, str]]


def written(timeline: Timeline, folder: Path, text: str = "", **more: Any) -> dict[str, bytes]:
    write_package(timeline, folder / "a.zip", text, **more)
    return contents(folder / "a.zip")


def rows_of(files: dict[str, bytes], table: str) -> Rows:
    return list(csv.DictReader(io.StringIO(files[f"data/{table}.csv"].decode(), newline="")))


def ids_of(files: dict[str, bytes], table: str) -> set[str]:
    return {row["id"] for row in rows_of(files, table)}


# --- the tables and their description ------------------------------------------------------------------------------


def test_every_table_and_column_is_described() -> None:
    assert sorted(shape.table for shape in shapes()) == sorted(USER_TABLES)
    for shape in shapes():
        model = m.Base.metadata.tables[shape.table]
        stored = {column.name for column in model.columns if column.computed is None}
        assert stored - set(shape.names) <= {"folded", "data"}
        assert all(field.description for field in shape.fields)


def test_no_description_is_left_of_what_is_gone() -> None:
    from db.codebook.codebook import rows_of as shipped

    known = {(shape.table, name) for shape in shapes() for name in ("", *shape.names)}
    shared = {("*", name) for _, name in known}
    told = {(row["table"], row["field"]) for row in shipped("replication", "fields.csv")}
    assert told <= known | shared


def test_tables_hold_what_the_file_holds(sampled: Timeline, tmp_path: Path) -> None:
    files = written(sampled, tmp_path)
    with sampled.reading() as connection:
        for shape in shapes():
            ids = [str(row[0]) for row in connection.execute(f'SELECT id FROM "{shape.table}" ORDER BY id')]
            assert [row["id"] for row in rows_of(files, shape.table)] == ids
        sql = "SELECT title, edtf, start_lo FROM event WHERE edtf = '2004-03'"
        title, edtf, day = connection.execute(sql).fetchone()
    row = next(row for row in rows_of(files, "event") if row["title"] == title)
    assert (row["edtf"], row["start_lo"], row["end_hi"], row["direction"]) == (
        edtf,
        "2004-03-01",
        "2004-03-31",
        "",
    )
    assert day == parse("2004-03-01").start[0]


def test_tables_are_rfc_4180_with_ids_in_quotes(sampled: Timeline, tmp_path: Path) -> None:
    data = written(sampled, tmp_path)["data/relation.csv"].decode()
    lines = data.split("\r\n")
    assert lines[0].startswith('"id","country_id"')
    assert lines[1].startswith('"')
    assert lines[1].split('"')[1].isdigit()
    assert lines[-1] == ""


def test_descriptor_follows_the_standard(sampled: Timeline, tmp_path: Path) -> None:
    files = written(sampled, tmp_path)
    told = json.loads(files["datapackage.json"])
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert "licenses" not in told
    assert "created" not in told
    assert told["liaison"] == {
        "package": 1, "schema": 1, "program": VERSION, "codebook": 1, "filter": "", "events": 94,
    }  # fmt: skip
    for each in told["resources"]:
        data = files[each["path"]]
        assert each["bytes"] == len(data)
        assert each["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    events = next(each for each in told["resources"] if each["name"] == "event")["schema"]
    fields = {field["name"]: field for field in events["fields"]}
    assert events["primaryKey"] == ["id"]
    assert {"fields": ["part_of_id"], "reference": {"resource": "", "fields": ["id"]}} in events[
        "foreignKeys"
    ]
    assert {"fields": ["type_id"], "reference": {"resource": "term", "fields": ["id"]}} in events[
        "foreignKeys"
    ]
    assert fields["id"]["type"] == "string"
    assert fields["id"]["constraints"]["unique"]
    assert fields["start_lo"] | {"description": ""} == {
        "name": "start_lo", "type": "date", "description": "", "unit": "day",
    }  # fmt: skip
    assert fields["status"]["constraints"] == {
        "required": True, "enum": ["held", "planned", "postponed", "cancelled", "unconfirmed"],
    }  # fmt: skip
    assert fields["unverified"]["type"] == "boolean"


def test_manifest_covers_all_other_files_in_the_order_of_their_names(
    sampled: Timeline, tmp_path: Path
) -> None:
    files = written(sampled, tmp_path)
    lines = files["MANIFEST.sha256"].decode().splitlines()
    assert [line[66:] for line in lines] == sorted(set(files) - {"MANIFEST.sha256"})
    assert all(line[:64] == hashlib.sha256(files[line[66:]]).hexdigest() for line in lines)
    assert list(files) == sorted(files)


def test_texts_beside_the_tables(sampled: Timeline, tmp_path: Path) -> None:
    files = written(sampled, tmp_path, "party:LDP")
    assert files["filter.txt"] == b"party:LDP\n"
    readme, counting = files["README.md"].decode(), files["counting.md"].decode()
    assert "The 28 events" in readme
    assert "Whole tables are `context`" in readme
    assert "$" not in readme + counting
    assert "| dyad | An event counts once for each counterpart. |" in counting
    assert "early, mid, late March 2004" in counting
    assert files["codebook.md"].startswith(b"# Codebook, version 1\n\n## Type\n")
    with sampled.read() as session:
        assert list(csv.reader(io.StringIO(files["codebook.csv"].decode(), newline=""))) == [
            list(row) for row in codebook_terms.csv_rows(session)
        ]
    sources = json.loads(files["sources.json"])
    assert {item["id"] for item in sources} == ids_of(files, "source")
    assert all(item["type"] for item in sources)


# --- the same bytes -----------------------------------------------------------------------------------------------


def test_same_timeline_gives_the_same_bytes(sampled: Timeline, tmp_path: Path) -> None:
    write_package(sampled, tmp_path / "a.zip")
    write_package(sampled, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(info.create_system, info.external_attr >> 16) for info in archive.infolist()} == {
            (3, 0o100644)
        }


def test_filter_is_told_in_its_one_spelling(sampled: Timeline, tmp_path: Path) -> None:
    assert written(sampled, tmp_path, "  party:LDP  ") == written(sampled, tmp_path, "party:LDP")


# --- what a filter keeps ------------------------------------------------------------------------------------------

FILTERS = ["party:LDP", "2006..2009", "type:meeting", "-status:held", "has:mechanism", 'title:"no such"']


@pytest.mark.parametrize("text", FILTERS)
def test_what_is_referred_to_is_there(sampled: Timeline, tmp_path: Path, text: str) -> None:
    files = written(sampled, tmp_path, text)
    for shape in shapes():
        for field in shape.references:
            there = ids_of(files, field.target)
            assert {row[field.name] for row in rows_of(files, shape.table)} - {""} <= there


def test_parts_bring_their_whole_and_events_what_is_theirs(new_timeline: New, tmp_path: Path) -> None:
    timeline = new_timeline()
    with timeline.edit("Fill") as session:
        made = _visit(session)
    files = written(timeline, tmp_path, 'title:"Talks"')
    assert ids_of(files, "event") == made["talks", "visit"]
    assert ids_of(files, "participation") == made["guest", "host"]
    assert ids_of(files, "actor") == made["party", "other"]
    assert ids_of(files, "actor_name") == made["alias",]
    assert ids_of(files, "commitment") == made["promise",]
    told = json.loads(files["datapackage.json"])["liaison"]
    assert told["events"] == 1
    assert "and 1 more to which they or their ledgers lead" in files["README.md"].decode()


class _Made(dict[str, int]):
    def __getitem__(self, labels: Any) -> Any:
        return {str(super(_Made, self).__getitem__(label)) for label in labels}


def _visit(session: Session) -> _Made:
    """A visit with talks, at which something was promised, and a dinner with somebody else."""
    made = _Made()

    def add(label: str, record: m.Base) -> int:
        session.add(record)
        session.flush()
        made[label] = record.id
        return record.id

    party, other = add("party", m.Actor(name="A party")), add("other", m.Actor(name="Another"))
    third = add("third", m.Actor(name="A third"))
    add("alias", m.ActorName(actor_id=party, text="AP", folded="ap"))
    visit = add("visit", m.Event(title="A visit"))
    talks = add("talks", m.Event(title="Talks", part_of_id=visit))
    dinner = add("dinner", m.Event(title="Dinner", part_of_id=visit))
    add("guest", m.Participation(event_id=talks, actor_id=party))
    add("host", m.Participation(event_id=visit, actor_id=other))
    add("diner", m.Participation(event_id=dinner, actor_id=third))
    add("promise", m.Commitment(words="We shall", made_at_id=talks))
    add("elsewhere", m.Commitment(words="We shall not", made_at_id=dinner, promiser_id=third))
    return made


def test_heirs_of_an_actor_come_with_it(new_timeline: New, tmp_path: Path) -> None:
    timeline = new_timeline()
    with timeline.edit("Fill") as session:
        old, new = m.Actor(name="Old"), m.Actor(name="New")
        event = m.Event(title="Met Old")
        session.add_all([old, new, event])
        session.flush()
        session.add_all(
            [
                m.Participation(event_id=event.id, actor_id=old.id),
                m.Succession(predecessor_id=old.id, successor_id=new.id),
            ]
        )
    files = written(timeline, tmp_path, "title:Old")
    assert {row["name"] for row in rows_of(files, "actor")} == {"Old", "New"}


def test_filter_that_cannot_be(sampled: Timeline, tmp_path: Path) -> None:
    with pytest.raises(FilterError):
        write_package(sampled, tmp_path / "a.zip", "colour:red")
    assert list(tmp_path.iterdir()) == []


# --- charts --------------------------------------------------------------------------------------------------------


def _with(*charts: tuple[str, str]) -> Callable[[Session], None]:
    def fill(session: Session) -> None:
        sample.build(session)
        for place, (name, options) in enumerate(charts):
            session.add(m.SavedChart(name=name, options=options, position=place))

    return fill


def test_charts_come_with_options_seeds_numbers_and_figures(new_timeline: New, tmp_path: Path) -> None:
    spec = ChartSpec(by="5 years", draws=True, seed=11)
    timeline = new_timeline(fill=_with(("Every 5 years / 每五年", spec.to_json())))
    seen: list[Any] = []
    files = written(timeline, tmp_path, draw=lambda result: seen.append(result) or b"<svg/>")
    told = json.loads(files["charts/01-every-5-years.json"])
    assert (told["options"]["seed"], told["options"]["by"], told["problem"]) == (11, "5 years", "")
    assert told["arguments"] == ["--saved=Every 5 years / 每五年"]
    assert told["files"] == [f"figures/01-every-5-years.{ending}" for ending in ("csv", "json", "svg")]
    assert files["figures/01-every-5-years.svg"] == b"<svg/>"
    assert files["figures/01-every-5-years.csv"].decode() == seen[0].to_csv()
    assert json.loads(files["figures/01-every-5-years.json"]) == seen[0].to_json()


def test_without_somebody_who_draws_there_are_numbers(new_timeline: New, tmp_path: Path) -> None:
    files = written(new_timeline(fill=_with(("A", "{}"))), tmp_path)
    assert {name for name in files if name.startswith("figures/")} == {
        "figures/01-a.csv",
        "figures/01-a.json",
    }


def test_charts_up_to_today_are_told_as_of_the_last_day_on_record(new_timeline: New, tmp_path: Path) -> None:
    charts = [("Silences", ChartSpec.usual("gaps")), ("Then", ChartSpec(chart="gaps", as_of="2010"))]
    timeline = new_timeline(fill=_with(*((name, spec.to_json()) for name, spec in charts)))
    files = written(timeline, tmp_path)
    silences, then = (json.loads(files[f"charts/0{n}"]) for n in ("1-silences.json", "2-then.json"))
    assert silences["arguments"] == ["--saved=Silences", "--as-of=2025-12-22"]
    assert json.loads(files["figures/01-silences.json"])["as_of"] == "2025-12-22"
    assert then["arguments"] == ["--saved=Then", "--as-of=2010"]
    assert "the last day of which the records speak, 2025-12-22" in files["README.md"].decode()


def test_charts_that_cannot_be_drawn_are_told(new_timeline: New, tmp_path: Path) -> None:
    charts = [
        ("A", "{}"),
        ("A", "{}"),
        ("B", "no JSON"),
        ("C", '{"filter": "party:Nobody"}'),
        ("D", '{"by": "x"}'),
    ]
    timeline = new_timeline(fill=_with(*charts))
    done = write_package(timeline, tmp_path / "a.zip")
    assert [bool(chart.problem) for chart in done.charts] == [False, True, True, True, True]
    assert "4 saved charts could not be drawn" in " ".join(done.left_out)
    files = contents(tmp_path / "a.zip")
    assert json.loads(files["charts/03-b.json"])["options"] == "no JSON"
    assert "Another chart is saved by this name." in files["README.md"].decode()


def test_figures_of_a_filter_show_its_records_alone(new_timeline: New, tmp_path: Path) -> None:
    timeline = new_timeline(fill=_with(("A", "{}")))
    seen: list[Any] = []
    write_package(timeline, tmp_path / "a.zip", "party:LDP", draw=lambda result: seen.append(result) or b"")
    write_package(timeline, tmp_path / "a.zip", "", draw=lambda result: seen.append(result) or b"")
    part, whole = (result.to_json()["units"] for result in seen)
    assert 0 < part < whole


# --- failing --------------------------------------------------------------------------------------------------------


def test_cancelled_the_older_file_stays(sampled: Timeline, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise Problem("Enough.")

    (tmp_path / "a.zip").write_text("older")
    with pytest.raises(Problem, match="Enough"):
        write_package(sampled, tmp_path / "a.zip", progress=stop)
    assert (tmp_path / "a.zip").read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_folder_that_is_not_there(sampled: Timeline, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="can't be written"):
        write_package(sampled, tmp_path / "none" / "a.zip")


def test_older_file_is_replaced(sampled: Timeline, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("older")
    done = write_package(sampled, tmp_path / "a.zip")
    assert done.to_dict()["events"] == 94
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
    assert zipfile.is_zipfile(tmp_path / "a.zip")
