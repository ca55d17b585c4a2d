"""Import of tables: encodings, dates that may mean two days, columns, quotation marks and participants."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from db import events
from db.errors import Interrupted
from db.imports.importing import UnreadableTable, import_csv
from db.registry import names
from db.table import event_table
from db.timeline import Timeline


def saved(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read(timeline: Timeline, tmp_path: Path, encoding: str) -> None:
    assert import_csv(timeline, saved(tmp_path, "date,title\n2004,会談\n", encoding)).created == 1


@pytest.mark.parametrize("encoding", ["utf-16", "cp932"])
def test_other_encodings_are_refused(timeline: Timeline, tmp_path: Path, encoding: str) -> None:
    with pytest.raises(UnreadableTable, match="UTF-8"):
        import_csv(timeline, saved(tmp_path, "date,title\n2004,会談\n", encoding))


@pytest.mark.parametrize(("day_first", "edtf"), [(True, "2006-11-10"), (False, "2006-10-11")])
def test_the_order_of_day_and_month_is_asked_for(
    timeline: Timeline, tmp_path: Path, day_first: bool, edtf: str
) -> None:
    path = saved(tmp_path, "date,title\n10/11/2006,a\n")
    assert [(bad.row, bad.column) for bad in import_csv(timeline, path).problems] == [(2, "date")]
    assert import_csv(timeline, path, day_first=day_first).created == 1
    with timeline.reading() as connection:
        assert connection.execute("SELECT edtf FROM event").fetchall() == [(edtf,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [("date,titel\n2004,a\n", "did you mean title"), ('date,title\n2004,"a\n', "never closed")],
)
def test_unreadable_tables(timeline: Timeline, tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableTable, match=said):
        import_csv(timeline, saved(tmp_path, text))


def test_participants_come_back_as_written(timeline: Timeline, tmp_path: Path) -> None:
    cell = "LDP: Aso Taro (President) [counterpart, attendee] {late}; Komeito [counterpart, attendee]"
    path = saved(tmp_path, f'date,title,participants\n2004,a,"{cell}"\n')
    assert import_csv(timeline, path).actors_created == 2
    with timeline.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM event")]
        (row,) = event_table.fetch(connection, ids)
    assert event_table.to_cells(row)["participants"] == cell


def rows(timeline: Timeline) -> dict[str, dict[str, str]]:
    """The rows of all events, by title."""
    with timeline.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM event")]
        cells = [event_table.to_cells(row) for row in event_table.fetch(connection, ids)]
    return {row["title"]: row for row in cells}


def test_an_id_makes_a_row_an_update(timeline: Timeline, tmp_path: Path) -> None:
    text = "date,title,place,tags,participants\n2004,a,Tokyo,x,LDP\n2005,b,Beijing,y,LDP\n"
    import_csv(timeline, saved(tmp_path, text))
    event = rows(timeline)["a"]["id"]
    told = import_csv(timeline, saved(tmp_path, f"id,date,title,tags\n{event},2004-03,a,z\n"))
    assert (told.created, told.updated, told.tags_created) == (0, 1, 1)
    changed = rows(timeline)["a"]
    assert (changed["date"], changed["tags"], changed["place"]) == ("2004-03", "z", "Tokyo")
    assert changed["participants"] == "LDP [counterpart, attendee]"
    again = import_csv(timeline, saved(tmp_path, f"id,date,title,tags\n{event},2004-03,a,z\n"))
    assert (again.updated, again.skipped_rows) == (0, [2])
    timeline.undo()
    assert rows(timeline)["a"]["date"] == "2004"


def test_parts_are_tied_to_wholes_that_stand_below(timeline: Timeline, tmp_path: Path) -> None:
    text = "date,title,part_of\n2004-03-02,talk,session\n2004-03-01,session,visit\n2004-03,visit,\n"
    assert import_csv(timeline, saved(tmp_path, text)).created == 3
    found = rows(timeline)
    assert found["talk"]["part_of"] == found["session"]["id"]
    assert found["session"]["part_of"] == found["visit"]["id"]


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("date,title,part_of\n2004,a,b\n2004,b,a\n", 2, "part_of"),
        ("date,title,part_of\n2004,a,nothing\n", 2, "part_of"),
        ("date,title,type\n2004,a,sesion\n", 2, "type"),
        ("date,title,status\n2004,a,done\n", 2, "status"),
        ("date,title,round\n2004,a,x\n", 2, "round"),
        ("date,title,country\n2004,a,Atlantis\n", 2, "country"),
        ("date,title,marks\n2004,a,date: blue\n", 2, "marks"),
        ("date,title,direction\n2004,a,up\n", 2, "direction"),
        ("date,title,unverified\n2004,a,perhaps\n", 2, "unverified"),
        ("id,date,title\n8.57E+17,2004,a\n", 2, "id"),
        ("id,date,title\ne5,2004,a\n\ne5,2004,b\n", 4, "id"),
        ("date,title\n,a\n", 2, "date"),
        ("date,title\n2004,a,b\n", 2, ""),
        ("date,title\n2004,a\0\n", 2, "title"),
    ],
)
def test_wrong_cells_are_named_and_nothing_is_kept(
    timeline: Timeline, tmp_path: Path, text: str, row: int, column: str
) -> None:
    told = import_csv(timeline, saved(tmp_path, text))
    assert (told.problems[0].row, told.problems[0].column) == (row, column)
    assert rows(timeline) == {}
    assert timeline.steps() == (None, None)


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_separators_are_understood(timeline: Timeline, tmp_path: Path, sign: str) -> None:
    text = f'Title{sign}DATE{sign}Date text\n"a{sign}b"{sign}2004-03{sign}spring\n'
    assert import_csv(timeline, saved(tmp_path, text)).created == 1
    (row,) = rows(timeline).values()
    assert (row["title"], row["date"], row["date_text"]) == (f"a{sign}b", "2004-03", "spring")


def test_a_name_that_several_bear_is_refused(timeline: Timeline, tmp_path: Path) -> None:
    with timeline.edit("Fill") as session:
        for name in ("Democratic Party (Japan)", "Democratic Party (Korea)"):
            names.add_actor_name(session, names.create_actor(session, name), "Democratic Party")
    path = saved(tmp_path, "date,title,participants\n2004,a,Democratic Party\n")
    assert "2 records" in import_csv(timeline, path).problems[0].message


def test_a_dateless_event_says_so(timeline: Timeline, tmp_path: Path) -> None:
    assert import_csv(timeline, saved(tmp_path, "date,title\nunknown,a\n")).created == 1
    assert rows(timeline)["a"]["date"] == "unknown"


def test_many_equal_rows_are_as_many_events(timeline: Timeline, tmp_path: Path) -> None:
    path = saved(tmp_path, "date,title\n2004,a\n2004,a\n")
    assert import_csv(timeline, path).created == 2
    assert import_csv(timeline, path).skipped == 2


def test_ids_of_another_making_are_refused(timeline: Timeline, tmp_path: Path) -> None:
    given = "".join(f"{(place << 23) + 8_000_000},2004,t{place}\n" for place in range(1, 5))
    assert import_csv(timeline, saved(tmp_path, f"id,date,title\n{given}")).problems[0].column == "id"


def test_progress_may_stop_it(timeline: Timeline, tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_csv(timeline, saved(tmp_path, "date,title\n2004,a\n"), progress=stop)
    assert rows(timeline) == {}


class Busy(Timeline):
    """A timeline that somebody edits between the planning of an import and its edit."""

    @contextmanager
    def edit(self, label: str) -> Generator[Session]:
        if label.startswith("Import"):
            with super().edit("Meanwhile") as session:
                events.create(session, "Meanwhile")
        with super().edit(label) as session:
            yield session


def test_a_timeline_edited_meanwhile_is_planned_for_anew(timeline: Timeline, tmp_path: Path) -> None:
    path = saved(tmp_path, "date,title\n2004,a\n")
    timeline.close()
    with Busy.open(timeline.path) as busy:
        with pytest.raises(Interrupted):
            import_csv(busy, path)
        assert [row["title"] for row in rows(busy).values()] == ["Meanwhile"]
    with Timeline.open(timeline.path) as again:
        assert import_csv(again, path).created == 1


def test_a_person_is_found_by_a_name_in_either_order(timeline: Timeline, tmp_path: Path) -> None:
    with timeline.edit("Add") as session:
        inoue = names.create_person(session, "Inoue Yoshihisa")
        one, other = (names.create_person(session, name) for name in ("Taro Aso", "Aso Taro"))
    said = (
        "LDP: Yoshihisa Inoue", "LDP: Aso Taro", "LDP: Taro Aso", "LDP: Mao Zedong", "LDP: Zedong Mao", "LDP: Zedong"
    )  # fmt: skip
    text = "date,title,participants\n" + "".join(f"2004,{title},{who}\n" for title, who in enumerate(said))
    told = import_csv(timeline, saved(tmp_path, text))
    assert (told.created, told.people_created) == (6, 2)
    with timeline.reading() as connection:
        rows = connection.execute(
            "SELECT title, person_id FROM event JOIN participation ON event_id = event.id ORDER BY title"
        ).fetchall()
    found = [person for _, person in rows]
    assert found[:3] == [inoue, other, one]
    assert found[3] == found[4] != found[5]


def test_a_name_whose_words_several_people_bear_is_refused(timeline: Timeline, tmp_path: Path) -> None:
    with timeline.edit("Add") as session:
        names.create_person(session, "de la Torre Ana")
        names.create_person(session, "Torre Ana de la")
    told = import_csv(timeline, saved(tmp_path, "date,title,participants\n2004,a,LDP: Ana de la Torre\n"))
    assert told.problems[0].column == "participants"
    assert "2 records" in told.problems[0].message
