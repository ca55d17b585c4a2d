"""The commonest ways to write whole days, understood at a glance: they are most of what tables hold."""

import re
from datetime import date
from typing import Final

from db.dates.uncertain import UncertainDate

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
         "November", "December"), 1,
    )
}  # fmt: skip
_DAY_MONTH_YEAR: Final = re.compile(rf"([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})")
_YEAR_MONTH_DAY: Final = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read(text: str) -> UncertainDate | None:
    """Return what `2006-10-16`, `2006-10-16/2006-10-18`, `16 October 2006` or `2006年10月16日` says.

    None for everything else, and for days that don't exist: other readers tell what is wrong with them.
    """
    try:
        if len(text) == 21 and text[10] == "/":
            return _span(text, text[:10], text[11:])
        day = _day(text)
    except ValueError:
        return None
    if day is None:
        return None
    only = day.toordinal(), day.toordinal()
    return UncertainDate(day.isoformat(), text, only, only)


def _day(text: str) -> date | None:
    if len(text) == 10 and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    if found := _YEAR_MONTH_DAY.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    return None


def _span(text: str, first: str, last: str) -> UncertainDate | None:
    if not _ISO.fullmatch(first) or not _ISO.fullmatch(last):
        return None
    begun, ended = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    return UncertainDate(text, text, (begun, begun), (ended, ended)) if begun < ended else None
