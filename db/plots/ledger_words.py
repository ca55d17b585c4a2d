"""What the captions of the ledgers' charts say of their records: verified or not, from which sources and coverage."""

import json
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from db.plots.asked import Asked
from db.plots.exposure import searches
from db.reading import fetch
from db.stats.exposure import exposure

_WANTED: Final = "(SELECT value FROM json_each(?))"
_UNVERIFIED: Final = f"SELECT count(*) FROM {{}} WHERE unverified AND id IN {_WANTED}"
_TIES: Final = {
    "invitation": f"""SELECT s.invitation_id, v.source_id FROM invitation_step s
    JOIN evidence v ON v.invitation_step_id = s.id OR v.event_id = s.event_id WHERE s.invitation_id IN {_WANTED}
    UNION SELECT i.id, v.source_id FROM invitation i JOIN evidence v ON v.event_id = i.event_id
    WHERE i.id IN {_WANTED}""",
    "commitment": f"""SELECT commitment_id, source_id FROM evidence WHERE commitment_id IN {_WANTED}
    UNION SELECT c.id, v.source_id FROM commitment c JOIN evidence v ON v.event_id = c.made_at_id
    WHERE c.id IN {_WANTED}""",
}
"""Records with the sources that speak of them, or of the events they were made or fulfilled at."""


def known(asked: Asked, record: str, ids: Sequence[int], first: int | None) -> tuple[str, ...]:
    """Return sentences on invitations or commitments: how many are unverified, their sources, and the coverage.

    `record` is the table's name; coverage is that from day `first` on to the day as of which the ledger is told.
    """
    listed = json.dumps(list(ids))
    unverified: int = fetch(asked.session, _UNVERIFIED.format(record), (listed,))[0][0]
    ties: list[Any] = fetch(asked.session, _TIES[record], (listed, listed))
    return (
        f"{unverified:,} of them unverified." if unverified else "",
        _sources(record, len(ids), ties),
        "" if first is None else _coverage(asked, first),
    )


def _sources(record: str, many: int, ties: Sequence[Any]) -> str:
    sources, without = len({source for _, source in ties}), many - len({one for one, _ in ties})
    if not sources:
        return "No source on record."
    head = f"From {sources:,} source{'' if sources == 1 else 's'}"
    if not without:
        return f"{head}."
    return f"{head}; {without:,} {record}{' has' if without == 1 else 's have'} none."


def _coverage(asked: Asked, first: int) -> str:
    span = np.array([first, max(asked.day, first) + 1])
    return exposure(searches(asked.connection), span).sentence
