"""Actors of a file as records: new ones, and the gaps of those that are there filled; nothing is overwritten."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from db.errors import BadInput
from db.ids import IDS
from db.imports.incoming import IncomingActor, IncomingName
from db.imports.planning import names
from db.imports.planning.records_pairing import Home, Pairing
from db.imports.planning.records_registry import Bearing, KnownActor, Registry
from db.imports.planning.records_rows import Rows, Values, days, one_of
from db.models.base import DATE_COLUMNS
from db.search import fold
from db.words import ACTOR_KINDS, FAMILIES, NAME_KINDS

_PLACED: Final = ("parent_id", "country_id", "note")
_EMPTY: Final = (None, "")


class Actors:
    """Plans the actors of a file."""

    def __init__(self, connection: sqlite3.Connection, registry: Registry, rows: Rows) -> None:
        self._registry = registry
        self._rows = rows
        self._countries = Countries(connection)
        self._made: dict[tuple[str, Home], KnownActor] = {}
        self._names: dict[int, list[str]] = {}
        """Aliases of the actors that are made, by id, for those who look for them by name."""
        self._meant: dict[str, set[int]] = {}
        """Records that the file's names mean."""

    def run(
        self,
        actors: Sequence[IncomingActor],
        answers: Mapping[tuple[str, str], int | None],
        *,
        loose: bool,
    ) -> None:
        """Plan all of them."""
        good = [actor for actor in actors if self._usable(actor)]
        homes = [Home(actor.country, self._countries.find(actor.country)) for actor in good]
        pairing = Pairing(self._registry, good, homes, answers, loose=loose)
        pairing.run()
        known = [
            pairing.found.get(place) or self._make(actor, homes[place]) for place, actor in enumerate(good)
        ]
        for (each, _), actor, home in zip(known, good, homes, strict=True):
            self._fill(each, actor, home)
        self._write(dict.fromkeys(each.id for each, _ in known))
        for (each, _), actor in zip(known, good, strict=True):
            self._meant.setdefault(actor.name, set()).add(each.id)
        met: set[int] = set()
        for (each, reason), actor, home in zip(known, good, homes, strict=True):
            self._tell(each, actor, home, reason, again=each.id in met)
            met.add(each.id)

    def new_names(self) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        """Yield id, main name and aliases of the actors that are made."""
        for record, aliases in self._names.items():
            yield record, self._registry.actors[record].values["name"], tuple(aliases)

    def meant(self) -> Iterator[tuple[str, int]]:
        """Yield the names of the file's actors that mean one record, be they borne by others too."""
        for name, records in self._meant.items():
            if len(records) == 1:
                yield name, next(iter(records))

    def _usable(self, actor: IncomingActor) -> bool:
        try:
            _check_name(actor)
            one_of(ACTOR_KINDS, actor.kind, "kind")
            one_of(FAMILIES, actor.family, "family")
            days(actor.edtf)
            for name in actor.names:
                one_of(NAME_KINDS, name.kind, "kind of name")
                days(name.edtf)
        except BadInput as error:
            self._rows.refuse(actor.row, "actor", actor.name, error)
            return False
        return True

    def _make(self, actor: IncomingActor, home: Home) -> tuple[KnownActor, str]:
        """Return a new actor, or the one that an earlier row of the file makes, if it is the same."""
        for identifier in actor.identifiers:
            known = self._registry.identified(identifier)
            if known is not None:
                return known, "the same as an earlier row"
        key = fold(actor.name.strip()), home
        if not actor.identifiers and key in self._made:
            return self._made[key], "the same as an earlier row"
        values = {"name": actor.name.strip(), "kind": actor.kind, "parent_id": None, "country_id": None}
        values |= {"family": "unknown", "note": "", **days("")}
        known = KnownActor(IDS.next(), values, new=True)
        self._registry.add(known)
        self._names[known.id] = []
        for scheme, value in actor.identifiers:
            self._registry.mean(known, scheme, value)
        if not actor.identifiers:
            self._made[key] = known
        return known, ""

    # --- what is added ---

    def _fill(self, known: KnownActor, actor: IncomingActor, home: Home) -> None:
        parent = self._registry.identified(actor.parent) if actor.parent else None
        said: Values = {"country_id": None if home.id == known.home else home.id, "note": actor.note.strip()}
        if parent is not None and not self._above(known, parent):
            said["parent_id"] = parent.id
        changes = {
            name: said[name]
            for name in _PLACED
            if known.values[name] in _EMPTY and said.get(name) not in _EMPTY
        }
        if known.values["family"] == "unknown" and actor.family != "unknown":
            changes["family"] = actor.family
        if actor.edtf and not known.values["edtf"]:
            changes |= days(actor.edtf)
        known.values |= changes
        known.changes |= changes
        for name in _named(actor, main=known.new):
            self._name(known, name)
        for scheme, value in actor.identifiers:
            self._identify(known, scheme, value)

    def _above(self, known: KnownActor, parent: KnownActor) -> bool:
        """Tell whether a parent would be its own: it is the actor, or below it."""
        at: KnownActor | None = parent
        seen: set[int] = set()
        while at is not None and at.id not in seen:
            if at.id == known.id:
                return True
            seen.add(at.id)
            at = self._registry.actors.get(at.values["parent_id"] or 0)
        return False

    def _name(self, known: KnownActor, name: IncomingName) -> None:
        """Give an actor a name; one that it bears already gets the date at most."""
        folded = fold(name.text)
        borne = known.names.setdefault(folded, [])
        undated = next((each for each in borne if not each.edtf), None)
        if any(each.edtf == name.edtf for each in borne) or (borne and not name.edtf):
            return
        if undated is not None:
            undated.edtf = name.edtf
            known.names_dated += 1
            self._rows.change("actor_name", undated.id, days(name.edtf))
            return
        row = IDS.next()
        borne.append(Bearing(row, name.edtf))
        known.names_added += 1
        if known.new:
            self._names[known.id].append(name.text)
        plain = {"id": row, "actor_id": known.id, "text": name.text, "folded": folded}
        said = {"language": name.language, "kind": name.kind}
        self._rows.add("actor_name", {**plain, **said, **days(name.edtf)})

    def _identify(self, known: KnownActor, scheme: str, value: str) -> None:
        if self._registry.has(known, scheme, value):
            return
        self._registry.identify(known, scheme, value)
        known.ids_added += 1
        row = {"id": IDS.next(), "actor_id": known.id, "scheme": scheme, "value": value}
        self._rows.add("actor_identifier", row)

    # --- what comes of it ---

    def _write(self, records: Mapping[int, None]) -> None:
        touched = [self._registry.actors[record] for record in records]
        for known in sorted((each for each in touched if each.new), key=self._depth):
            self._rows.add("actor", {"id": known.id, **known.values})
        for known in touched:
            if known.changes and not known.new:
                self._rows.change("actor", known.id, known.changes)

    def _depth(self, known: KnownActor) -> int:
        """Return how many of those above an actor are new: they come before it."""
        at = self._registry.actors.get(known.values["parent_id"] or 0)
        return 1 + self._depth(at) if at is not None and at.new else 0

    def _tell(self, known: KnownActor, actor: IncomingActor, home: Home, reason: str, *, again: bool) -> None:
        told = [reason] if reason else []
        if home.said and home.id is None:
            told.append(f"“{home.said}” is no country of this timeline and was left out")
        if known.new and not again:
            self._rows.tell(actor.row, "actor", "create", known.id, actor.name, "; ".join(told))
            return
        if known.touched and not again:
            told += _added(known)
        does = "update" if known.touched and not again else "skip"
        self._rows.tell(actor.row, "actor", does, known.id, actor.name, "; ".join(told))


