"""The caption of a report: how many events there are, how well they are known, and from what."""

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from db.codebook import codebook_terms
from db.reading import fetch, raw
from db.version import VERSION
from db.words import STATUSES

_COUNTS: Final = """SELECT count(*), coalesce(sum(e.start_lo IS NOT e.start_hi AND e.edtf <> ''), 0),
 coalesce(sum(e.edtf = ''), 0), coalesce(sum(e.unverified OR e.round_basis <> 'stated'), 0), min(e.start_lo),
 max(coalesce(e.end_hi, e.start_hi)),
 coalesce(sum(NOT EXISTS (SELECT 1 FROM evidence v WHERE v.event_id = e.id)), 0)
FROM json_each(?) w JOIN event e ON e.id = w.value"""
_STATUSES: Final = """SELECT e.status, count(*) FROM json_each(?) w JOIN event e ON e.id = w.value
WHERE e.status <> 'held' GROUP BY e.status"""


def caption(session: Session, ids: Sequence[int], sources: int) -> str:
    """Return what is to be known of the events as a whole."""
    listed = (json.dumps(list(ids)),)
    events, imprecise, undated, unverified, first, last, without = fetch(session, _COUNTS, listed)[0]
    if not events:
        return f"No event. Liaison {VERSION}."
    many = dict(fetch(session, _STATUSES, listed))
    parts = [
        _counted(events, "event"),
        f"{imprecise:,} not known to the day" if imprecise else "",
        f"{undated:,} without a date" if undated else "",
        f"{unverified:,} unverified" if unverified else "",
        *(f"{many[status]:,} {status}" for status in STATUSES if status in many),
    ]
    return " ".join(
        (
            f"{', '.join(filter(None, parts))}.",
            _sources(sources, without),
            _coverage(session, first, last),
            f"Codebook version {codebook_terms.version(session)}. Liaison {VERSION}.",
        )
    ).replace("  ", " ")


def _sources(sources: int, without: int) -> str:
    if not sources:
        return "No source on record."
    rest = f"; {_counted(without, 'event')} {'has' if without == 1 else 'have'} none" if without else ""
    return f"From {_counted(sources, 'source')}{rest}."


def _coverage(session: Session, first: int | None, last: int | None) -> str:
    """What of the time from the first to the last of the events was searched."""
    if first is None or last is None:
        return ""
    import numpy as np

    from db.plots.exposure import searches
    from db.stats.exposure import exposure

    return exposure(searches(raw(session)), np.array([first, max(first, last) + 1], np.int64)).sentence


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
