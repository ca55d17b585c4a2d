"""Which actor of the timeline each actor of a file is: by answer, by id, else by name within its country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.dates import DateError, from_edtf
from db.imports.incoming import IncomingActor
from db.imports.planning.records_registry import KnownActor, Level, Registry, plain_scheme
from db.search import fold


@dataclass(frozen=True, slots=True)
class Home:
    """The country that a file says: its id in the timeline, None where it is unknown there or none is said."""

    said: str
    id: int | None


class Pairing:
    """Gives each actor of a file the one of the timeline that it is, if any, and says how that is known.

    By name, no actor is two of the same file that have different ids, and none whose existence lies at another time.
    """

    def __init__(
        self,
        registry: Registry,
        actors: Sequence[IncomingActor],
        homes: Sequence[Home],
        answers: Mapping[tuple[str, str], int | None],
        *,
        loose: bool,
    ) -> None:
        self._registry = registry
        self._actors = actors
        self._homes = homes
        self._answers = answers
        self._loose = loose
        """Whether an actor without a country of its own, or by its abbreviation, may be meant: events only name it."""
        self.found: dict[int, tuple[KnownActor, str]] = {}

    def run(self) -> None:
        """Fill `found`, by place of the actor in the file."""
        for place, actor in enumerate(self._actors):
            self._by_answer(place, actor)
        for place, actor in enumerate(self._actors):
            if place not in self.found:
                self._by_id(place, actor)
        for own, theirs in (*_LEVELS, _SHORT) if self._loose else _LEVELS:
            for place, actor in enumerate(self._actors):
                if place not in self.found:
                    self._by_name(place, actor, own, theirs)

    def _claim(self, place: int, known: KnownActor, reason: str) -> None:
        self.found[place] = known, reason
        for scheme, value in self._actors[place].identifiers:
            known.ids.setdefault(plain_scheme(scheme), set()).add(value)
            self._registry.mean(known, scheme, value)

    def _by_answer(self, place: int, actor: IncomingActor) -> None:
        record = self._answers.get(("actor", actor.name))
        if record is not None and record in self._registry.actors:
            self._claim(place, self._registry.actors[record], "as it was answered")

    def _by_id(self, place: int, actor: IncomingActor) -> None:
        for scheme, value in actor.identifiers:
            known = self._registry.identified((scheme, value), actor.name)
            if known is not None:
                self._claim(place, known, f"found by {scheme} {value}")
                return

    def _by_name(self, place: int, actor: IncomingActor, own: Level, theirs: Level) -> None:
        texts = [actor.name] if own == "main" else [n.text for n in actor.names if n.kind != "abbreviation"]
        fitting = {
            known.id: known
            for text in texts
            for known in self._registry.named(fold(text.strip()), theirs)
            if self._fits(place, actor, known)
        }
        nearest = [known for known in fitting.values() if known.home is not None] or list(fitting.values())
        if len(nearest) == 1:
            (known,) = nearest
            self._claim(place, known, f"found by the name “{known.values['name']}”")

    def _fits(self, place: int, actor: IncomingActor, known: KnownActor) -> bool:
        home, there = self._homes[place], known.home if self._loose else known.values["country_id"]
        if home.said and there != home.id and not (self._loose and there is None):
            return False
        for scheme, value in actor.identifiers:
            others = known.ids.get(plain_scheme(scheme), set())
            if others and value not in others:
                return False
        return _at_one_time(actor.edtf, known)


_LEVELS: Final[tuple[tuple[Level, Level], ...]] = (("main", "main"), ("main", "alias"), ("alias", "alias"))
"""Names of the file and of the timeline that are compared, the surest first."""
_SHORT: Final[tuple[Level, Level]] = ("main", "short")


def _at_one_time(edtf: str, known: KnownActor) -> bool:
    """Tell whether an actor may exist at some time at which the other does."""
    if not edtf or not known.values["edtf"]:
        return True
    try:
        mine = from_edtf(edtf)
    except DateError:
        return True  # it is told as a problem
    first, last = known.values["start_lo"], known.values["end_hi"]
    ended = mine.end[1] is not None and first is not None and mine.end[1] < first
    begins = mine.start[0] is not None and last is not None and last < mine.start[0]
    return not ended and not begins
