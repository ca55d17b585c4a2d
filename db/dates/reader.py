"""Takes single dates from a row of tokens, in whatever order and language their parts stand."""

import re
from collections.abc import Callable
from typing import Final

from db.dates.calendars import MONTHS, Era
from db.dates.errors import Fault
from db.dates.pieces import FOUR_DIGITS, YEARS_KEPT, Piece
from db.dates.tokens import UNITS, Kind, Token


class Reader:
    """Walks over tokens and takes one piece after the other.

    It remembers what a later date may leave out: the era, and that years came first (2006.10.16-10.18).
    """

    def __init__(self, tokens: list[Token], day_first: bool | None) -> None:
        self._tokens = tokens
        self._index = 0
        self._day_first = day_first
        self._year_first = False
        self._era: Era | None = None

    @property
    def now(self) -> Token:
        """The token to be read next."""
        return self._tokens[self._index]

    def ahead(self, steps: int = 1) -> Token:
        """Return a token further on, the END token beyond the last."""
        return self._tokens[min(self._index + steps, len(self._tokens) - 1)]

    def skip(self, steps: int = 1) -> bool:
        """Go on by some tokens; True, because something was taken."""
        self._index += steps
        return True

    def piece(self) -> Piece:
        """Take the tokens that make one date; raises Fault where there is none."""
        piece = Piece(self.now.start)
        said = False
        while (take := _TAKERS.get((token := self.now).kind)) and take(self, piece, token):
            said = said or token.kind not in _SAY_NOTHING
        if piece.era and piece.year is None:
            raise Fault(f"the year of the {piece.era.name} era is missing", self.now.start)
        if not said:
            here = self.now
            raise Fault(f'"{here.text}" is out of place' if here.text else "a date is missing", here.start)
        self._era = piece.era or self._era
        return piece

    def take_number(self, piece: Piece, token: Token) -> bool:
        """Take a number by its unit, or by the count of its digits."""
        number, at = _int(token), token.start
        unit = self.ahead().kind
        if unit in UNITS:
            return self._counted(piece, token, unit) and self.skip(2)
        if piece.era and piece.year is None:
            return piece.put_year(number, at) and self.skip()
        digits = len(token.text)
        if token.kind is Kind.NUMBER and digits == 8:
            return self._whole(piece, token, token.text[:4], token.text[4:6], token.text[6:])
        if digits == 4:
            return piece.put_year(number, at) and self.skip()
        if number > 31 or (digits > 2 and token.kind is Kind.NUMBER):
            raise Fault(f"{token.text[:12]} is neither a day nor a year of four digits", at)
        return piece.put_day(number, at) and self.skip()

    def take_ordinal(self, piece: Piece, token: Token) -> bool:
        """Take 16th, or the number of a century."""
        if self.ahead().kind is Kind.CENTURY:
            return piece.put_century(_int(token), token.start) and self.skip(2)
        return piece.put_day(_int(token), token.start) and self.skip()

    def take_iso(self, piece: Piece, token: Token) -> bool:
        """Take 2006-10-16 or 2006-10."""
        return self._whole(piece, token, *token.text.split("-"))

    def take_parts(self, piece: Piece, token: Token) -> bool:
        """Take 2006/10/16, 2006. 10, 16.10.2006, 10/2006; after an era 16.3.1; after these 10.18."""
        parts = re.split(r"[./-] ?", token.text)
        if piece.era and piece.year is None:
            return piece.put_year(int(parts[0]), token.start) and self._rest(piece, token, *parts[1:])
        if len(parts[0]) == 4:
            return self._whole(piece, token, *parts)
        if len(parts) == 2 and len(parts[1]) == 4:
            return self._whole(piece, token, parts[1], parts[0])
        if len(parts) == 2 and self._year_first:
            return piece.bare and piece.day is None and not piece.dated and self._rest(piece, token, *parts)
        if len(parts[-1]) != 4 or len(parts[0]) > 2:
            raise Fault(FOUR_DIGITS, token.start)
        day, month = self._ordered(token, parts)
        return self._whole(piece, token, parts[2], month, day)

    def take_era(self, piece: Piece, token: Token) -> bool:
        """Take the name of an era, whose year must follow."""
        if piece.era or piece.dated or not isinstance(token.value, Era):
            return False
        piece.era = token.value
        return self.skip()

    def take_first_year(self, piece: Piece, token: Token) -> bool:
        """Take 元年."""
        if piece.era is None:
            raise Fault("the first year of which era?", token.start)
        return piece.put_year(1, token.start) and self.skip()

    def take_year_unit(self, piece: Piece, _token: Token) -> bool:
        """Take the second 年 of 2004年年底."""
        return piece.dated and self.skip()

    def take_part(self, piece: Piece, token: Token) -> bool:
        """Take early, mid, late."""
        if piece.part:
            return False
        piece.part = str(token.value)
        return self.skip()

    def take_time(self, piece: Piece, token: Token) -> bool:
        """Take a time of day, which stays in the text only."""
        hour, colon, rest = token.text.lstrip("Tt").partition(":")
        if colon and (int(hour) > 24 or int(rest[:2]) > 59):
            raise Fault(f"there is no time {hour}:{rest[:2]}", token.start)
        piece.time_at = token.start
        return self.skip()

    def take_about(self, piece: Piece, _token: Token) -> bool:
        """Take "about", before or after the date."""
        piece.about = True
        return self.skip()

    def take_maybe(self, piece: Piece, _token: Token) -> bool:
        """Take "possibly" or a question mark."""
        piece.maybe = True
        return self.skip()

    def take_nothing(self, _piece: Piece, _token: Token) -> bool:
        """Go over a word without a meaning of its own."""
        return self.skip()

    def take_comma(self, piece: Piece, _token: Token) -> bool:
        """Take the comma within a date, not the one between two."""
        return piece.has_room_for(self.ahead(), self.ahead(2)) and self.skip()

    def take_hyphen(self, piece: Piece, token: Token) -> bool:
        """Take the hyphen of mid-March and of 16-Oct-2006; any other dash stands between two dates."""
        before, after = self.ahead(-1), self.ahead()
        if token.text != "-" or before.end != token.start or token.end != after.start:
            return False
        if before.kind is Kind.PART:
            return after.kind is not Kind.PART and self.skip()
        if after.kind is Kind.MONTH:
            return piece.day is not None and piece.month is None and self.skip()
        joins = before.kind is Kind.MONTH and after.kind is Kind.NUMBER and len(after.text) == 4
        return joins and not piece.dated and self.skip()

    def take_bracket(self, piece: Piece, _token: Token) -> bool:
        """Take (Tuesday), (火), (?)."""
        inner = self.ahead()
        if self.ahead(2).kind is not Kind.CLOSING:
            return False
        if inner.kind is Kind.MAYBE:
            piece.maybe = True
        elif inner.kind is Kind.ABOUT:
            piece.about = True
        elif inner.kind is Kind.WEEKDAY or inner.text in _BRACKETED_DAYS:
            if not piece.put_weekday(_BRACKETED_DAYS.get(inner.text, _int(inner)), inner.start):
                return False
        else:
            return False
        return self.skip(3)

    def _counted(self, piece: Piece, token: Token, unit: Kind) -> bool:
        number, at = _int(token), token.start
        if unit is not Kind.YEAR_UNIT:
            return _UNIT_PUTS[unit](piece, number, at)
        if piece.era is None and not piece.dated and number < 100 and len(token.text) <= 3:
            if self._era is None:
                raise Fault(FOUR_DIGITS, at)
            piece.era = self._era
        return piece.put_year(number, at)

    def _whole(self, piece: Piece, token: Token, year: str, month: str = "", day: str = "") -> bool:
        if piece.dated or piece.month is not None or piece.day is not None:
            return False
        if not int(year):
            raise Fault(YEARS_KEPT, token.start)
        self._year_first = token.text.startswith(year)
        return piece.put_year(int(year), token.start) and self._rest(piece, token, month, day)

    def _rest(self, piece: Piece, token: Token, month: str = "", day: str = "") -> bool:
        if month:
            piece.put_month(int(month), token.start + _place(token.text, month, self._year_first))
        if day:
            piece.put_day(int(day), token.start + max(0, token.text.rfind(day)))
        return self.skip()

    def _ordered(self, token: Token, parts: list[str]) -> tuple[str, str]:
        """Return day and month of two numbers whose order the caller knows or the numbers themselves tell."""
        a, b = int(parts[0]), int(parts[1])
        if self._day_first is None and 1 <= a <= 12 and 1 <= b <= 12 and a != b:
            readings = f"{a} {MONTHS[b - 1]} {parts[2]} or {b} {MONTHS[a - 1]} {parts[2]}"
            raise Fault(f"it is {readings}, as the day or the month comes first", token.start)
        day_first = a > 12 if self._day_first is None else self._day_first
        return (parts[0], parts[1]) if day_first else (parts[1], parts[0])


