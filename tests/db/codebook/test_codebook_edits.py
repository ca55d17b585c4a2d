"""Edits of the codebook: what they refuse, what they re-point, and the version they raise."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select

from db import events
from db.codebook import codebook, codebook_edits, codebook_terms
from db.errors import BadInput
from db.models import EventTerm, Setting, Term
from db.table import event_forms
from db.timeline import Timeline
from db.words import TERM_VOCABULARIES


@pytest.fixture
def filled(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline(fill=codebook.fill)


def keys(timeline: Timeline) -> dict[tuple[str, str], codebook_terms.TermRow]:
    with timeline.read() as session:
        return {(row.vocabulary, row.key): row for row in codebook_terms.rows(session)}


def version(timeline: Timeline) -> int:
    with timeline.read() as session:
        return codebook_terms.version(session)


def test_rows_come_in_order_with_their_parents_and_uses(filled: Timeline) -> None:
    rows = keys(filled)
    with filled.edit("Events") as session:
        for _ in range(3):
            events.create(
                session, "A visit", type_id=rows["type", "visit"].id, level_id=rows["level", "leader"].id
            )
    rows = keys(filled)
    assert next(key for key in rows if key[0] == "level") == ("level", "working")
    assert rows["type", "delegation"].parent == "visit"
    assert (rows["type", "visit"].uses, rows["level", "leader"].uses, rows["type", "call"].uses) == (3, 3, 0)
    assert (rows["type", "visit"].plover_event, rows["type", "visit"].plover_mode) == ("CONSULT", "visit")
    with filled.read() as session:
        assert {row.vocabulary for row in codebook_terms.rows(session, "area")} == {"area"}


def test_each_edit_raises_the_version_and_an_undo_lowers_it(filled: Timeline) -> None:
    assert version(filled) == 1
    with filled.edit("Add") as session:
        codebook_edits.add(session, "issue", "Rare earths")
        codebook_edits.add(session, "issue", "Fisheries")
    assert version(filled) == 2
    with filled.edit("Change") as session:
        codebook_edits.change(
            session, codebook_edits.find(session, "issue", "fisheries") or 0, definition="Fish."
        )
    assert version(filled) == 3
    with filled.edit("Nothing") as session:
        codebook_edits.change(
            session, codebook_edits.find(session, "issue", "fisheries") or 0, definition="Fish."
        )
    assert version(filled) == 3
    filled.undo()
    assert version(filled) == 2
    filled.undo()
    assert version(filled) == 1
    filled.redo()
    assert version(filled) == 2


def test_a_new_tag_is_an_edit_of_the_codebook_too(filled: Timeline) -> None:
    with filled.edit("Tag") as session:
        event = events.create(session, "A visit")
        tag = event_forms.add_tag(session, [event], "History")
        assert event_forms.add_tag(session, [event], " history ") == tag
    assert version(filled) == 2
    assert keys(filled)["tag", "History"].uses == 1


def test_added_terms_come_last_with_a_key_of_their_own(filled: Timeline) -> None:
    with filled.edit("Add") as session:
        codebook_edits.add(session, "issue", " Öl & Gas! ")
        codebook_edits.add(session, "issue", "Ol Gas")
        codebook_edits.add(
            session, "issue", "領土問題", cameo="0256", plover="REQUEST", definition=" Islands. "
        )
    added = [row for key, row in keys(filled).items() if key[0] == "issue"][-3:]
    assert [row.key for row in added] == ["ol gas", "ol gas 2", "領土問題"]
    assert [row.position for row in added] == sorted(row.position for row in added)
    assert (added[2].definition, added[2].cameo, added[2].plover) == ("Islands.", "0256", "REQUEST")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"label": " "}, "label"),
        ({"label": "COURTESY CALL"}, "label"),
        ({"cameo": "21"}, "cameo"),
        ({"cameo": "0"}, "cameo"),
        ({"cameo": "abc"}, "cameo"),
        ({"plover": "consult"}, "plover"),
        ({"plover": "MEET visit"}, "plover"),
        ({"plover": "CONSULT Visit"}, "plover"),
    ],
)
def test_wrong_input_is_refused_at_its_field(filled: Timeline, fields: dict[str, str], field: str) -> None:
    before = keys(filled)
    with pytest.raises(BadInput) as caught, filled.edit("Change") as session:
        codebook_edits.change(session, before["type", "visit"].id, **fields)
    assert caught.value.field == field
    assert keys(filled) == before
    assert version(filled) == 1


@pytest.mark.parametrize("parent", [("type", "visit"), ("type", "delegation"), ("level", "leader")])
def test_no_term_hangs_under_itself_or_elsewhere(filled: Timeline, parent: tuple[str, str]) -> None:
    rows = keys(filled)
    with pytest.raises(BadInput) as caught, filled.edit("Change") as session:
        codebook_edits.change(session, rows["type", "visit"].id, parent_id=rows[parent].id)
    assert caught.value.field == "parent"


def test_the_key_is_no_field(filled: Timeline) -> None:
    with pytest.raises(TypeError), filled.edit("Change") as session:
        codebook_edits.change(session, codebook_edits.find(session, "type", "visit") or 0, key="x")
    with pytest.raises(ValueError, match="colour"), filled.edit("Add") as session:
        codebook_edits.add(session, "colour", "Red")


def test_reordered(filled: Timeline) -> None:
    wanted = [row.id for key, row in keys(filled).items() if key[0] == "channel"][::-1]
    with filled.edit("Order") as session:
        codebook_edits.reorder(session, wanted)
    assert [row.id for key, row in keys(filled).items() if key[0] == "channel"] == wanted


def test_only_unused_terms_are_removed_and_their_narrower_ones_rise(filled: Timeline) -> None:
    rows = keys(filled)
    with filled.edit("Event") as session:
        event = events.create(session, "A call", type_id=rows["type", "call"].id)
    with (
        pytest.raises(BadInput, match="1 record bears “Courtesy call”") as caught,
        filled.edit("Remove") as session,
    ):
        codebook_edits.remove(session, rows["type", "call"].id)
    assert caught.value.field == "into"
    with filled.edit("Remove") as session:
        codebook_edits.remove(session, rows["type", "visit"].id)
        codebook_edits.remove(session, rows["type", "call"].id, into=rows["type", "meeting"].id)
    after = keys(filled)
    assert ("type", "visit") not in after
    assert after["type", "delegation"].parent == "exchange"
    with filled.read() as session:
        detail = events.detail(session, event)
    assert detail is not None
    assert detail.type_id == rows["type", "meeting"].id
    filled.undo()
    assert keys(filled)["type", "delegation"].parent == "visit"


def test_two_tags_on_one_event_become_one(filled: Timeline) -> None:
    with filled.edit("Tags") as session:
        both, one = events.create(session, "Both"), events.create(session, "One")
        keep = event_forms.add_tag(session, [both], "war history")
        drop = event_forms.add_tag(session, [both, one], "history")
    with filled.edit("Merge") as session:
        codebook_edits.merge(session, keep, drop)
        links = {(row.event_id, row.term_id) for row in session.scalars(select(EventTerm))}
    assert links == {(both, keep), (one, keep)}
    assert ("tag", "history") not in keys(filled)
    filled.undo()
    assert keys(filled)["tag", "history"].uses == 2


def test_a_narrower_term_can_take_the_place_of_its_wider_one(filled: Timeline) -> None:
    rows = keys(filled)
    with filled.edit("Merge") as session:
        codebook_edits.merge(session, rows["type", "delegation"].id, rows["type", "visit"].id)
    assert keys(filled)["type", "delegation"].parent == "exchange"
    for other in (("type", "delegation"), ("level", "leader")):
        with pytest.raises(BadInput, match="of one vocabulary"), filled.edit("Merge") as session:
            codebook_edits.merge(session, rows["type", "delegation"].id, rows[other].id)


def test_exported_with_version_and_definitions(filled: Timeline) -> None:
    with filled.edit("Add") as session:
        codebook_edits.add(session, "tag", "my tag")
    with filled.read() as session:
        exported = codebook_terms.export(session)
        table = codebook_terms.csv_rows(session)
    assert json.loads(json.dumps(exported)) == exported
    assert (exported["version"], list(exported["vocabularies"])) == (2, list(TERM_VOCABULARIES))
    visit = next(term for term in exported["vocabularies"]["type"] if term["key"] == "visit")
    assert visit["plover"] == {"event": "CONSULT", "mode": "visit"}
    assert (visit["cameo"], visit["parent"], visit["uses"]) == ("042", "exchange", 0)
    assert table[0] == codebook_terms.CSV_COLUMNS
    assert len(table) == 1 + sum(map(len, exported["vocabularies"].values()))


def test_shipped_types_carry_codes_that_could_be_typed(filled: Timeline) -> None:
    rows = [row for key, row in keys(filled).items() if key[0] == "type"]
    assert [row.key for row in rows if not row.cameo] == ["other"]
    assert [row.key for row in rows if not row.plover] == ["statement", "other"]
    with filled.edit("Again") as session:
        for row in rows:
            codebook_edits.change(session, row.id, cameo=row.cameo, plover=row.plover)
    assert version(filled) == 1


def test_bulk_inserts_raise_the_version_over_the_raw_connection(filled: Timeline) -> None:
    with filled.edit("Bulk") as session:
        raw = session.connection().connection.driver_connection
        codebook_edits.raise_version_in(raw)
        codebook_edits.raise_version_in(raw)
    assert version(filled) == 3
    with filled.read() as session:
        assert session.scalars(select(Setting.key)).all() == [codebook_terms.VERSION_KEY]
        assert session.scalars(select(Term.id)).first()
