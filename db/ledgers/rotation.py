"""Hosts in turn: what rotation a mechanism's sessions show, and which session broke it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from db.ledgers.rounds import Round


@dataclass(frozen=True, slots=True)
class Rotation:
    """The countries that host in turn, in their order."""

    countries: tuple[int, ...]

    def expected(self, before: Round, after: Round) -> int | None:
        """Return the country whose turn `after` was, going by the host of `before` and the numbers of both.

        Sessions without a number count as one step. None where the host before is none of the rotation's, or
        the numbers don't go up.
        """
        home = before.host_country
        if home not in self.countries:
            return None
        step = 1 if before.number is None or after.number is None else after.number - before.number
        place = self.countries.index(home) + step
        return self.countries[place % len(self.countries)] if step > 0 else None


@dataclass(frozen=True, slots=True)
class Break:
    """A session whose host country was not the one whose turn it was; `expected` is None for an outsider's."""

    before: Round | None
    after: Round
    expected: int | None


def learned(sessions: Sequence[Round], members: Collection[int]) -> Rotation | None:
    """Return the rotation of the sessions held, None where hosts don't take turns or too little is known.

    `members` are the countries of the mechanism's members. Where there are two, they alternate if at least half of
    the steps from one session to the next show it. Otherwise the first sessions tell: two or more different
    countries until the first one comes again.
    """
    known = [each for each in sessions if each.held and each.host_country is not None]
    seen = list(dict.fromkeys(each.host_country for each in known if each.host_country is not None))
    if len(set(members)) == 2:
        ordered = [home for home in seen if home in members]
        rotation = Rotation((*ordered, *(set(members).difference(ordered))))
        steps = list(pairwise(each for each in known if each.host_country in members))
        kept = sum(rotation.expected(a, b) == b.host_country for a, b in steps)
        return rotation if steps and 2 * kept >= len(steps) else None
    return _first_cycle(known)


def breaks(sessions: Iterable[Round], rotation: Rotation) -> Iterator[Break]:
    """Yield the sessions held that broke the rotation, each compared with the last in one of its countries."""
    before: Round | None = None
    for after in sessions:
        if not after.held or after.host_country is None:
            continue
        if after.host_country not in rotation.countries:
            yield Break(before, after, None)
            continue
        turn = rotation.expected(before, after) if before else None
        if before and turn is not None and turn != after.host_country:
            yield Break(before, after, turn)
        before = after


def _first_cycle(known: Sequence[Round]) -> Rotation | None:
    order: list[int] = []
    for each in known:
        home = each.host_country
        if home in order:
            return Rotation(tuple(order)) if len(order) > 1 and home == order[0] else None
        if home is not None:
            order.append(home)
    return None
