"""The names of a plan that nothing bears: answered beforehand by the user's decisions, or asked with candidates."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from db.imports.planning.cells import Draft
from db.imports.planning.names import Named
from db.imports.planning.plan import Plan
from db.imports.planning.resembling import Resembling
from db.imports.planning.shape import NameCandidate, NameQuestion
from db.search import fold

_MOST: Final = 5000
"""New names that are compared with those there; beyond, a table brings a registry of its own."""


def answer_names(made: Plan) -> None:
    """Let each answered name mean its record, and remember it as an alias if wanted."""
    for kind, named in _kinds(made):
        for (asked, name), record in made.decisions.names.items():
            if asked == kind and record is not None:
                named.answer(name, record)
                if made.decisions.remembered:
                    made.aliases.append((kind, record, name))


def ask_names(connection: sqlite3.Connection, made: Plan, drafts: Sequence[Draft]) -> None:
    """Put a question for each new name that resembles some that are there, and each that was answered."""
    uses: Counter[tuple[str, int]] | None = None
    for kind, named in _kinds(made):
        answered = {name: record for (asked, name), record in made.decisions.names.items() if asked == kind}
        wanted = {name: record for record, name in named.added.items()} | answered
        if not wanted or len(wanted) > _MOST:
            continue
        rows = connection.execute(f"SELECT folded, {kind}_id FROM {kind}_name").fetchall()
        known = dict(connection.execute(f"SELECT id, name FROM {kind}").fetchall())
        resembling = Resembling((folded, record) for folded, record in rows)
        for name, record in wanted.items():
            found = resembling.find(fold(name))
            if not found and name not in answered:
                continue
            candidates = tuple(
                NameCandidate(each, known[each], score) for each, score in found if each in known
            )
            meant = answered.get(name)
            uses = uses or _uses(drafts)
            count = uses[kind, record if record is not None else -1]
            made.names.append(NameQuestion(kind, name, count, candidates, meant))


def _kinds(made: Plan) -> Iterator[tuple[str, Named]]:
    reader = made.reader
    yield from (("actor", reader.actors), ("person", reader.people), ("mechanism", reader.mechanisms))


def _uses(drafts: Sequence[Draft]) -> Counter[tuple[str, int]]:
    """Return in how many rows each record is named."""
    counted: Counter[tuple[str, int]] = Counter()
    for draft in drafts:
        who = {("actor", each[0]) for each in draft.takings or () if each[0] is not None}
        who |= {("person", each[1]) for each in draft.takings or () if each[1] is not None}
        mechanism = draft.values.get("mechanism_id")
        counted.update(who)
        if mechanism is not None:
            counted[("mechanism", mechanism)] += 1
    return counted
