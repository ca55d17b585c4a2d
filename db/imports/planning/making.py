"""Turns rows into the records that are written: new events, changes of events that are there, evidence."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Final

from db.ids import IDS
from db.imports.planning.cells import Draft, Values, Who
from db.imports.planning.homes import Homes
from db.imports.planning.plan import Plan
from db.imports.planning.present import EVENT_FIELDS, Present
from db.imports.planning.shape import Answer
from db.words import AXES

_NEW: Final[Values] = dict.fromkeys(EVENT_FIELDS) | {
    "status": "held", "summary": "", "place": "", "note": "", "round_basis": "stated", "unverified": 0,
    **{f"mark_{axis}": 0 for axis in AXES},
}  # fmt: skip
_IN_ORDER: Final = itemgetter(*EVENT_FIELDS)
_FILLED: Final = (
    "type_id", "summary", "place", "country_id", "channel_id", "level_id", "mechanism_id", "note",
)  # fmt: skip
"""Fields of an event that a row which is merged into it fills where they are empty."""


class Maker:
    """Adds records to a plan; `takings` is how many participations there will be at most."""

    def __init__(self, connection: sqlite3.Connection, made: Plan, takings: int) -> None:
        self._plan = made
        self._homes = Homes(connection)
        self._taking_ids = chain(IDS.take(takings), iter(IDS.next, None))
        self._file_source = 0

    def create(self, draft: Draft, event: int) -> None:
        """Plan a new event."""
        values = _NEW | draft.values
        takings = draft.takings or ()
        if draft.direction:
            values["direction"] = self._overruled(draft, values, takings)
        self._plan.created.append((event, *_IN_ORDER(values)))
        self._take_part(event, takings)
        for terms in draft.terms.values():
            if terms:
                self._put_terms(event, terms)
        if draft.sources:
            self._cite(event, draft.sources)
        if draft.identifiers:
            self._identify(event, draft.identifiers)
        self._plan.done[draft.row] = "create", event

    def update(self, draft: Draft, event: int, old: Present) -> bool:
        """Plan the change of an event that is there; returns whether there is any."""
        _keep_words(draft, old.values)
        values = old.values | draft.values
        takings = old.takings if draft.takings is None else draft.takings
        if draft.direction is not None and draft.direction != (old.values["direction"] or ""):
            values["direction"] = self._overruled(draft, values, takings)
        changed = values != old.values
        if changed:
            self._plan.updated.append((*_IN_ORDER(values), event))
        if takings != old.takings:
            changed = True
            self._plan.takings_gone.append((event,))
            self._take_part(event, takings)
        for vocabulary, terms in draft.terms.items():
            have = old.terms[vocabulary]
            gone, new = [term for term in have if term not in terms], [t for t in terms if t not in have]
            changed = changed or bool(gone or new)
            self._plan.terms_gone.extend((event, term) for term in gone)
            self._put_terms(event, new)
        cited = [source for source in draft.sources or () if source not in old.sources]
        self._cite(event, cited)
        named = [each for each in draft.identifiers if each not in old.identifiers]
        self._identify(event, named)
        changed = changed or bool(cited or named)
        if changed:
            self._plan.touched.add(event)
        else:
            self._plan.skipped.append(draft.row)
        self._plan.done[draft.row] = "update" if changed else "skip", event
        return changed

    def repeat(self, draft: Draft, event: int, answer: Answer, old: Present | None) -> None:
        """Plan what a row adds to the event it repeats; one that another row makes has been given it already."""
        if answer == "skip":
            self._plan.skipped.append(draft.row)
        elif answer == "link":
            self._link(draft, event, old)
        elif old is not None:
            self.update(_filling(draft, old), event, old)
        self._plan.done[draft.row] = "skip" if answer == "skip" else answer, event  # type: ignore[assignment]

    def finish(self, wholes: dict[int, int | None]) -> None:
        """Put wholes before their parts, as foreign keys want them, and forget what nothing refers to."""
        if wholes:
            new = {record[0] for record in self._plan.created}
            self._plan.created.sort(key=lambda record: _depth(record[0], wholes, new))
        self._plan.reader.drop_unused(
            tags={term for _, _, term in self._plan.terms},
            sources={source for _, source, *_ in self._plan.evidence},
        )

    def _link(self, draft: Draft, event: int, old: Present | None) -> None:
        """Make the row's sources evidence of the event, with what the row says as their note."""
        said = ": ".join(filter(None, (draft.values["title"], draft.values.get("summary"))))
        present = old.sources if old is not None else set[int]()
        sources = [source for source in draft.sources or [self._own_source()] if source not in present]
        self._plan.evidence.extend((IDS.next(), source, event, said) for source in dict.fromkeys(sources))
        if old is not None:
            known = old.identifiers
            self._identify(event, [each for each in draft.identifiers if each not in known])
            if sources:
                self._plan.touched.add(event)

    def _own_source(self) -> int:
        """Return the source that stands for the file itself, for rows that name none."""
        from db.table.cell_text import SourceText

        if not self._file_source:
            self._file_source = self._plan.reader.sources.find(SourceText(self._plan.incoming.file, ""))
        return self._file_source

    def _overruled(self, draft: Draft, values: Values, takings: Iterable[Who]) -> str | None:
        """Return the direction a row states, None where it says what place and participants say anyway."""
        if not draft.direction:
            return None
        return draft.direction if self._homes.direction(values, takings) != draft.direction else None

    def _take_part(self, event: int, takings: Sequence[Who]) -> None:
        found = zip(takings, self._taking_ids, strict=False)
        self._plan.takings += [(record, event, *who, place) for place, (who, record) in enumerate(found)]

    def _put_terms(self, event: int, terms: Iterable[int]) -> None:
        self._plan.terms.extend((IDS.next(), event, term) for term in terms)

    def _cite(self, event: int, sources: Iterable[int]) -> None:
        self._plan.evidence.extend((IDS.next(), source, event, "") for source in dict.fromkeys(sources))

    def _identify(self, event: int, identifiers: Iterable[tuple[str, str]]) -> None:
        self._plan.identifiers.extend((IDS.next(), event, *each) for each in identifiers)


