"""Columns of actors, persons and posts as the participants of an event."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import zip_longest
from operator import itemgetter
from typing import Final

from db.imports.mapping.value import ParticipantsRule
from db.search import fold
from db.table.cell_text import Participant, write_participants
from db.words import ROLES, SIDES

_ROLES: Final = {word: word for word in ROLES} | {
    "团长": "head of delegation", "團長": "head of delegation", "団長": "head of delegation",
    "단장": "head of delegation",
    "participant": "attendee", "visitor": "guest", "gastgeber": "host", "gast": "guest", "hote": "host",
}  # fmt: skip
_MOST_KNOWN: Final = 50_000
_SIDES: Final = {word: word for word in SIDES}


def known_roles() -> frozenset[str]:
    """Return what roles are called, folded."""
    return frozenset(_ROLES)


def known_sides() -> frozenset[str]:
    """Return what sides are called, folded."""
    return frozenset(_SIDES)


Takings = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
"""Participants as they are written, and actors with their countries."""

Homes = dict[str, dict[str, int]]
"""Countries of actors, by name, with the row that first says so."""


def maker(rule: ParticipantsRule, place: dict[str, int]) -> Callable[[Sequence[str]], Takings]:
    """Return what makes a row's participants: each as it is written, and actors with their countries."""
    parts = (rule.actor, rule.person, rule.post, rule.country, rule.note, rule.side_column, rule.role_column)
    columns = [place[name] if name else -1 for name in parts]
    used = [at for at in columns if at >= 0]
    key_of: Callable[[Sequence[str]], object] = itemgetter(*used) if used else lambda _: None
    constant = _side_and_role(rule, "", "", "")
    known: dict[object, Takings] = {}

    def make(cells: Sequence[str]) -> Takings:
        key = key_of(cells)
        found = known.get(key)
        if found is None:
            if len(known) > _MOST_KNOWN:
                known.clear()
            found = known[key] = _made(rule, constant, *[cells[at] if at >= 0 else "" for at in columns])
        return found

    return make


def _made(
    rule: ParticipantsRule,
    constant: tuple[str, str, str],
    actor: str,
    person: str,
    post: str,
    country: str,
    note: str,
    side: str,
    role: str,
) -> Takings:
    signs = rule.split_actors
    if not country and not any(sign in text for sign in signs for text in (actor, person, post)):
        shared = _side_and_role(rule, side, role, note.strip()) if side or role or note else constant
        name = " ".join(actor.split()) or rule.fixed_actor
        return tuple(_of_actor(name, person, " ".join(post.split()), "", shared, rule.split_people)), ()
    actors = _split(actor, rule.split_actors)
    homes = _aligned(_split(country, rule.split_actors), len(actors)) if country else [""] * len(actors)
    shared = _side_and_role(rule, side, role, note.strip()) if side or role or note else constant
    found: list[str] = []
    persons = _split(person, rule.split_actors) if person else []
    posts = _split(post, rule.split_actors) if post else []
    for name, people, printed, home in zip_longest(actors, persons, posts, homes, fillvalue=""):
        name = name or (rule.fixed_actor if not any(actors) else "")
        found += _of_actor(name, people, printed, home if not name else "", shared, rule.split_people)
    if not found and rule.fixed_actor:
        found = [_written(rule.fixed_actor, "", "", *shared)]
    known = tuple((name, home) for name, home in zip(actors, homes, strict=True) if name and home)
    return tuple(found), known


def _of_actor(
    actor: str, people: str, printed: str, home: str, shared: tuple[str, str, str], signs: str
) -> list[str]:
    """Return one actor's people as they are written; `home` is told where no actor is there to have it."""
    side, role, note = shared
    if home and people:
        note = "; ".join(filter(None, (note, home)))
    names = [name for name in _split(people, signs) if name] if people else []
    if not names:
        return [_written(actor, "", printed, side, role, note)] if actor else []
    if len(names) == 1:
        return [_written(actor, names[0], printed, side, role, note)]
    posts = [post for post in _split(printed, signs) if post]
    if len(posts) == len(names):
        pairs = zip(names, posts, strict=True)
        return [_written(actor, name, post, side, role, note) for name, post in pairs]
    if posts:
        note = "; ".join(filter(None, (note, f"posts as printed: {printed}")))
    return [_written(actor, name, "", side, role, note) for name in names]


@lru_cache(100_000)
def _written(actor: str, person: str, post: str, side: str, role: str, note: str) -> str:
    return write_participants((Participant(actor, person, post, side, role, note),))


def _side_and_role(rule: ParticipantsRule, side: str, role: str, note: str) -> tuple[str, str, str]:
    """Return side and role in Liaison's words; others are put into the note."""
    said_side, said_role = _SIDES.get(fold(side.strip())), _ROLES.get(fold(role.strip()))
    if side.strip() and said_side is None:
        note = "; ".join(filter(None, (note, side.strip())))
    if role.strip() and said_role is None:
        note = "; ".join(filter(None, (note, role.strip())))
    return said_side or rule.side, said_role or rule.role, note


def _split(text: str, signs: str) -> list[str]:
    """Return the parts of a text between any of the signs, empty ones too."""
    for sign in signs[1:]:
        text = text.replace(sign, signs[0])
    if not signs or signs[0] not in text:
        return [" ".join(text.split())]
    return [" ".join(part.split()) for part in text.split(signs[0])]


def _aligned(parts: list[str], count: int) -> list[str]:
    """Return one part for each: those there are, the only one for all, or none where they don't fit."""
    if len(parts) == count:
        return parts
    return parts * count if len(parts) == 1 else [""] * count
