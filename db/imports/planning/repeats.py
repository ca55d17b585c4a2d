"""Rows that may repeat an event: asked with both sides' cells, and joined as they were answered."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from db.imports.planning import duplicates
from db.imports.planning.cells import Draft
from db.imports.planning.duplicates import Pair, Side
from db.imports.planning.making import fill
from db.imports.planning.plan import Plan
from db.imports.planning.shape import Answer, DuplicateQuestion
from db.reading import FOCAL
from db.search import fold
from db.table import event_table

_ALIKE_ALREADY: Final = 97
"""Likeness from which on a row without sources adds nothing that is worth an event of its own."""


class Repeats:
    """Finds the rows that may repeat an event and knows what was answered.

    `answers` holds, for rows that don't become an event of their own, what becomes of them; `events` the event each
    belongs to; `there` those of these events that are in the timeline.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        made: Plan,
        drafts: Sequence[Draft],
        events: dict[int, int],
        same: dict[int, int],
    ) -> None:
        self._connection = connection
        self._plan = made
        self._drafts = [draft for draft in drafts if draft.given is None and draft.row not in same]
        self._ids = events
        self.answers: dict[int, Answer] = {}
        self.events: dict[int, int] = {}
        self.there: list[int] = []

    def ask(self) -> None:
        """Put a question for each row that may repeat an event."""
        focal = frozenset(row[0] for row in self._connection.execute(FOCAL))
        sides = [self._side(draft, focal) for draft in self._drafts]
        there = duplicates.there(self._connection, sides, focal)
        if self._plan.incoming.distinct:
            found = duplicates.pairs(sides, there, among_rows=False)
        else:
            found = duplicates.pairs(sides, there)
        if not found:
            return
        by_row = {draft.row: draft for draft in self._drafts}
        cells = self._cells(found)
        for pair in found:
            self._question(pair, by_row[pair.row], cells)

    def join_rows(self, drafts: Sequence[Draft]) -> None:
        """Give each row that others are merged into what these say."""
        by_event = {self._ids[draft.row]: draft for draft in drafts if draft.row not in self.answers}
        for draft in drafts:
            into = by_event.get(self.events.get(draft.row, 0))
            if into is not None and self.answers.get(draft.row) == "merge":
                fill(into, draft)
            elif into is not None and self.answers.get(draft.row) == "link":
                into.identifiers = list(dict.fromkeys([*into.identifiers, *draft.identifiers]))

    def _question(self, pair: Pair, draft: Draft, cells: dict[tuple[int, int], dict[str, str]]) -> None:
        decisions = self._plan.decisions
        proposed: Answer = "link" if draft.sources else "skip" if pair.score >= _ALIKE_ALREADY else "merge"
        default = proposed if decisions.all_duplicates == "proposed" else decisions.all_duplicates
        answer = decisions.duplicates.get(pair.row, default)
        event = self.events.get(pair.other_row, pair.event)  # where the other row repeats a third
        mine, theirs = cells[pair.row, 0], cells[pair.other_row, 0 if pair.other_row else pair.event]
        self._plan.duplicates.append(
            DuplicateQuestion(
                pair.row, event, pair.other_row, pair.score, pair.why, mine, theirs, proposed, answer
            )
        )
        if answer != "keep":
            self.answers[pair.row] = answer
            self.events[pair.row] = event
            if not pair.other_row:
                self.there.append(event)

    def _cells(self, found: Sequence[Pair]) -> dict[tuple[int, int], dict[str, str]]:
        """Return what the rows and events say, by (row, 0) and (0, event)."""
        table = self._plan.table
        rows = {row for pair in found for row in (pair.row, pair.other_row)}
        said = {
            (row, 0): {name: cell for name, cell in zip(table.columns, cells, strict=True) if cell.strip()}
            for row, cells in table.rows
            if row in rows
        }
        events = [pair.event for pair in found if not pair.other_row]
        for each in event_table.fetch(self._connection, events):
            shown = event_table.to_cells(each)
            said[0, each.id] = {name: cell for name, cell in shown.items() if cell}
        return said

    def _side(self, draft: Draft, focal: frozenset[int]) -> Side:
        values, takings = draft.values, draft.takings or ()
        others = [who for who in takings if who[3] != "focal" and who[0] not in focal]
        counterparts = frozenset(who[0] for who in others if who[0] is not None)
        people = frozenset(who[1] for who in others if who[1] is not None)
        where = (values.get("country_id"), values.get("type_id"), values.get("mechanism_id"))
        return Side(
            self._ids[draft.row], draft.row, fold(values["title"]), values["start_lo"], values["end_hi"],
            counterparts, people, where,
        )  # fmt: skip