def _int(token: Token) -> int:
    return token.value if isinstance(token.value, int) else 0


def _place(text: str, digits: str, year_first: bool) -> int:
    return max(0, text.find(digits, 4 if year_first else 0))


def _put(put: Callable[[Piece, int, int], bool]) -> Callable[[Reader, Piece, Token], bool]:
    """Return a taker that puts the token's value into the piece."""

    def take(reader: Reader, piece: Piece, token: Token) -> bool:
        return put(piece, _int(token), token.start) and reader.skip()

    return take


_BRACKETED_DAYS: Final = {"月": 0, "월": 0, "日": 6, "일": 6}

_SAY_NOTHING: Final = frozenset(
    {
        Kind.FILLER,
        Kind.ABOUT,
        Kind.MAYBE,
        Kind.COMMA,
        Kind.PAUSE,
        Kind.DASH,
        Kind.OPENING,
        Kind.ERA,
        Kind.TIME,
    }
)

_UNIT_PUTS: Final[dict[Kind, Callable[[Piece, int, int], bool]]] = {
    Kind.MONTH_UNIT: Piece.put_month,
    Kind.DAY_UNIT: Piece.put_day,
    Kind.QUARTER_UNIT: Piece.put_quarter,
    Kind.DECADE_UNIT: Piece.put_decade,
    Kind.CENTURY: Piece.put_century,
}

