"""What the columns of a table seem to be, by their names and by what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from db.imports.mapping import contents, grouping, naming, titling, translating
from db.imports.mapping.contents import Column
from db.imports.mapping.known import Known
from db.imports.mapping.naming import Meant
from db.imports.mapping.value import LISTS, SINGLE, CellRule, DateRule, Mapping, SourceRule
from db.imports.tables.book import Sheet, TableOptions

_SURE: Final = 0.8
_NAMED: Final = "its name says so"


@dataclass(frozen=True, slots=True)
class ColumnReason:
    """Why a column was taken for something: in words, with a confidence from 0 to 1."""

    column: str
    becomes: str
    """What it becomes, as `db.imports.mapping.uses` calls it: `date.start`, `title`, `participants.person` …"""
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping to begin with, and why."""

    mapping: Mapping
    reasons: tuple[ColumnReason, ...]
    """One per column that becomes something, in the order of the table."""
    asks_order: bool
    """Whether there are dates such as 10/11/2006 and none of them says whether the day comes first."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column was taken for."""

    column: Column
    meant: Meant
    reason: str


def propose(sheet: Sheet, known: Known | None = None) -> Proposal:
    """Return what the columns of a table seem to be."""
    known = known or Known()
    found = contents.columns(sheet)
    guesses = _by_content(found, _by_name(found, known), known)
    by_name = {each.name: each for each in found}
    date, asks = _date(guesses, by_name, sheet.epoch)
    groups = grouping.groups([(g.column, g.meant) for g in guesses], known)
    mapping = Mapping(
        header=sheet.names,
        options=TableOptions(header=sheet.header is not None),
        date=date,
        cells=tuple(_cells(guesses, known)),
        participants=groups,
        sources=tuple(_sources(guesses)),
        identifiers=tuple(
            (naming.words_of(sheet.name) or "id", g.column.name)
            for g in guesses
            if g.meant.becomes == "identifiers"
        ),
    )
    if mapping.cell("title") is None:
        mapping = titling.with_title(mapping)
    return Proposal(mapping, _reasons(sheet.names, guesses, frozenset(mapping.used())), asks)


def _reasons(
    names: Sequence[str], guesses: Sequence[Guess], used: frozenset[str]
) -> tuple[ColumnReason, ...]:
    place = {name: at for at, name in reversed(list(enumerate(names)))}
    told = [
        ColumnReason(g.column.name, g.meant.becomes, g.reason, round(g.meant.confidence, 2))
        for g in guesses
        if g.column.name in used
    ]
    return tuple(sorted(told, key=lambda each: place[each.column]))


# --- one column --------------------------------------------------------------------------------------------


def _by_name(found: Sequence[Column], known: Known) -> list[Guess]:
    """Return what the names say, where the cells don't speak against it; each place is taken once."""
    guesses: list[Guess] = []
    for column in found:
        meant = naming.meant(column.name)
        if meant is not None:
            guess = _weighed(column, meant, known)
            if guess is not None:
                guesses.append(guess)
    return _once(guesses)


def _weighed(column: Column, meant: Meant, known: Known) -> Guess | None:
    """Return a guess by name as the cells confirm or change it."""
    becomes = meant.becomes
    if becomes.startswith("date.") and becomes not in ("date.precision", "date.words"):
        return _weighed_date(column, meant)
    if becomes == "participants.from":
        return _weighed_from(column, meant, known)
    if becomes == "sources.published" and column.texts and column.dates < 0.5:
        return None
    if becomes == "identifiers" and not column.unique:
        return None
    if becomes == "sources.title" and column.addresses > 0.5:
        return Guess(column, replace(meant, becomes="sources.url"), "its cells are addresses")
    if becomes == "participants.actor" and grouping.is_written(column):
        return Guess(
            column, replace(meant, becomes="participants"), "its cells are written as Liaison writes them"
        )
    if becomes.startswith("participants."):
        return _weighed_taking(column, meant, known)
    if becomes == "country" and meant.group and meant.group not in _OF_PLACE:
        return Guess(column, replace(meant, becomes="participants.country"), _NAMED)
    if becomes == "level" and known.terms.get("level") and column.among(known.terms["level"]) < 0.5:
        return None
    return Guess(column, meant, _NAMED)


