"""Gives every row of a table its event: one that is there, a new one, or one that another row tells of too."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final

from db.filters.ids import record_id
from db.ids import COUNTER_BITS, IDS
from db.imports.incoming import BadCell
from db.imports.planning.cells import Draft, identity
from db.imports.planning.making import Maker
from db.imports.planning.plan import Plan
from db.imports.planning.present import WHO, Present, about, present
from db.imports.planning.repeats import Repeats
from db.table.cell_text import write_identifiers

_DATED: Final = itemgetter("edtf", "title")
_MOST_SPREAD: Final = 2**24
"""Ids are looked up in arrays as long as the highest counter of each prefix; foreign ids would fill memory."""


class Planner:
    """Fills a plan with the records that its rows become; where rows don't fit together, with problems."""

    def __init__(self, connection: sqlite3.Connection, made: Plan, drafts: Sequence[Draft]) -> None:
        self._connection = connection
        self._plan = made
        self._drafts = list(drafts)
        self._present: dict[int, Present] = {}
        self._events: dict[int, int] = {}
        self._wholes: dict[int, int | None] = {}
        self._joined: dict[int, int] = {}
        """Rows that an earlier import joined to one event, by row: they are left as they are."""
        self._named: dict[str, int] = {}
        """Events by their ids in other datasets, written as cells write them."""

    def run(self) -> None:
        """Fill the plan; while it is blocked, only its problems and questions."""
        self._find_identified()
        self._check_ids()
        self._leave_out()
        self._present = present(self._connection, [d.given for d in self._drafts if d.given is not None])
        same = self._there_already() | self._joined
        ids = IDS.take(len(self._drafts))
        self._events = {
            draft.row: draft.given or same.get(draft.row) or new
            for draft, new in zip(self._drafts, ids, strict=True)
        }
        repeats = Repeats(self._connection, self._plan, self._drafts, self._events, same)
        repeats.ask()
        self._events.update(repeats.events)
        while self._tie_parts({*same, *repeats.events}):
            if self._plan.blocked:
                break
            self._leave_out()
        if self._plan.blocked:
            return
        self._make(same, repeats)

    def _make(self, same: dict[int, int], repeats: Repeats) -> None:
        repeats.join_rows(self._drafts)
        maker = Maker(self._connection, self._plan, sum(len(draft.takings or ()) for draft in self._drafts))
        self._present.update(present(self._connection, repeats.there))
        for draft in self._drafts:
            event = self._events[draft.row]
            if draft.row in same:
                self._plan.skipped.append(draft.row)
                self._plan.done[draft.row] = "skip", event
            elif draft.row in repeats.answers:
                maker.repeat(draft, event, repeats.answers[draft.row], self._present.get(event))
            elif draft.given in self._present:
                maker.update(draft, event, self._present[draft.given])
            else:
                maker.create(draft, event)
        maker.finish(self._wholes)

    def _refuse(self, draft: Draft, column: str, message: str) -> None:
        self._plan.problems.append(BadCell(draft.row, column, message))

    def _leave_out(self) -> None:
        """Go on without the rows that have problems."""
        bad = {each.row for each in self._plan.problems}
        if bad:
            self._drafts = [draft for draft in self._drafts if draft.row not in bad]

    # --- rows that are there already -----------------------------------------------------------------------

    def _find_identified(self) -> None:
        """Give rows without an own id the event that bears one of their ids in other datasets."""
        wanted = {each for draft in self._drafts if draft.given is None for each in draft.identifiers}
        if not wanted:
            return
        sql = "SELECT scheme, value, event_id FROM event_identifier ORDER BY id DESC"
        known = {
            (scheme, value): event
            for scheme, value, event in self._connection.execute(sql)
            if (scheme, value) in wanted
        }
        found = {
            draft.row: event
            for draft in self._drafts
            if draft.given is None
            and (event := next((known[each] for each in draft.identifiers if each in known), None))
            is not None
        }
        rows = Counter(found.values())
        for draft in self._drafts:
            event = found.get(draft.row)
            if event is not None and rows[event] > 1:
                self._joined[draft.row] = event  # neither of them says all that the event is now
            elif event is not None:
                draft.given = event

    def _check_ids(self) -> None:
        seen: dict[int, int] = {}
        highest: dict[int, int] = {}
        spread = 0
        for draft in self._drafts:
            if draft.given is None:
                continue
            if draft.given in seen:
                self._refuse(draft, "id", f"row {seen[draft.given]} has the same id")
            seen[draft.given] = draft.row
            prefix, counter = draft.given >> COUNTER_BITS, draft.given & ((1 << COUNTER_BITS) - 1)
            spread += max(0, counter - highest.get(prefix, 0))
            highest[prefix] = max(highest.get(prefix, 0), counter)
            if spread > _MOST_SPREAD:
                self._refuse(draft, "id", "ids so far apart are not Liaison’s own: leave the column out")
                return

    def _there_already(self) -> dict[int, int]:
        """Return the event that each row without an id repeats, by row; each event is repeated once."""
        new = [draft for draft in self._drafts if draft.given is None and draft.row not in self._joined]
        dates = {_DATED(draft.values) for draft in new}
        found = {
            event: dated
            for event, *dated in self._connection.execute("SELECT id, edtf, title FROM event")
            if tuple(dated) in dates
        }
        there = {tuple(dated) for dated in found.values()}
        wanted = {d.row: identity(d.values, d.takings or ()) for d in new if _DATED(d.values) in there}
        who: dict[int, set[tuple[int | None, int | None]]] = defaultdict(set)
        for event, actor, person in about(self._connection, WHO, found):
            who[event].add((actor, person))
        free: dict[Any, list[int]] = defaultdict(list)
        for event, (edtf, title) in found.items():
            free[edtf, title, frozenset(who[event])].append(event)
        return {row: free[key].pop(0) for row, key in wanted.items() if free.get(key)}

    # --- parts ---------------------------------------------------------------------------------------------

    def _tie_parts(self, settled: set[int]) -> bool:
        """Find the events that rows are part of; returns whether any row was refused."""
        before = len(self._plan.problems)
        tied = [draft for draft in self._drafts if draft.part_of is not None and draft.row not in settled]
        if not any(draft.part_of for draft in tied):
            for draft in tied:
                draft.values["part_of_id"] = None
            return False
        if not self._named:
            self._named = self._identified()
        titles: dict[str, list[int]] = defaultdict(list)
        for draft in self._drafts:
            titles[draft.values["title"]].append(self._events[draft.row])
        new = {self._events[draft.row] for draft in self._drafts}
        known = {row[0] for row in self._connection.execute("SELECT id FROM event")} | new
        sql = "SELECT id, part_of_id FROM event WHERE part_of_id IS NOT NULL"
        self._wholes = wholes = dict(self._connection.execute(sql).fetchall())
        for draft in tied:
            draft.values["part_of_id"] = wholes[self._events[draft.row]] = self._whole(draft, titles, known)
        for draft in tied:
            if _goes_round(wholes, self._events[draft.row]):
                self._refuse(draft, "part_of", "an event can't be part of itself or of its own parts")
        return len(self._plan.problems) > before

    def _identified(self) -> dict[str, int]:
        """Return the events that bear ids in other datasets, those of the rows before those of the timeline."""
        sql = "SELECT scheme, value, event_id FROM event_identifier"
        there = {
            write_identifiers([(scheme, value)]): event
            for scheme, value, event in self._connection.execute(sql)
        }
        rows = {
            write_identifiers([each]): self._events[draft.row]
            for draft in self._drafts
            for each in draft.identifiers
        }
        return there | rows

    def _whole(self, draft: Draft, titles: dict[str, list[int]], known: set[int]) -> int | None:
        text = draft.part_of
        if not text:
            return None
        event = record_id(text)
        if event in known:
            return event
        if text in self._named:
            return self._named[text]
        named = titles.get(text, [])
        if len(named) == 1:
            return named[0]
        reason = f"{len(named)} rows have the title" if named else "neither an id nor another row’s title is"
        self._refuse(draft, "part_of", f"{reason} “{text}”")
        return None


def _goes_round(wholes: dict[int, int | None], event: int) -> bool:
    seen = {event}
    at = wholes.get(event)
    while at is not None and at not in seen:
        seen.add(at)
        at = wholes.get(at)
    return at == event