class Countries:
    """Finds the countries of a timeline by their codes and names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._named = names.countries(connection)
        self._met: dict[str, int | None] = {"": None}

    def find(self, said: str) -> int | None:
        """Return the id of a country, None where the timeline has none that is meant."""
        if said not in self._met:
            try:
                self._met[said] = self._named.find(said)
            except BadInput:
                self._met[said] = None
        return self._met[said]


def _check_name(actor: IncomingActor) -> None:
    if not actor.name.strip():
        raise BadInput("an actor needs a name", "name")


def _named(actor: IncomingActor, *, main: bool) -> Iterator[IncomingName]:
    """Yield the names of an actor once each; its main name, which comes first, has a language where one is told."""
    own = actor.name.strip()
    told = [name for name in actor.names if name.text.strip()]
    if not any(name.text == own for name in told):
        yield IncomingName(own, kind="official" if main else "other")
    first = [name for name in told if name.text == own]
    yield from first
    yield from (name for name in told if name.text != own)


def _added(known: KnownActor) -> list[str]:
    """Return what an actor gets, in words."""
    words = {"country_id": "country", "parent_id": "parent", "edtf": "existence"}
    fields = [words.get(name, name) for name in known.changes if name == "edtf" or name not in DATE_COLUMNS]
    found = [f"filled: {', '.join(fields)}"] if fields else []
    for count, what in (
        (known.names_added, "name"),
        (known.names_dated, "date of a name"),
        (known.ids_added, "id"),
    ):
        if count:
            found.append(f"{count} {what if count == 1 else _MANY[what]} added")
    return found


_MANY: Final = {"name": "names", "date of a name": "dates of names", "id": "ids"}
