"""Rows that may repeat an event: offered with both sides, and joined, linked, kept or left out as answered."""

from pathlib import Path

import pytest

from db.imports.importing import import_incoming, planned
from db.imports.incoming import Incoming
from db.imports.planning.shape import ANSWERS, Answer, Decisions
from db.imports.tables import own
from db.timeline import Timeline

HEAD = "date,title,mechanism,round,place,participants,tags,sources,identifiers\n"
FIRST = (
    "2025-11-18,Second CPC–SPD dialogue,CPC–SPD dialogue,2,,"
    "CPC: Liu Haixing [focal]; SPD: Lars Klingbeil,,https://a.example,PM: 31\n"
)
SECOND = (
    "2025-11-18,Parteidialog in Peking,CPC–SPD dialogue,2,Beijing,"
    "CPC: Liu Haixing [focal]; Sozialdemokratische Partei: Lars Klingbeil,talks,https://b.example,PM: 32\n"
)


def incoming(tmp_path: Path, *rows: str, head: str = HEAD) -> Incoming:
    path = tmp_path / "m.csv"
    path.write_text(head + "".join(rows), encoding="utf-8")
    return Incoming(path.name, "own", own.read(path))


def one(timeline: Timeline, sql: str) -> list[tuple[object, ...]]:
    with timeline.reading() as connection:
        return connection.execute(sql).fetchall()


def test_a_report_of_the_same_meeting_in_another_language_is_offered(
    timeline: Timeline, tmp_path: Path
) -> None:
    plan = planned(timeline, incoming(tmp_path, FIRST, SECOND))
    (question,) = plan.duplicates
    assert (question.row, question.other_row, question.answer, question.proposed) == (3, 2, "keep", "link")
    assert question.mine["title"] == "Parteidialog in Peking"
    assert question.theirs["title"] == "Second CPC–SPD dialogue"
    assert plan.counts()["created"] == 2


EVENTS = {"keep": 2, "link": 1, "merge": 1, "skip": 1}


@pytest.mark.parametrize("among_rows", [True, False])
@pytest.mark.parametrize("answer", ANSWERS)
def test_answers_are_carried_out_and_taken_back(
    timeline: Timeline, tmp_path: Path, answer: Answer, among_rows: bool
) -> None:
    decisions = Decisions(all_duplicates=answer)
    if among_rows:
        import_incoming(timeline, incoming(tmp_path, FIRST, SECOND), decisions)
    else:
        import_incoming(timeline, incoming(tmp_path, FIRST), decisions)
        import_incoming(timeline, incoming(tmp_path, SECOND), decisions)
    assert len(one(timeline, "SELECT id FROM event")) == EVENTS[answer]
    places = {row[0] for row in one(timeline, "SELECT place FROM event")}
    sources = {
        row[0] for row in one(timeline, "SELECT s.url FROM evidence v JOIN source s ON s.id = v.source_id")
    }
    notes = {row[0] for row in one(timeline, "SELECT note FROM evidence")}
    assert sources == {"https://a.example"} | ({"https://b.example"} if answer != "skip" else set())
    assert ("Beijing" in places) is (answer in {"keep", "merge"})
    assert ("Parteidialog in Peking" in notes) is (answer == "link")
    while timeline.undo():
        pass
    for table in ("event", "actor", "person", "mechanism", "source", "evidence", "event_identifier", "term"):
        assert one(timeline, f"SELECT * FROM {table}") == [], table


@pytest.mark.parametrize("answer", ["link", "merge"])
def test_the_same_rows_again_create_nothing(timeline: Timeline, tmp_path: Path, answer: Answer) -> None:
    decisions = Decisions(all_duplicates=answer)
    import_incoming(timeline, incoming(tmp_path, FIRST, SECOND), decisions)
    before = one(timeline, "SELECT * FROM event"), one(timeline, "SELECT * FROM evidence")
    again = import_incoming(timeline, incoming(tmp_path, FIRST, SECOND), decisions)
    assert (again.created, again.skipped) == (0, 2)
    assert (one(timeline, "SELECT * FROM event"), one(timeline, "SELECT * FROM evidence")) == before


def test_what_differs_in_day_number_or_people_is_no_repeat(timeline: Timeline, tmp_path: Path) -> None:
    others = (
        FIRST.replace("2025-11-18", "2025-11-19"),
        FIRST.replace("Second", "3rd")
        .replace(",2,", ",3,")
        .replace("Klingbeil", "Scholz")
        .replace("31", "41"),
    )
    found = planned(timeline, incoming(tmp_path, FIRST.replace("Second", "2nd"), others[1]))
    assert found.duplicates == []
    assert planned(timeline, incoming(tmp_path, FIRST, others[0].replace("31", "42"))).duplicates == []


def test_a_distinct_dataset_is_not_compared_with_itself(timeline: Timeline, tmp_path: Path) -> None:
    rows = incoming(tmp_path, FIRST, SECOND)
    rows.distinct = True
    assert planned(timeline, rows).duplicates == []
    import_incoming(timeline, incoming(tmp_path, FIRST))
    assert [each.other_row for each in planned(timeline, rows).duplicates] == [0]


def test_rows_without_a_source_cite_the_file_when_they_are_linked(timeline: Timeline, tmp_path: Path) -> None:
    bare = SECOND.replace("https://b.example", "")
    import_incoming(timeline, incoming(tmp_path, FIRST, bare), Decisions(all_duplicates="link"))
    titles = {
        row[0] for row in one(timeline, "SELECT s.title FROM evidence v JOIN source s ON s.id = v.source_id")
    }
    assert titles == {"https://a.example", "m.csv"}


def test_parts_are_found_by_an_id_in_another_dataset(timeline: Timeline, tmp_path: Path) -> None:
    head = "date,title,part_of,identifiers\n"
    import_incoming(
        timeline, incoming(tmp_path, "2004-03,Visit,,PM: 1\n2004-03-16,Talks,PM: 1,PM: 2\n", head=head)
    )
    ((talks, visit),) = one(timeline, "SELECT title, (SELECT title FROM event w WHERE w.id = e.part_of_id) FROM event e"
                            " WHERE part_of_id IS NOT NULL")  # fmt: skip
    assert (talks, visit) == ("Talks", "Visit")
    import_incoming(timeline, incoming(tmp_path, "2004-03-17,Dinner,PM: 1,PM: 3\n", head=head))
    assert len(one(timeline, "SELECT 1 FROM event WHERE part_of_id IS NOT NULL")) == 2
