"""Several columns into one date: start and end, year and month and day, days counted by spreadsheets, precision."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from db.dates import DateError, parse
from db.imports.mapping.value import DateRule
from db.search import fold
from db.table.event_table import UNKNOWN

Said = tuple[str, str]
"""A date for the column `date`, and the file's own words for it where they are others."""

_SERIAL: Final = re.compile(r"([0-9]{1,6})(?:[.,][0-9]+)?")
_NUMBER: Final = re.compile(r"([0-9]+)(?:\.0+)?")
_PLAIN: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_NOT_KNOWN: Final = frozenset(
    ("", "0", "00", "0000", "-", "?", "--", "n/a", "none", "nan", "unknown", "99", "9999")
)
_AMBIGUOUS: Final = "day or the month comes first"
_PRECISIONS: Final = {
    "day": 10, "d": 10, "exact": 10, "full": 10, "tag": 10, "jour": 10, "日": 10, "天": 10, "일": 10,
    "month": 7, "m": 7, "monat": 7, "mois": 7, "月": 7, "월": 7,
    "year": 4, "y": 4, "jahr": 4, "annee": 4, "an": 4, "年": 4, "년": 4,
}  # fmt: skip
_ABOUT: Final = frozenset(
    ("about", "approximate", "approx", "circa", "ca", "c", "ca.", "c.", "约", "約", "頃", "약", "~")
)


class Refused(Exception):  # noqa: N818 - it is what became of a cell
    """A date can't be made; `column` is where the fault stands."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


def maker(rule: DateRule, place: dict[str, int]) -> Callable[[Sequence[str]], Said]:
    """Return what makes the date of a row's cells; it raises Refused. `place` is where each column stands."""

    def cell(name: str, cells: Sequence[str]) -> str:
        return cells[place[name]].strip() if name else ""

    def make(cells: Sequence[str]) -> Said:
        said = {part: cell(getattr(rule, part), cells) for part in _PARTS}
        edtf, words = _made(rule, said)
        if said["precision"] and edtf:
            cut = _cut(rule, edtf, said["precision"])
            edtf, words = cut, words or (edtf if cut != edtf else "")
        if not edtf and rule.empty == "refused":
            raise Refused(_first(rule), f"a date is needed; write “{UNKNOWN}” where nothing is known")
        return edtf or UNKNOWN, said["words"] or words

    return make


_PARTS: Final = (
    "whole", "start", "end", "year", "month", "day", "end_year", "end_month", "end_day", "precision", "words",
)  # fmt: skip


def _first(rule: DateRule) -> str:
    return next(iter(rule.columns), "")


def _made(rule: DateRule, said: dict[str, str]) -> Said:
    if said["whole"]:
        return _read(rule, rule.whole, said["whole"])
    first, words = _read(rule, rule.start, said["start"]) if said["start"] else ("", "")
    last, last_words = _read(rule, rule.end, said["end"]) if said["end"] else ("", "")
    if not first and rule.year:
        first = _of_numbers(rule, "year", said["year"], said["month"], said["day"])
    if not last and first and (said["end_year"] or said["end_month"] or said["end_day"]):
        last = _of_numbers(
            rule,
            "end_year",
            said["end_year"] or said["year"],
            said["end_month"] or said["month"],
            said["end_day"],
        )
    printed = f"{said['start']} – {said['end']}" if last and (words or last_words) else words or last_words
    return _spanned(rule, first, last), printed


def _spanned(rule: DateRule, first: str, last: str) -> str:
    if not last or first == last:
        return first
    text = f"{first}/{last}"
    try:
        return parse(text).edtf
    except DateError as error:
        column = rule.end or rule.end_day or rule.end_month or rule.end_year
        reason = f"“{last}” lies before the start, “{first}”" if "before" in error.reason else str(error)
        raise Refused(column, reason.removesuffix(".")) from error


def _read(rule: DateRule, column: str, text: str) -> Said:
    """Return what one cell says; a day and month in unknown order are left for the plan to ask about."""
    if rule.serial and (counted := _SERIAL.fullmatch(text)) and len(counted[1]) != 4:
        return day_of(int(counted[1]), rule.serial), ""
    if fold(text) in _NOT_KNOWN or text.lower() == UNKNOWN:
        return "", ""
    try:
        found = parse(text, rule.day_first)
    except DateError as error:
        if _AMBIGUOUS in error.reason and column == rule.whole:
            return text, ""
        reason = error.reason if _AMBIGUOUS in error.reason else str(error)
        raise Refused(column, reason.removesuffix(".")) from error
    return found.edtf, "" if found.edtf == text else text


def day_of(number: int, epoch: int) -> str:
    """Return the day that a spreadsheet counts by a number, in its system of 1900 or 1904.

    The system of 1900 has a 29 February 1900 (day 60) that never was, so days after it count from 30 December 1899.
    """
    of_1900 = date(1899, 12, 30) if number > 60 else date(1899, 12, 31)
    first = date(1904, 1, 1) if epoch == 1904 else of_1900
    return (first + timedelta(number)).isoformat()


def _of_numbers(rule: DateRule, part: str, year: str, month: str, day: str) -> str:
    """Return the EDTF of a year, month and day, each a number or empty; months may be names."""
    columns = {"year": (rule.year, rule.month, rule.day)}.get(part) or (
        rule.end_year or rule.year, rule.end_month or rule.month, rule.end_day,
    )  # fmt: skip
    if fold(year) in _NOT_KNOWN:
        return ""
    if month and not _NUMBER.fullmatch(month) and fold(month) not in _NOT_KNOWN:
        return _of_names(columns, year, month, "" if fold(day) in _NOT_KNOWN else day)
    numbers = [_number(column, text) for column, text in zip(columns, (year, month, day), strict=True)]
    known = f"{numbers[0] or 0:04d}"
    if numbers[1] is not None:
        known += f"-{numbers[1]:02d}"
    elif numbers[2] is not None:
        known += "-XX"
    if numbers[2] is not None:
        known += f"-{numbers[2]:02d}"
    try:
        return parse(known).edtf
    except DateError as error:
        faulty = (
            columns[2] if numbers[2] is not None and numbers[1] in range(1, 13) else columns[1] or columns[0]
        )
        raise Refused(faulty, f"{known} is no day: {error.reason}") from error


def _of_names(columns: tuple[str, str, str], year: str, month: str, day: str) -> str:
    try:
        return parse(f"{day} {month} {year}".strip()).edtf
    except DateError as error:
        raise Refused(columns[1], f"“{month}” is no month: {error.reason}") from error


def _number(column: str, text: str) -> int | None:
    if fold(text) in _NOT_KNOWN:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None or len(found[1]) > 4:
        raise Refused(column, f"“{text}” is no number of a year, month or day")
    return int(found[1])


def _cut(rule: DateRule, edtf: str, precision: str) -> str:
    """Return as much of a date as the precision says is known."""
    said = fold(precision)
    if said in _ABOUT:
        return "/".join(f"{end}~" if _PLAIN.fullmatch(end) else end for end in edtf.split("/"))
    length = _PRECISIONS.get(said)
    if length is None:
        raise Refused(rule.precision, f"“{precision}” is no precision: use day, month, year or about")
    ends = [end[:length] if _PLAIN.fullmatch(end) else end for end in edtf.split("/")]
    return ends[0] if len(set(ends)) == 1 else "/".join(ends)
