"""Rows for timelines that filters are tried on, put in by raw SQL."""

import sqlite3
from itertools import count

from db import search
from db.dates import parse


class Rows:
    """Inserts rows by column names and remembers the ids of those that get a label."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.ids: dict[str, int] = {}
        self._next = count(1)

    def add(self, table: str, label: str = "", /, **values: object) -> int:
        row = {"id": next(self._next), **values}
        when = row.pop("when", None)
        if when is not None:
            date = parse(str(when))
            row |= {"edtf": date.edtf, "start_lo": date.start[0], "start_hi": date.start[1]}
            row |= {"end_lo": date.end[0], "end_hi": date.end[1]}
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))
        self.ids[label] = int(str(row["id"]))
        return self.ids[label]

    def actor(self, label: str, name: str, *aliases: str, **values: object) -> int:
        actor = self.add("actor", label, name=name, **values)
        for text in (name, *aliases):
            self.add("actor_name", actor_id=actor, text=text, folded=search.fold(text))
        return actor

    def person(self, label: str, name: str, *aliases: str, **values: object) -> int:
        person = self.add("person", label, name=name, **values)
        for text in (name, *aliases):
            self.add("person_name", person_id=person, text=text, folded=search.fold(text))
        return person

    def event(self, label: str, title: str, *guests: int, **values: object) -> int:
        event = self.add("event", label, title=title, **values)
        self.add("participation", event_id=event, actor_id=self.ids["cpc"], side="focal", role="host")
        for guest in guests:
            self.add("participation", event_id=event, actor_id=guest, side="counterpart", role="guest")
        return event
