"""ParlGov's cabinets as dated standings of the parties that sat in them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from db.dates import DateError, from_edtf
from db.imports.formats.parlgov_tables import Tables
from db.imports.incoming import BadCell, IncomingStanding

SCHEME: Final = "parlgov"


@dataclass(slots=True)
class _Cabinet:
    row: int
    id: str
    name: str
    start: str
    end: str


@dataclass(slots=True)
class _Span:
    """A standing of a party through one or several cabinets; `left` says that it left before the last one ended."""

    row: int
    kind: str
    start: str
    end: str
    left: bool
    cabinets: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])


def standings(tables: Tables, problems: list[BadCell]) -> Iterator[IncomingStanding]:
    """Yield the standings; adjoining cabinets in which a party's standing is the same make one span.

    The party of the prime minister leads government, the others are in coalition. A cabinet ends on the day on which
    the next of its country begins: until then it stays in office. Parties that left a cabinet (`defector`) have a
    span whose end lies somewhere before the cabinet's. Of the opposition these tables say nothing.
    """
    cabinets = _cabinets(tables, problems)
    place = {cabinet.id: at for at, cabinet in enumerate(cabinets)}
    seats: dict[tuple[str, int], _Span] = {}
    for row, cells in tables.rows("CabinetParty"):
        at = place.get(cells["cabinet"])
        if at is None:
            problems.append(BadCell(row, "cabinet", f"there is no cabinet {cells['cabinet']}"))
            continue
        cabinet = cabinets[at]
        kind = "leads government" if cells["pm"] == "1" else "in coalition"
        span = _Span(row, kind, cabinet.start, cabinet.end, cells["defector"] == "1", [cabinet.name])
        span.notes += filter(None, (cells.get("description", ""),))
        there = seats.setdefault((cells["party"], at), span)
        if kind == "leads government":
            there.kind = kind
        there.left = there.left and span.left
    yield from _merged(seats)


def _cabinets(tables: Tables, problems: list[BadCell]) -> list[_Cabinet]:
    """Return the cabinets with their ends, in the order in which those of each country followed each other."""
    by_country: dict[str, list[_Cabinet]] = defaultdict(list)
    for row, cells in tables.rows("Cabinet"):
        start = cells["start_date"]
        try:
            from_edtf(start)
        except DateError as error:
            problems.append(BadCell(row, "start_date", str(error)))
            continue
        end = cells.get("termination_date", "")
        by_country[cells["country"]].append(_Cabinet(row, cells["id"], cells.get("name", ""), start, end))
    for listed in by_country.values():
        listed.sort(key=lambda cabinet: (cabinet.start, int(cabinet.id) if cabinet.id.isdigit() else 0))
        for cabinet, after in zip(listed, listed[1:], strict=False):
            cabinet.end = after.start
    return [cabinet for listed in by_country.values() for cabinet in listed]


def _merged(seats: dict[tuple[str, int], _Span]) -> Iterator[IncomingStanding]:
    by_party: dict[str, list[_Span]] = defaultdict(list)
    for (party, _), span in sorted(seats.items(), key=lambda seat: seat[0][1]):
        spans = by_party[party]
        last = spans[-1] if spans else None
        if last is not None and not last.left and last.kind == span.kind and last.end == span.start:
            last.end, last.left = span.end, span.left
            last.cabinets += span.cabinets
            last.notes += span.notes
        else:
            spans.append(span)
    for party, spans in by_party.items():
        for span in spans:
            yield IncomingStanding(
                span.row, (SCHEME, party), span.kind, _edtf(span), _note(span), source=0
            )  # fmt: skip


def _edtf(span: _Span) -> str:
    if not span.left or not span.end:
        return f"{span.start}/{span.end}"
    return f"{span.start}/" if span.start == span.end else f"{span.start}/[{span.start}..{span.end}]"


def _note(span: _Span) -> str:
    names = [name for name in span.cabinets if name]
    said = [f"Cabinet {names[0]}." if len(names) == 1 else f"Cabinets {', '.join(names)}."] if names else []
    if span.left:
        said.append("Left before the cabinet ended.")
    return "\n".join([*said, *dict.fromkeys(span.notes)])
