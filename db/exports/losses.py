"""What formats can't hold, counted for the events that are to go out: said before they are written."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.exports import Export

LONGEST_CELL: Final = 32_767
"""Characters that a cell of a workbook holds."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format has no place for: a sentence with {count}, and SQL that counts it.

    The SQL has a table `w` with the ids of the events as `value`; a loss without SQL is always one.
    """

    sentence: str
    sql: str = ""


_OF = "FROM w JOIN event e ON e.id = w.value WHERE"
_EVENTS = f"SELECT count(*) {_OF}"
_TAKING = "FROM w JOIN participation p ON p.event_id = w.value"
_CITED = "FROM w JOIN evidence v ON v.event_id = w.value"
_SOURCED = f"IN (SELECT v.source_id {_CITED})"
_NO_DAY = "coalesce(e.start_lo, e.start_hi, e.end_lo, e.end_hi) IS NULL"
_VAGUE = "(e.start_lo IS NOT e.start_hi OR e.end_lo IS NOT e.end_hi)"
_CONTROL = (
    "GLOB ('*[' || char(1) || '-' || char(8) || char(11) || char(12) || char(14) || '-' || char(31) || ']*')"
)

LOSSES: Final[Mapping[str, Loss]] = {
    "about": Loss("Which filter, codebook and program it was made with."),
    "undated": Loss("{count} without any known day: left out.", f"{_EVENTS} {_NO_DAY}"),
    "vague_days": Loss(
        "{count} not dated to the day: written from the first to the last possible day known, with the date in words.",
        f"{_EVENTS} {_VAGUE} AND NOT {_NO_DAY}",
    ),
    "uncoded": Loss(
        "{count} of a type without a PLOVER event: written without one.",
        "SELECT count(*) FROM w JOIN event e ON e.id = w.value LEFT JOIN term t ON t.id = e.type_id"
        " WHERE coalesce(t.plover, '') = ''",
    ),
    "statuses": Loss(
        "{count} postponed or unconfirmed: written as tentative.",
        f"{_EVENTS} e.status IN ('postponed', 'unconfirmed')",
    ),
    "all_statuses": Loss("Status of {count} not held.", f"{_EVENTS} e.status <> 'held'"),
    "pairs": Loss(
        "Sides, and which person stands for which actor, of {count}.",
        f"SELECT count(DISTINCT p.event_id) {_TAKING} WHERE p.side <> 'counterpart'"
        " OR (p.actor_id IS NOT NULL AND p.person_id IS NOT NULL)",
    ),
    "pairs_of_posts": Loss(
        "Posts as printed and notes on participants of {count}.",
        f"SELECT count(DISTINCT p.event_id) {_TAKING} WHERE p.post_printed <> '' OR p.note <> ''",
    ),
    "participants": Loss(
        "Participants of {count}: those of the counterparts are named in the text.",
        f"SELECT count(DISTINCT p.event_id) {_TAKING}",
    ),
    "classes": Loss(
        "Type, channel, level, areas or issues of {count}.",
        f"{_EVENTS} coalesce(e.type_id, e.channel_id, e.level_id) IS NOT NULL OR EXISTS (SELECT 1 FROM event_term x"
        " JOIN term t ON t.id = x.term_id WHERE x.event_id = e.id AND t.vocabulary <> 'tag')",
    ),
    "more_tags": Loss(
        "Tags beyond the first of {count}.",
        f"{_EVENTS} 1 < (SELECT count(*) FROM event_term x JOIN term t ON t.id = x.term_id"
        " WHERE x.event_id = e.id AND t.vocabulary = 'tag')",
    ),
    "places": Loss("Place of {count}.", f"{_EVENTS} e.place <> ''"),
    "circumstances": Loss(
        "Country, direction, mechanism, round or the visit it is part of, of {count}.",
        f"{_EVENTS} e.country_id IS NOT NULL OR e.direction IS NOT NULL OR e.mechanism_id IS NOT NULL"
        " OR e.round IS NOT NULL OR e.part_of_id IS NOT NULL",
    ),
    "more_sources": Loss(
        "Sources beyond the first address of {count}.",
        f"SELECT count(*) FROM (SELECT 1 {_CITED} JOIN source s ON s.id = v.source_id GROUP BY v.event_id"
        " HAVING count(DISTINCT v.source_id) > 1 OR max(s.url) = '')",
    ),
    "notes": Loss("Notes on {count}.", f"{_EVENTS} e.note <> ''"),
    "marks": Loss(
        "Verification marks, ids in other datasets, and what is unverified, of {count}.",
        f"{_EVENTS} e.unverified OR e.mark_source + e.mark_date + e.mark_principal + e.mark_post"
        " + e.mark_counterpart > 0 OR EXISTS (SELECT 1 FROM event_identifier x WHERE x.event_id = e.id)",
    ),
    "passages": Loss(
        "{count:pieces of evidence} with passages, locators, stated values or confidence.",
        f"SELECT count(*) {_CITED} WHERE v.quote <> '' OR v.locator <> '' OR v.field <> '' OR v.value <> ''"
        " OR v.confidence IS NOT NULL OR v.note <> '' OR v.reason <> ''",
    ),
    "source_fields": Loss(
        "Authors, publishers, dates and other particulars of {count:sources}.",
        f"SELECT count(*) FROM source s WHERE s.id {_SOURCED} AND (s.author <> '' OR s.publisher <> '' OR s.edtf <> ''"
        " OR s.title_translated <> '' OR s.kind <> '' OR s.language <> '' OR s.retrieved <> '' OR s.archive_url <> ''"
        " OR s.note <> '')",
    ),
    "sides": Loss(
        "Whose {count:sources} they are (side).",
        f"SELECT count(*) FROM source s WHERE s.id {_SOURCED} AND s.side <> ''"
    ),
    "source_dates": Loss(
        "How uncertain the dates of {count:sources} are: the year, month or day that is certain is written.",
        f"SELECT count(*) FROM source s WHERE s.id {_SOURCED} AND s.edtf GLOB '*[^0-9-]*'",
    ),
    "no_kind": Loss(
        "That the kind of {count:sources} is not known: they need one in this format, a general one.",
        f"SELECT count(*) FROM source s WHERE s.id {_SOURCED} AND s.kind = ''",
    ),
    "copies": Loss(
        "{count:attached copies} of sources.", f"SELECT count(*) FROM attachment a WHERE a.source_id {_SOURCED}"
    ),
    "events_gone": Loss("The events themselves: only the sources they rest on are written."),
    "registry": Loss(
        "What is known of {count:actors and people} beyond their names: countries, families, aliases, standing, posts.",
        f"SELECT count(DISTINCT p.actor_id) + count(DISTINCT p.person_id) {_TAKING}",
    ),
    "standings": Loss(
        "Standing and succession of {count:actors}.",
        f"SELECT count(DISTINCT a) FROM (SELECT actor_id AS a FROM standing UNION SELECT predecessor_id FROM succession"
        f" UNION SELECT successor_id FROM succession) WHERE a IN (SELECT p.actor_id {_TAKING})",
    ),
    "contexts": Loss("{count:spans of context}.", "SELECT count(*) FROM context"),
    "open_contexts": Loss(
        "{count:spans of context} without a first or last day.",
        "SELECT count(*) FROM context WHERE start_lo IS NULL OR end_hi IS NULL",
    ),
    "ledgers": Loss(
        "{count:invitations and commitments} and the spans that were searched.",
        "SELECT (SELECT count(*) FROM invitation) + (SELECT count(*) FROM commitment)",
    ),
    "history": Loss("The history of edits, saved filters and charts."),
    "edits": Loss("The history of edits."),
    "long_cells": Loss(
        f"Text beyond {LONGEST_CELL:,} characters of a cell, in {{count}}.",
        f"{_EVENTS} max(length(e.summary), length(e.note), length(e.title)) > {LONGEST_CELL}",
    ),
    "control_characters": Loss(
        "Control characters, which are no text, in {count}.",
        f"{_EVENTS} e.title || e.summary || e.note || e.place || e.date_text {_CONTROL}",
    ),
}  # fmt: skip
"""All losses. Most count events; where something else is counted, its name stands behind the colon."""


def losses(connection: sqlite3.Connection, export: Export, ids: Sequence[int]) -> list[str]:
    """Return the sentences on what a format can't hold of these events; what there is none of is not said."""
    listed = json.dumps([int(event) for event in ids])
    found: list[str] = []
    for key in export.lacks:
        loss = LOSSES[key]
        count = _count(connection, loss.sql, listed) if loss.sql else 1
        if count:
            found.append(_said(loss.sentence, count))
    return found


def _count(connection: sqlite3.Connection, sql: str, listed: str) -> int:
    whole = f"WITH w(value) AS MATERIALIZED (SELECT value FROM json_each(?)) {sql}"
    return int(connection.execute(whole, (listed,)).fetchone()[0])


def _said(sentence: str, count: int) -> str:
    """Fill in `{count}`, which counts events, or `{count:things}`."""
    before, brace, rest = sentence.partition("{count")
    if not brace:
        return sentence
    things, _, after = rest.partition("}")
    things = things.removeprefix(":") or ("event" if count == 1 else "events")
    return f"{before}{count:,} {things}{after}"
