"""Makes CSV files in Liaison's own columns, as an import reads them: the same rows for the same seed."""

import csv
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from tests.benchmarks import generate, moments
from tests.benchmarks.generate import PEOPLE, TYPES
from tests.benchmarks.phrases import PARTIES, Cast, Names, Phrases

VERSION: Final = 1
"""Counts up whenever the same seed gives another file."""
COLUMNS: Final = ("date", "title", "type", "participants", "mechanism", "place", "country", "tags", "summary")
_COUNTERPARTS: Final = 400
_HOMES: Final = (
    ("JP", "Japan", "日本", "日本"),
    ("FR", "France", "法国", "フランス"),
    ("VN", "Vietnam", "越南", "ベトナム"),
    ("CU", "Cuba", "古巴", "キューバ"),
    ("DE", "Germany", "德国", "ドイツ"),
    ("ZA", "South Africa", "南非", "南アフリカ"),
)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def cached(rows: int, seed: int = 1) -> Path:
    """Return the CSV file of so many rows with three participants each; it is written once."""
    path = generate.folder() / f"table-{VERSION}-{rows}-{seed}.csv"
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(made(rows, seed))
    return path


def made(rows: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row."""
    pick = random.Random(seed)
    phrases = Phrases(seed)
    people = [phrases.person() for _ in range(PEOPLE)]
    homes = [(code, Names(*names)) for code, *names in _HOMES]
    parties = [_party(number, homes[number % len(homes)][1]) for number in range(_COUNTERPARTS)]
    towns = [phrases.place(names) for _, names in homes for _ in range(8)]
    kinds, shares = list(TYPES), list(TYPES.values())
    weights = [1 / (place + 1) for place in range(_COUNTERPARTS)]
    for _ in range(rows):
        first, second = pick.choices(range(_COUNTERPARTS), weights, k=2)
        host, guest = pick.choice(people[:120]), people[(first * 7 + pick.randrange(6)) % PEOPLE]
        town = pick.choice(towns)
        title, summary = phrases.event(Cast(parties[first], host, guest, town))
        yield (
            _date(pick),
            title,
            pick.choices(kinds, shares)[0],
            _participants(parties[first], parties[second], host, guest),
            f"Dialogue with the {parties[first].latin}" if first < 60 and pick.random() < 0.5 else "",
            town.latin,
            homes[first % len(homes)][0],
            f"topic {pick.randrange(50)}" if pick.random() < 0.3 else "",
            summary,
        )


def _participants(first: Names, second: Names, host: Names, guest: Names) -> str:
    return (
        f"Communist Party of China: {host.latin} (Minister) [focal, host]; "
        f"{first.latin}: {guest.latin} (Secretary-General) [counterpart, guest]; "
        f"{second.latin} [counterpart, attendee]"
    )


def _party(number: int, home: Names) -> Names:
    latin, zh, ja, _ = PARTIES[number % len(PARTIES)]
    return Names(f"{latin} of {home.latin} {number}", f"{home.zh}{zh}{number}", f"{home.ja}{ja}{number}")


def _date(pick: random.Random) -> str:
    """Return a date as tables have them: most as ISO days, the others as people type them."""
    day = pick.randint(moments.FIRST, moments.LAST)
    when = date.fromordinal(day)
    month = _MONTHS[when.month - 1]
    chance = pick.random()
    if chance < 0.55:
        return when.isoformat()
    if chance < 0.65:
        return f"{when.isoformat()}/{date.fromordinal(day + pick.randint(1, 6)).isoformat()}"
    if chance < 0.75:
        return f"{when.day} {month} {when.year}"
    if chance < 0.82:
        return f"{when.year}年{when.month}月{when.day}日"
    if chance < 0.90:
        return f"{when.year}-{when.month:02}"
    return f"{month} {when.year}" if chance < 0.96 else str(when.year)
