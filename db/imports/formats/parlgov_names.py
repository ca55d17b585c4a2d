"""Names of parties in ParlGov: in English and in their own tongue, abbreviated, and since when they were in use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from db.imports.formats.parlgov_scripts import language_of
from db.imports.formats.parlgov_tables import Record
from db.imports.incoming import IncomingName
from db.search import fold


@dataclass(frozen=True, slots=True)
class Renaming:
    """Names that a party took on a day, known as EDTF as well as ParlGov knows it."""

    first: date
    edtf: str
    record: Record


def names_of(
    party: Record, country: str, renamings: Sequence[Renaming], ended: str
) -> tuple[IncomingName, ...]:
    """Return all names of a party: those of the table of parties without dates, the others by their spans.

    `ended` is the party's dissolution as EDTF, empty where it is not known.
    """
    ordered = sorted(renamings, key=lambda each: each.first)
    found: dict[tuple[str, int], IncomingName] = {}
    begun: dict[str, tuple[int, int]] = {}
    for place, each in enumerate(ordered):
        following = ordered[place + 1] if place + 1 < len(ordered) else None
        end = _end(each, following, ended)
        for name in _names(each.record, country, former=following is not None):
            folded = fold(name.text)
            first, last = begun.get(folded, (place, place))
            first = first if last >= place - 1 else place  # kept through a renaming of other names
            begun[folded] = first, place
            found[folded, first] = replace(name, edtf=f"{ordered[first].edtf}/{end}")
    undated = {fold(name.text): name for name in _names(party, country, former=False)}
    return (*found.values(), *(name for folded, name in undated.items() if folded not in begun))


def _end(each: Renaming, following: Renaming | None, ended: str) -> str:
    """Return until when a name was in use: the day before the next one, or as closely as that is known."""
    if following is None:
        return ended if each.edtf <= ended.ljust(10, "9") else ""
    if len(following.edtf) < len("yyyy-mm-dd"):
        return following.edtf
    last = following.first - timedelta(days=1)
    return max(last, each.first).isoformat()


_SEPARATOR: Final = " | "


def _names(record: Record, country: str, *, former: bool) -> Iterator[IncomingName]:
    """Yield the names of one record; where it joins several by a stroke, each of them too."""
    kind = "former" if former else "official"
    own, foreign = record.get("name", ""), record.get("name_nonlatin", "")
    language = language_of(foreign, country)
    yield from _each(record.get("name_english", ""), "en", kind)
    if foreign:
        yield from _each(own, f"{language}-Latn" if language else "", "transliteration")
        yield from _each(foreign, language, kind)
    else:
        yield from _each(own, "", kind)
    for short in filter(None, (part.strip() for part in record.get("name_short", "").split("|"))):
        yield IncomingName(short, "", "abbreviation")


def _each(text: str, language: str, kind: str) -> Iterator[IncomingName]:
    if not text:
        return
    yield IncomingName(text, language, kind)
    parts = [part.strip() for part in text.split(_SEPARATOR)]
    if len(parts) > 1 and all(" " in part or not part.isascii() for part in parts):
        yield from (IncomingName(part, language, "other") for part in parts)
