"""ParlGov's cabinets as dated standings of the parties that sat in them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from db.imports.formats.parlgov_tables import Record, Tables, iso_day
from db.imports.incoming import IncomingStanding

SCHEME: Final = "parlgov"

_LONGEST: Final = 2200
"""Days after which a cabinet without a successor was no longer in office: after it came a war or a dictatorship that
ParlGov leaves out. The longest that did last is Borden's of 1911 with 2,194."""
_DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class _Cabinet:
    record: Record
    name: str
    first: date
    last: date | None = None
    """The day before the next cabinet began; None for the latest."""


@dataclass(slots=True)
class _Seat:
    """A standing of a party through one or several cabinets that followed each other."""

    row: int
    party: str
    kind: str
    first: date
    last: date | None
    end: str
    """Its end as EDTF, to be put behind the slash."""
    cabinets: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])


def latest(tables: Tables) -> str:
    """Return the day on which the latest cabinet began, up to which the tables tell."""
    days = (iso_day(record.get("start_date", "")) for record in tables.rows("Cabinet"))
    found = max((day for day in days if day), default=None)
    return found.isoformat() if found else ""


def standings(tables: Tables, parties: Collection[str]) -> list[IncomingStanding]:
    """Return the standings in order of time; what a party was in cabinets that followed each other is one span.

    The party of the prime minister leads government, the others are in coalition. A cabinet stays in office until the
    day before the next of its country begins. A party that left a cabinet (`defector`) was in it until the day that
    `defector_resignation` in `data_json` tells, else until some day before the cabinet's termination. The latest
    cabinets are in office at the end of the data at least. Of the opposition these tables say nothing.
    """
    upto = latest(tables)
    cabinets = _cabinets(tables)
    seats: dict[tuple[str, str], _Seat] = {}
    refused = {record["id"] for record in tables.rows("Cabinet")} - cabinets.keys()
    for record in tables.rows("CabinetParty"):
        cabinet = cabinets.get(record["cabinet"])
        if cabinet is None:
            if record["cabinet"] not in refused:
                tables.tell(
                    "CabinetParty", record, "cabinet", f"“{record['cabinet']}” is not in the table Cabinet"
                )
        elif record["party"] not in parties:
            tables.tell("CabinetParty", record, "party", f"“{record['party']}” is not in the table Party")
        else:
            seat = _seat(record, cabinet, upto)
            there = seats.setdefault((record["party"], record["cabinet"]), seat)
            if "leads government" in (seat.kind, there.kind):
                there.kind = "leads government"
    ordered = sorted(seats.values(), key=lambda seat: (seat.first, seat.party.rjust(12)))
    return list(_told(_merged(ordered)))


def _cabinets(tables: Tables) -> dict[str, _Cabinet]:
    """Return the cabinets by their ids, each with its last day."""
    by_country: dict[str, list[_Cabinet]] = defaultdict(list)
    for record in tables.rows("Cabinet"):
        first = tables.day("Cabinet", record, "start_date")
        if first is not None:
            caretaker = " (caretaker)" if record.get("caretaker") == "1" else ""
            by_country[record["country"]].append(
                _Cabinet(record, f"{record.get('name', '')}{caretaker}", first)
            )
        elif not record["start_date"]:
            tables.tell("Cabinet", record, "start_date", "a cabinet needs the day on which it began")
    for listed in by_country.values():
        listed.sort(key=lambda cabinet: (cabinet.first, cabinet.record["id"].rjust(12)))
        for cabinet, following in pairwise(listed):
            cabinet.last = max(following.first - _DAY, cabinet.first)
    return {cabinet.record["id"]: cabinet for listed in by_country.values() for cabinet in listed}


def _seat(record: Record, cabinet: _Cabinet, upto: str) -> _Seat:
    kind = "leads government" if record["pm"] == "1" else "in coalition"
    last, end = _end(cabinet, upto)
    if record["defector"] == "1":
        last, end = None, _left(cabinet, end)
    notes = list(filter(None, (record.get("description", ""),)))
    return _Seat(record.row, record["party"], kind, cabinet.first, last, end, [cabinet.name], notes)


def _end(cabinet: _Cabinet, upto: str) -> tuple[date | None, str]:
    """Return the last day of a cabinet, None where it is not known, and its end as EDTF."""
    if cabinet.last is None:
        return None, f"[{max(upto, cabinet.first.isoformat())}..]"
    if (cabinet.last - cabinet.first).days >= _LONGEST:
        return None, f"[{cabinet.first}..{cabinet.last}]"
    return cabinet.last, cabinet.last.isoformat()


def _left(cabinet: _Cabinet, end: str) -> str:
    """Return until when a party that left a cabinet was in it."""
    told = iso_day(str(cabinet.record.data.get("defector_resignation", "")))
    terminated = iso_day(cabinet.record.get("termination_date", ""))
    last = max(filter(None, (cabinet.last, terminated)), default=None)
    if told and told >= cabinet.first and (last is None or told <= last):
        return told.isoformat()
    bound = terminated if terminated and terminated >= cabinet.first else cabinet.last
    if bound is None:
        return end.replace(end[1:11], cabinet.first.isoformat()) if end.startswith("[") else end
    return bound.isoformat() if bound == cabinet.first else f"[{cabinet.first}..{bound}]"


def _merged(seats: Sequence[_Seat]) -> Iterator[_Seat]:
    found: list[_Seat] = []
    latest_of: dict[str, _Seat] = {}
    for seat in seats:
        before = latest_of.get(seat.party)
        if (
            before
            and before.kind == seat.kind
            and before.last is not None
            and before.last + _DAY == seat.first
        ):
            before.last, before.end = seat.last, seat.end
            before.cabinets += seat.cabinets
            before.notes += seat.notes
            continue
        latest_of[seat.party] = seat
        found.append(seat)
    yield from found


def _told(seats: Iterator[_Seat]) -> Iterator[IncomingStanding]:
    for seat in seats:
        names = ", ".join(filter(None, seat.cabinets))
        said = [f"Cabinet{'s' if len(seat.cabinets) > 1 else ''} {names}."] if names else []
        begin = seat.first.isoformat()
        edtf = begin if seat.end == begin else f"{begin}/{seat.end}"
        note = "\n".join([*said, *dict.fromkeys(seat.notes)])
        yield IncomingStanding(seat.row, (SCHEME, seat.party), seat.kind, edtf, note, source=0)