_OF_PLACE: Final = frozenset(("event", "place", "location", "meeting", "venue", "host", "conference"))


def _weighed_date(column: Column, meant: Meant) -> Guess | None:
    if not column.texts:
        return Guess(column, replace(meant, confidence=0.5), "its name says so; it is empty")
    numbered = column.numbers
    if meant.becomes in _RANGES:
        low, high = _RANGES[meant.becomes]
        if numbered is not None and numbered[1] <= high and (numbered[0] >= low or numbered[0] == 0):
            return Guess(column, meant, f"{_NAMED}, and it holds numbers from {numbered[0]} to {numbered[1]}")
        return Guess(column, replace(meant, confidence=0.6), _NAMED) if numbered is None else None
    if column.serial:
        return Guess(column, meant, f"{_NAMED}, and it holds days as spreadsheets count them")
    if column.dates < 0.5:
        return None
    return Guess(column, meant, f"{_NAMED}, and {column.dates:.0%} of its texts are dates")


_RANGES: Final = {
    "date.year": (1, 9999), "date.month": (1, 12), "date.day": (1, 31), "date.end_year": (1, 9999),
    "date.end_month": (1, 12), "date.end_day": (1, 31),
}  # fmt: skip


def _weighed_from(column: Column, meant: Meant, known: Known) -> Guess | None:
    """Take a column called "from": days are a start, all else says whose visitors came."""
    if column.dates > _SURE:
        return Guess(column, replace(meant, becomes="date.start"), "its cells are dates")
    if column.texts and column.addresses == 0 and column.numbers is None:
        why = (
            "its cells are countries"
            if column.among(known.countries, "") > 0.5
            else "it says where guests are from"
        )
        return Guess(column, replace(meant, becomes="participants.actor", confidence=0.6), why)
    return None


def _weighed_taking(column: Column, meant: Meant, known: Known) -> Guess | None:
    """Tell sides and roles from posts and persons, and parties from people, by what the timeline knows."""
    if column.numbers is not None:
        return None  # how many they are, or their ids
    if column.texts and column.among(grouping.SIDES) == 1:
        return Guess(column, replace(meant, becomes="participants.side_column"), "its cells name sides")
    if column.texts and meant.becomes != "participants.actor" and column.among(grouping.ROLES) == 1:
        return Guess(column, replace(meant, becomes="participants.role_column"), "its cells name roles")
    if meant.becomes in ("participants.actor", "participants.person"):
        people, actors = column.among(known.people), column.among(known.actors)
        kind = (
            "person" if people > actors else "actor" if actors > people else meant.becomes.partition(".")[2]
        )
        if f"participants.{kind}" != meant.becomes:
            return Guess(
                column, replace(meant, becomes=f"participants.{kind}"), "the timeline knows its names"
            )
    return Guess(column, meant, _NAMED)


def _once(guesses: Sequence[Guess]) -> list[Guess]:
    """Keep the surest guess for each place that takes one column; notes and lists take several."""
    taken: set[tuple[str, str]] = set()
    kept: list[Guess] = []
    for guess in sorted(guesses, key=lambda each: -each.meant.confidence):
        becomes = guess.meant.becomes
        place = becomes, guess.meant.group if becomes.startswith("participants.") else ""
        if becomes in ("note", *LISTS):
            kept.append(guess)
        elif place not in taken:
            taken.add(place)
            kept.append(guess)
    return kept


# --- columns whose names say nothing -----------------------------------------------------------------------


def _by_content(found: Sequence[Column], guesses: list[Guess], known: Known) -> list[Guess]:
    """Add what the cells alone say of the columns that are left."""
    taken = {g.column.name for g in guesses}
    has = {g.meant.becomes for g in guesses}
    dated = any(each.startswith("date.") for each in has)
    for column in found:
        if column.name in taken or not column.texts:
            continue
        for becomes, why, share in _likely(column, known, dated=dated):
            if becomes not in has and share >= _SURE:
                guesses.append(Guess(column, Meant(becomes, confidence=0.7 * share), why))
                has.add(becomes)
                dated = dated or becomes.startswith("date.")
                break
    return _with_texts(found, guesses, has)