_TAKERS: Final[dict[Kind, Callable[[Reader, Piece, Token], bool]]] = {
    Kind.NUMBER: Reader.take_number,
    Kind.NUMERAL: Reader.take_number,
    Kind.ORDINAL: Reader.take_ordinal,
    Kind.ISO: Reader.take_iso,
    Kind.PARTS: Reader.take_parts,
    Kind.MONTH: _put(Piece.put_month),
    Kind.WEEKDAY: _put(Piece.put_weekday),
    Kind.SEASON: _put(Piece.put_season),
    Kind.HALF: _put(Piece.put_half),
    Kind.QUARTER: _put(Piece.put_quarter),
    Kind.DECADE: _put(Piece.put_decade),
    Kind.PART: Reader.take_part,
    Kind.ERA: Reader.take_era,
    Kind.FIRST_YEAR: Reader.take_first_year,
    Kind.YEAR_UNIT: Reader.take_year_unit,
    Kind.TIME: Reader.take_time,
    Kind.ABOUT: Reader.take_about,
    Kind.MAYBE: Reader.take_maybe,
    Kind.FILLER: Reader.take_nothing,
    Kind.COMMA: Reader.take_comma,
    Kind.PAUSE: Reader.take_comma,
    Kind.DASH: Reader.take_hyphen,
    Kind.OPENING: Reader.take_bracket,
}
"""Which tokens make a date; any other ends it."""

_INNER: Final = {Kind.COMMA, Kind.PAUSE, Kind.DASH, Kind.YEAR_UNIT, Kind.OPENING, Kind.FILLER}

STARTS: Final = frozenset(_TAKERS) - _INNER
"""Tokens with which a date can begin after a word or sign between two."""
