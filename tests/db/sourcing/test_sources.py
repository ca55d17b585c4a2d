"""The library of sources: rows, search, beginnings, edits, and what hangs on a source."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from tests_support import every_record

from db import events, sample
from db.dates import parse
from db.errors import BadInput
from db.models import Evidence, Source, Standing
from db.sourcing import attachments, evidence, source_edits, sources
from db.sourcing.source_words import RECORDS
from db.timeline import Timeline


@pytest.fixture
def filled(timeline: Timeline) -> Timeline:
    with timeline.edit("Fill") as session:
        one = source_edits.create(
            session, "日中与党交流協議会", parse("2006-10-16"), title_translated="Ruling parties' council",
            author="Suematsu", publisher="suematsu.org", kind="report", side="counterpart", language="JA",
            url="https://sch.suematsu.org/report/detail/1311",
        )  # fmt: skip
        source_edits.create(
            session, "Readout <b>of</b> a meeting", publisher="IDCPC", kind="readout", side="own"
        )
        first, second = (events.create(session, title) for title in ("First", "Second"))
        for event in (first, first, second):
            evidence.cite(session, event, source_id=one, quote="words")
    return timeline


def rows(timeline: Timeline, words: str = "") -> dict[str, sources.SourceRow]:
    with timeline.read() as session:
        return {row.title: row for row in sources.rows(session, words)}


def test_rows_count_events_and_passages(filled: Timeline) -> None:
    found = rows(filled)
    assert list(found) == ["Readout <b>of</b> a meeting", "日中与党交流協議会"]
    row = found["日中与党交流協議会"]
    assert (row.events, row.passages, row.attachments) == (2, 3, 0)
    assert (row.published, row.sort_day, row.language) == ("2006-10-16", date(2006, 10, 16).toordinal(), "ja")


@pytest.mark.parametrize("words", ["与党", "COUNCIL", "suematsu 2006-10", "report 日中"])
def test_search_over_all_texts_and_scripts(filled: Timeline, words: str) -> None:
    assert list(rows(filled, words)) == ["日中与党交流協議会"]


def test_every_word_has_to_be_there(filled: Timeline) -> None:
    assert rows(filled, "council idcpc") == {}


def test_detail_lists_what_it_is_used_for(filled: Timeline) -> None:
    source = rows(filled)["日中与党交流協議会"].id
    with filled.read() as session:
        detail = sources.detail(session, source)
        assert sources.detail(session, 1) is None
    assert detail is not None
    assert detail.published == parse("2006-10-16")
    assert [(use.kind, use.record, use.quote) for use in detail.uses] == [
        ("event", "First", "words"),
        ("event", "First", "words"),
        ("event", "Second", "words"),
    ]


def test_uses_of_every_kind_of_record(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        every_record(session)
        source = session.scalars(select(Source.id)).one()
        for kind in RECORDS:
            record = (
                session.connection()
                .connection.cursor()
                .execute(f'SELECT min(id) FROM "{kind}"')
                .fetchone()[0]
            )
            evidence.cite(session, record, kind=kind, source_id=source)
    with timeline.read() as session:
        uses = sources.uses(session, source)
        detail = sources.detail(session, source)
        few = [sources.uses(session, source, most) for most in range(len(uses) + 2)]
    assert few == [uses[:most] for most in range(len(uses) + 2)]
    assert detail is not None
    assert (detail.passages, detail.records) == (len(uses), len({(one.kind, one.record_id) for one in uses}))
    assert {use.kind for use in uses} == set(RECORDS)
    assert all(use.record for use in uses)


@pytest.mark.parametrize(
    "spelling",
    ["http://sch.suematsu.org/report/detail/1311/", "sch.suematsu.org/report/detail/1311?utm_source=x"],
)
def test_a_known_address_leads_to_its_source(filled: Timeline, spelling: str) -> None:
    with filled.edit("Begin") as session:
        begun = source_edits.from_address(session, spelling, retrieved=date(2026, 1, 2))
    assert begun == source_edits.Begun(rows(filled)["日中与党交流協議会"].id, new=False)


def test_a_new_address_begins_a_source(filled: Timeline) -> None:
    with filled.edit("Begin") as session:
        begun = source_edits.from_address(session, "https://a.example/x?id=1", retrieved=date(2026, 1, 2))
        detail = sources.detail(session, begun.id)
    assert begun.new
    assert detail is not None
    assert (detail.title, detail.publisher, detail.retrieved) == (
        "a.example/x?id=1",
        "a.example",
        "2026-01-02",
    )
    with pytest.raises(BadInput, match="Paste the address"), filled.edit("Begin") as session:
        source_edits.from_address(session, " ")


def test_an_archive_address_is_one_of_the_source_too(filled: Timeline) -> None:
    archived = "https://web.archive.org/web/2010/http://a.example/x"
    with filled.edit("Archive") as session:
        source = rows(filled)["日中与党交流協議会"].id
        source_edits.change(session, [source], archive_url=archived)
        assert sources.by_address(session, archived + "/") == source


def test_a_file_begins_a_source_with_its_copy(filled: Timeline, tmp_path: Path) -> None:
    page = tmp_path / "saved page.htm"
    page.write_text("<html><head><title>A  readout\n of it</title></head><body>", encoding="utf-8")
    copy = attachments.read_file(page)
    with filled.edit("Begin") as session:
        begun = source_edits.from_file(session, copy)
        again = source_edits.from_file(session, copy)
    assert (begun.new, again) == (True, source_edits.Begun(begun.id, new=False))
    row = rows(filled)["A readout of it"]
    assert (row.id, row.attachments, row.kind) == (begun.id, 1, "web page")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "  "}, "title"),
        ({"kind": "tale"}, "kind"),
        ({"side": "mine"}, "side"),
        ({"language": "Japanese language"}, "language"),
        ({"retrieved": "2006"}, "retrieved"),
        ({"retrieved": "soon"}, "retrieved"),
        ({"url": "no address"}, "url"),
        ({"archive_url": "no address"}, "archive_url"),
    ],
)
def test_wrong_input_is_refused_at_its_field(filled: Timeline, fields: dict[str, str], field: str) -> None:
    before = rows(filled)
    with pytest.raises(BadInput) as caught, filled.edit("Change") as session:
        source_edits.change(session, [row.id for row in before.values()], **fields)
    assert caught.value.field == field
    assert rows(filled) == before


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("EN", "en"), ("zh_hant", "zh-Hant"), ("pt-br", "pt-BR"), ("sr-latn-rs", "sr-Latn-RS"), ("", "")],
)
def test_language_tags_get_their_usual_spelling(typed: str, tag: str) -> None:
    assert source_edits.language_tag(typed) == tag


def test_days_of_retrieval() -> None:
    assert source_edits.day("16 Oct 2006") == source_edits.day("2006年10月16日") == "2006-10-16"


def test_unknown_fields_are_bugs(filled: Timeline) -> None:
    with pytest.raises(TypeError), filled.edit("Change") as session:
        source_edits.change(session, [1], edtf="2006")


def test_published_and_undone(filled: Timeline) -> None:
    source = rows(filled)["日中与党交流協議会"].id
    with filled.edit("Publish") as session:
        source_edits.set_published(session, [source], parse("2007"))
    assert rows(filled)["日中与党交流協議会"].published == "2007"
    filled.undo()
    assert rows(filled)["日中与党交流協議会"].published == "2006-10-16"


def test_deleting_says_what_hangs_on_it(filled: Timeline) -> None:
    source = rows(filled)["日中与党交流協議会"].id
    with pytest.raises(BadInput, match="3 passages for 2 events"), filled.edit("Delete") as session:
        source_edits.delete(session, [source])
    with filled.edit("Delete") as session:
        source_edits.delete(session, [source], with_what_hangs=True)
        assert session.scalars(select(Evidence.id)).all() == []
    filled.undo()
    assert rows(filled)["日中与党交流協議会"].events == 2


def test_records_stay_without_a_deleted_source(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        every_record(session)
        source = session.scalars(select(Source.id)).one()
        hanging = sources.hanging(session, [source])
        assert str(hanging) == "2 passages for 1 event, 1 attached copy, 1 searched span, 1 standing"
        source_edits.delete(session, [source], with_what_hangs=True)
        assert session.scalars(select(Standing.source_id)).all() == [None]


def test_every_source_of_the_sample_could_have_been_typed(tmp_path: Path) -> None:
    with (
        Timeline.create(tmp_path / "sample.liaison", sample.build) as timeline,
        timeline.edit("Again") as session,
    ):
        for source in session.scalars(select(Source)).all():
            typed = {name: getattr(source, name) for name in sources.FIELDS}
            source_edits.change(session, [source.id], **typed)
            session.refresh(source)
            assert {name: getattr(source, name) for name in sources.FIELDS} == typed