def _likely(column: Column, known: Known, *, dated: bool) -> list[tuple[str, str, float]]:
    found = [("sources.url", "its cells are addresses", column.addresses)]
    if not dated and column.numbers is None:
        found.append(("date.whole", "its cells are dates", column.dates))
    if not dated and column.numbers is not None and 1800 <= column.numbers[0] <= column.numbers[1] <= 2100:
        found.append(("date.year", "its cells are years", 1.0))
    found += [
        (
            vocabulary,
            f"its cells are in the codebook as {vocabulary}s",
            column.among(known.terms.get(vocabulary, ())),
        )
        for vocabulary in ("type", "channel", "level")
    ]
    found += [
        ("country", "its cells are countries", column.among(known.countries, "")),
        ("participants.actor", "the timeline knows its names", min(1.0, 1.6 * column.among(known.actors))),
        ("participants.person", "the timeline knows its names", min(1.0, 1.6 * column.among(known.people))),
        ("mechanism", "the timeline knows its names", column.among(known.mechanisms, "")),
    ]
    return found


def _with_texts(found: Sequence[Column], guesses: list[Guess], has: set[str]) -> list[Guess]:
    """Take the longest texts that are left for the summary, and texts that hardly come twice for the title."""
    taken = {g.column.name for g in guesses}
    left = [
        column
        for column in found
        if column.name not in taken and column.numbers is None and column.distinct > 0.6 * max(column.filled, 1)
        and naming.meant(column.name) is None and column.length > 8 and column.addresses == 0
    ]  # fmt: skip
    for becomes, fits in (("summary", lambda c: c.length > 80), ("title", lambda c: c.length <= 200)):  # type: ignore[misc]
        fitting: list[Column] = [column for column in left if fits(column)]
        if becomes not in has and fitting:
            longest = max(fitting, key=lambda column: column.length)
            guesses.append(
                Guess(longest, Meant(becomes, confidence=0.4), "its cells are texts, hardly any twice")
            )
            left.remove(longest)
    return guesses


# --- several columns ---------------------------------------------------------------------------------------


def _date(guesses: Sequence[Guess], columns: dict[str, Column], epoch: int) -> tuple[DateRule, bool]:
    parts = {g.meant.becomes[5:]: g.column.name for g in guesses if g.meant.becomes.startswith("date.")}
    if "end" in parts and "start" not in parts and "whole" in parts:
        parts["start"] = parts.pop("whole")
    if "start" in parts and "end" not in parts and "end_year" not in parts:
        parts.setdefault("whole", parts["start"])
        del parts["start"]
    if "start" in parts:
        parts.pop("whole", None)
    if "whole" in parts or "start" in parts:
        for part in ("year", "month", "day"):
            parts.pop(part, None)
    elif "year" not in parts:
        parts.pop("month", None)
        parts.pop("day", None)
    typed = [columns[name] for part, name in parts.items() if part in ("whole", "start", "end")]
    serial = any(column.serial for column in typed)
    first, matters = contents.day_first(typed)
    rule = replace(
        DateRule(day_first=first, serial=(1904 if epoch == 1904 else 1900) if serial else 0), **parts
    )
    return rule, matters and first is None


def _cells(guesses: Sequence[Guess], known: Known) -> list[CellRule]:
    rules: dict[str, CellRule] = {}
    for guess in guesses:
        own = guess.meant.becomes
        if own in rules:
            rules[own] = replace(rules[own], columns=(*rules[own].columns, guess.column.name))
        elif own in (*SINGLE, *LISTS, "participants", "sources"):
            rules[own] = translating.rule(own, guess.column, known)
    note = rules.get("note")
    if note is not None and len(note.columns) > 1:
        rules["note"] = replace(note, labelled=True, join="\n")
    return list(rules.values())


def _sources(guesses: Sequence[Guess]) -> list[SourceRule]:
    parts = {g.meant.becomes[8:]: g.column.name for g in guesses if g.meant.becomes.startswith("sources.")}
    return [SourceRule(**parts)] if parts.keys() & {"title", "url", "publisher"} else []
