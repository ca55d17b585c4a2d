"""Evidence: passages of sources for records, the values they state, and the one that is chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from tests_support import every_record

from db import events, filters
from db.dates import parse
from db.errors import BadInput
from db.models import Country, Event, Evidence, Source, Term
from db.sourcing import evidence, evidence_choice, stated
from db.sourcing.source_words import RECORDS
from db.timeline import Timeline


@pytest.fixture
def event(timeline: Timeline) -> int:
    with timeline.edit("Fill") as session:
        session.add_all(
            [
                Country(name="Japan", code="JP", name_ja="日本"),
                Term(vocabulary="type", key="call", label="Call"),
            ]
        )
        session.flush()
        return events.create(session, "A session", parse("late February 2009"))


def cite(timeline: Timeline, event: int, url: str, **fields: object) -> int:
    with timeline.edit("Cite") as session:
        return evidence.cite(session, event, url, **fields)


def passages(timeline: Timeline, event: int) -> dict[int, evidence.Passage]:
    with timeline.read() as session:
        return {one.id: one for one in evidence.passages(session, event)}


def test_sources_are_found_however_their_address_is_spelled(timeline: Timeline, event: int) -> None:
    one = cite(timeline, event, "https://a.example/x", title="A report", quote=" “words” ")
    two = cite(timeline, event, "http://a.example/x/?utm_source=y")
    found = passages(timeline, event)
    assert found[one].source_id == found[two].source_id
    assert (found[one].source_title, found[one].quote) == ("A report", "“words”")
    three = cite(timeline, event, "", source_id=found[one].source_id)
    assert passages(timeline, event)[three].source_id == found[one].source_id


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_of_record_takes_evidence(timeline: Timeline, kind: str) -> None:
    with timeline.edit("Fill") as session:
        every_record(session)
        record = session.scalar(text(f"SELECT min(id) FROM {kind}")) or 0
        source = session.scalars(select(Source.id)).one()
        one = evidence.cite(session, record, kind=kind, source_id=source, quote="q")
        assert one in {passage.id for passage in evidence.passages(session, record, kind)}


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"confidence": 5}, "confidence"), ({"confidence": -1}, "confidence")],
)
def test_wrong_input_is_refused_at_its_field(
    timeline: Timeline, event: int, fields: dict[str, object], field: str
) -> None:
    one = cite(timeline, event, "https://a.example/x", confidence=4)
    with pytest.raises(BadInput) as caught, timeline.edit("Change") as session:
        evidence.change(session, one, **fields)
    assert caught.value.field == field
    assert passages(timeline, event)[one].confidence == 4
    with pytest.raises(BadInput, match="address or the title"):
        cite(timeline, event, " ")
    with pytest.raises(TypeError), timeline.edit("Change") as session:
        evidence.change(session, one, event_id=1)
    with pytest.raises(ValueError, match="person"):
        cite(timeline, event, "https://a.example/x", kind="person")


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("date", "21 Feb 2006", "2006-02-21"),
        ("date", "2006年2月21日", "2006-02-21"),
        ("date", "on the eve", "on the eve"),
        ("round", "04", "4"),
        ("round", "fourth", "fourth"),
        ("place", "  Great   Hall ", "Great Hall"),
        ("", "x  y", "x y"),
    ],
)
def test_values_have_one_spelling(timeline: Timeline, event: int, field: str, typed: str, kept: str) -> None:
    one = cite(timeline, event, "https://a.example/x", field=field, value=typed)
    assert passages(timeline, event)[one].value == kept
    with timeline.edit("Change") as session:
        evidence.change(session, one, value="")
        evidence.change(session, one, value=typed)
    assert passages(timeline, event)[one].value == kept


def test_a_value_is_read_anew_when_its_field_changes(timeline: Timeline, event: int) -> None:
    one = cite(timeline, event, "https://a.example/x", value="21 Feb 2006")
    with timeline.edit("Change") as session:
        evidence.change(session, one, field="date")
    assert passages(timeline, event)[one].value == "2006-02-21"


@given(st.sampled_from(["", "date", "round", "place"]), st.text(max_size=20))
def test_the_one_spelling_is_stable(field: str, value: str) -> None:
    once = stated.canonical(field, value)
    assert stated.canonical(field, once) == once


def conflicting(timeline: Timeline, event: int) -> tuple[int, int, int]:
    return (
        cite(timeline, event, "https://a.example/1", field="date", value="2009-02", confidence=2),
        cite(timeline, event, "https://a.example/2", field="date", value="24 February 2009", confidence=4),
        cite(timeline, event, "https://a.example/3", field="date", value="2009-02-24"),
    )


def test_values_stand_side_by_side(timeline: Timeline, event: int) -> None:
    one, two, three = conflicting(timeline, event)
    with timeline.read() as session:
        values = evidence.values(session, event, "date")
        assert list(evidence.conflicts(session, event)) == ["date"]
    assert [(v.value, [p.id for p in v.passages], v.confidence, v.chosen) for v in values] == [
        ("2009-02", [one], 2, None),
        ("2009-02-24", [two, three], 4, None),
    ]


def matching(timeline: Timeline) -> set[int]:
    with timeline.reading() as connection:
        return set(filters.matching(connection, filters.parse("has:conflict")))


def test_a_conflict_is_what_the_filter_means_by_it(timeline: Timeline, event: int) -> None:
    cite(timeline, event, "https://a.example/1", field="date", value="24 Feb 2009")
    cite(timeline, event, "https://a.example/2", field="date", value="2009-02-24")
    cite(timeline, event, "https://a.example/3", field="place", value="Tokyo")
    cite(timeline, event, "https://a.example/4", field="", value="2009")
    with timeline.read() as session:
        assert evidence.conflicts(session, event) == {}
    assert matching(timeline) == set()
    cite(timeline, event, "https://a.example/5", field="place", value="Beijing")
    with timeline.read() as session:
        assert list(evidence.conflicts(session, event)) == ["place"]
    assert matching(timeline) == {event}


def test_choosing_shows_the_value_and_says_why(timeline: Timeline, event: int) -> None:
    one, two, _ = conflicting(timeline, event)
    with timeline.edit("Choose") as session:
        evidence_choice.choose(session, one, "The party's own report.")
    with timeline.edit("Choose") as session:
        evidence_choice.choose(session, two, " Names the day. ")
    found = passages(timeline, event)
    assert {key for key, passage in found.items() if passage.chosen} == {two}
    assert found[two].reason == "Names the day."
    with timeline.read() as session:
        assert session.get_one(Event, event).edtf == "2009-02-24"
        assert evidence.values(session, event, "date")[0].chosen is not None
    timeline.undo()
    with timeline.read() as session:
        assert session.get_one(Event, event).edtf == "2009-02"
    with timeline.edit("Take back") as session:
        evidence_choice.unchoose(session, one)
        assert session.scalars(select(Evidence.id).where(Evidence.chosen)).all() == []


def test_the_words_of_the_source_stay_where_the_date_is_the_same(timeline: Timeline, event: int) -> None:
    with timeline.read() as session:
        edtf = session.get_one(Event, event).edtf
    one = cite(timeline, event, "https://a.example/1", field="date", value=edtf)
    with timeline.edit("Choose") as session:
        evidence_choice.choose(session, one, "")
        assert session.get_one(Event, event).date_text == "late February 2009"


@pytest.mark.parametrize(
    ("field", "value", "column", "kept"),
    [
        ("round", "4", "round", 4),
        ("place", "東京", "place", "東京"),
        ("summary", "They met.", "summary", "They met."),
        ("status", "cancelled", "status", "cancelled"),
        ("title", "Another title", "title", "Another title"),
    ],
)
def test_plain_fields_take_the_chosen_value(
    timeline: Timeline, event: int, field: str, value: str, column: str, kept: object
) -> None:
    one = cite(timeline, event, "https://a.example/1", field=field, value=value)
    with timeline.edit("Choose") as session:
        evidence_choice.choose(session, one, "")
        session.expire_all()
        assert getattr(session.get_one(Event, event), column) == kept


def test_records_are_chosen_by_name(timeline: Timeline, event: int) -> None:
    country = cite(timeline, event, "https://a.example/1", field="country", value="日本")
    kind = cite(timeline, event, "https://a.example/1", field="type", value="Call")
    post = cite(timeline, event, "https://a.example/1", field="post", value="Chair")
    with timeline.edit("Choose") as session:
        for one in (country, kind, post):
            evidence_choice.choose(session, one, "")
        session.expire_all()
        shown = session.get_one(Event, event)
        assert session.get_one(Country, shown.country_id).code == "JP"
        assert session.get_one(Term, shown.type_id).key == "call"
    assert passages(timeline, event)[post].chosen


@pytest.mark.parametrize(
    ("field", "value"),
    [("date", "on the eve"), ("round", "fourth"), ("country", "Nowhere"), ("status", "odd")],
)
def test_values_that_cannot_stand_change_nothing(
    timeline: Timeline, event: int, field: str, value: str
) -> None:
    one = cite(timeline, event, "https://a.example/1", field=field, value=value)
    with pytest.raises(BadInput) as caught, timeline.edit("Choose") as session:
        evidence_choice.choose(session, one, "because")
    assert caught.value.field == "value"
    assert not passages(timeline, event)[one].chosen


def test_where_sources_differ_a_reason_is_needed(timeline: Timeline, event: int) -> None:
    one, *_ = conflicting(timeline, event)
    with pytest.raises(BadInput, match="say why") as caught, timeline.edit("Choose") as session:
        evidence_choice.choose(session, one, " ")
    assert caught.value.field == "reason"
    bare = cite(timeline, event, "https://a.example/9", quote="words")
    with pytest.raises(BadInput, match="Only a value"), timeline.edit("Choose") as session:
        evidence_choice.choose(session, bare, "because")


def test_removed_and_brought_back(timeline: Timeline, event: int) -> None:
    one = cite(timeline, event, "https://a.example/1", quote="words")
    before = passages(timeline, event)
    with timeline.edit("Remove") as session:
        evidence.uncite(session, [one])
    assert passages(timeline, event) == {}
    timeline.undo()
    assert passages(timeline, event) == before