def fill(into: Draft, other: Draft) -> None:
    """Give a row what another row of the same event says and it lacks itself."""
    for name in _FILLED:
        if not into.values.get(name) and other.values.get(name):
            into.values[name] = other.values[name]
    into.takings = joined(into.takings or (), other.takings or ())
    for vocabulary, terms in other.terms.items():
        into.terms[vocabulary] = list(dict.fromkeys([*into.terms.get(vocabulary, ()), *terms]))
    into.sources = list(dict.fromkeys([*(into.sources or ()), *(other.sources or ())]))
    into.identifiers = list(dict.fromkeys([*into.identifiers, *other.identifiers]))


def joined(ours: tuple[Who, ...], theirs: tuple[Who, ...]) -> tuple[Who, ...]:
    """Return who took part by either of two lists; an actor that is named with a person needs no line alone."""
    known = {who[:2] for who in ours}
    actors = {who[0] for who in ours}
    new = [who for who in theirs if who[:2] not in known and not (who[1] is None and who[0] in actors)]
    return (*ours, *new)


def _filling(draft: Draft, old: Present) -> Draft:
    """Return the change that fills an event's gaps with what a row says."""
    values: dict[str, Any] = {
        name: draft.values[name] for name in _FILLED if not old.values.get(name) and draft.values.get(name)
    }
    kept = {"edtf": old.values["edtf"], "date_text": old.values["date_text"]}
    terms = {
        vocabulary: list(dict.fromkeys([*old.terms[vocabulary], *found]))
        for vocabulary, found in draft.terms.items()
    }
    takings = joined(old.takings, draft.takings or ())
    return Draft(
        draft.row, draft.given, values | kept, takings, terms, draft.sources, draft.identifiers, None, None
    )  # fmt: skip


def _keep_words(draft: Draft, old: Values) -> None:
    """Leave the words of a date as they were where the row says nothing new of them."""
    new = draft.values
    if new["edtf"] == old["edtf"] and new["date_text"] in ("", new["edtf"]):
        new["date_text"] = old["date_text"]


def _depth(event: int, wholes: dict[int, int | None], new: set[int]) -> int:
    steps, at = 0, wholes.get(event)
    while at is not None and at in new:
        steps, at = steps + 1, wholes.get(at)
    return steps
