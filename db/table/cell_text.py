"""Cells of Liaison's own table that hold several things: participants, terms, sources, marks; written and read.

Participants stand as `Actor: Person (post as printed) [side, role] {note}; …`, every part but the actor or the
person may be missing. Terms stand as `one; another`, sources as `Title <address>; …`. Quotation marks, doubled
inside, go around a part that holds one of the signs of this grammar.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from db.errors import BadInput
from db.words import AXES, MARKS, ROLES, SIDES

GRAMMAR: Final = "Actor: Person (post as printed) [side, role] {note}; …"
"""How participants are written, as help shows it."""

_Q = r'"(?:[^"]|"")*+"'
_ITEM = re.compile(rf'(?:[^;"]|{_Q})*+(?:;|$)')
_SOURCE_ITEM = re.compile(rf'(?:[^;"<]|{_Q}|<[^<>]*>)*+(?:;|$)')
_PARTICIPANT = re.compile(
    rf"""(?P<actor>\s*{_Q}\s*|[^:;"\[\]{{}}]*)
    (?::(?P<person>\s*{_Q}\s*|[^;"()\[\]{{}}]*)(?:\((?P<post>\s*{_Q}\s*|[^()"]*)\)\s*)?)?
    (?:\[(?P<words>[^\[\]]*)\]\s*)?
    (?:\{{(?P<note>\s*{_Q}\s*|[^{{}}"]*)\}}\s*)?""",
    re.VERBOSE,
)
_SOURCE = re.compile(rf'(?P<title>\s*{_Q}\s*|[^"<>]*)(?:<(?P<url>[^<>]*)>\s*)?')
_IDENTIFIER = re.compile(rf'(?P<scheme>\s*{_Q}\s*|[^:"]*):(?P<value>\s*{_Q}\s*|[^"]*)')
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


@dataclass(frozen=True, slots=True)
class Participant:
    """One participation as it is written: names, the post as printed, side and role; empty where not said."""

    actor: str
    person: str = ""
    post: str = ""
    side: str = ""
    role: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source as it is written: its title and address, one of them possibly empty."""

    title: str
    url: str


# --- writing -----------------------------------------------------------------------------------------------


def write_participants(participants: Iterable[Participant]) -> str:
    """Return the cell that `read_participants` reads back."""
    return "; ".join(_written(each) for each in participants)


def _written(each: Participant) -> str:
    parts = [_quoted(each.actor, ':;"[]{}')]
    if each.person or each.post:
        parts[0] += ":"
        parts += [_quoted(each.person, ';"()[]{}'), f"({_quoted(each.post, '();')})" if each.post else ""]
    parts.append(f"[{', '.join(filter(None, (each.side, each.role)))}]" if each.side or each.role else "")
    parts.append(f"{{{_quoted(each.note, '{};')}}}" if each.note else "")
    return " ".join(filter(None, parts))


def write_list(items: Iterable[str]) -> str:
    """Return the cell that `read_list` reads back."""
    return "; ".join(_quoted(item, ";") for item in items)


def write_identifiers(identifiers: Iterable[tuple[str, str]]) -> str:
    """Return the cell that `read_identifiers` reads back."""
    return "; ".join(
        f"{_quoted(scheme, ';:')}: {_quoted(value, ';')}" if scheme else f": {_quoted(value, ';')}"
        for scheme, value in identifiers
    )


def write_sources(sources: Iterable[SourceText]) -> str:
    """Return the cell that `read_sources` reads back."""
    return "; ".join(_source_written(each) for each in sources)


def _source_written(each: SourceText) -> str:
    if each.url and each.title in ("", each.url):
        return (
            each.url
            if _ADDRESS.fullmatch(each.url) and not set(each.url) & set(';"<>')
            else _angled(each.url)
        )
    title = _quoted(each.title, ";<>")
    if not each.url and _ADDRESS.fullmatch(each.title):
        title = f'"{title}"'
    return f"{title} {_angled(each.url)}" if each.url else title


def _angled(url: str) -> str:
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>"


def write_marks(marks: Sequence[int]) -> str:
    """Return the verification marks that are set, as `source: green; date: amber`."""
    return "; ".join(f"{axis}: {MARKS[mark]}" for axis, mark in zip(AXES, marks, strict=True) if mark)


def _quoted(text: str, signs: str) -> str:
    if text == text.strip() and '"' not in text and not any(sign in text for sign in signs):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


# --- reading -----------------------------------------------------------------------------------------------


def read_participants(cell: str) -> list[Participant]:
    """Return who a cell says took part; raises BadInput that quotes the part that can't be read."""
    return [read_participant(item) for item in split(cell)]


def read_participant(item: str) -> Participant:
    """Return one participant of a cell; raises BadInput."""
    found = _PARTICIPANT.fullmatch(item)
    if found is None:
        raise BadInput(f"“{_short(item)}” is not written as {GRAMMAR}", "participants")
    actor, person, post, words, note = [_unquoted(part) if part else "" for part in found.groups()]
    actor, person = actor.strip(), person.strip()
    if not actor and not person:
        raise BadInput(f"“{_short(item)}” names neither an actor nor a person", "participants")
    side, role = _side_and_role(words)
    return Participant(actor, person, post, side, role, note)


@lru_cache(1000)
def _side_and_role(words: str) -> tuple[str, str]:
    said = [" ".join(word.split()).lower() for word in words.split(",") if word.strip()]
    sides, roles = [w for w in said if w in SIDES], [w for w in said if w in ROLES]
    if len(sides) > 1 or len(roles) > 1 or len(sides) + len(roles) < len(said):
        listed = f"a side ({', '.join(SIDES)}) and a role ({', '.join(ROLES)})"
        raise BadInput(f"“[{_short(words)}]” should be {listed}", "participants")
    return (sides or [""])[0], (roles or [""])[0]


def read_list(cell: str) -> list[str]:
    """Return the items of a cell, each once; raises BadInput for an empty one and a mark that is not closed."""
    return list(dict.fromkeys(_item(item) for item in split(cell)))


def _item(item: str) -> str:
    text = _unquoted(item).strip()
    if not text:
        raise BadInput(f"“{_short(item)}” has nothing between its quotation marks")
    return text


def read_identifiers(cell: str) -> list[tuple[str, str]]:
    """Return scheme and value of the ids in a cell, each once; raises BadInput."""
    return list(dict.fromkeys(map(_read_identifier, split(cell))))


def _read_identifier(item: str) -> tuple[str, str]:
    found = _IDENTIFIER.fullmatch(item)
    scheme, value = (_unquoted(part).strip() for part in found.groups()) if found else ("", "")
    if not value:
        raise BadInput(f"“{_short(item)}” is not written as scheme: value", "identifiers")
    return scheme, value


def read_sources(cell: str) -> list[SourceText]:
    """Return the sources of a cell; raises BadInput."""
    return list(dict.fromkeys(_read_source(item) for item in split(cell, _SOURCE_ITEM)))


def _read_source(item: str) -> SourceText:
    found = _SOURCE.fullmatch(item)
    if found is None:
        raise BadInput(f"“{_short(item)}” is not written as Title <address>", "sources")
    title, url = _unquoted(found["title"]), (found["url"] or "").strip()
    if not url and _ADDRESS.fullmatch(item.strip()):
        return SourceText("", item.strip())
    if not title.strip() and not url:
        raise BadInput(f"“{_short(item)}” names neither a title nor an address", "sources")
    return SourceText(title if title.strip() else "", url)


def read_marks(cell: str) -> tuple[int, ...]:
    """Return the five verification marks, those not named empty; raises BadInput."""
    marks = dict.fromkeys(AXES, 0)
    for item in split(cell):
        axis, _, level = (part.strip().lower() for part in item.partition(":"))
        if axis not in AXES or level not in MARKS:
            raise BadInput(
                f"“{_short(item)}” is no mark: use {', '.join(AXES)} with {', '.join(MARKS)}, as in date: green",
                "marks",
            )
        marks[axis] = MARKS.index(level)
    return tuple(marks.values())


def split(cell: str, item: re.Pattern[str] = _ITEM) -> list[str]:
    """Return the parts of a cell between semicolons outside quotation marks, empty ones left out."""
    if '"' not in cell and "<" not in cell:
        return [part for part in cell.split(";") if part.strip()]
    parts: list[str] = []
    at = 0
    while at < len(cell):
        found = item.match(cell, at)
        if found is None:
            raise BadInput(f"a quotation mark or bracket is not closed in “{_short(cell[at:])}”")
        parts.append(found[0].removesuffix(";"))
        at = found.end()
    return [part for part in parts if part.strip()]


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
