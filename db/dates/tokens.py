"""The kinds of words and signs that dates are written with."""

from enum import Enum, auto
from typing import Final, NamedTuple

from db.dates.calendars import Era


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    NUMERAL = auto()
    ORDINAL = auto()
    ISO = auto()
    PARTS = auto()
    TIME = auto()
    MONTH = auto()
    WEEKDAY = auto()
    PART = auto()
    SEASON = auto()
    HALF = auto()
    QUARTER = auto()
    DECADE = auto()
    ERA = auto()
    FIRST_YEAR = auto()
    YEAR_UNIT = auto()
    MONTH_UNIT = auto()
    DAY_UNIT = auto()
    QUARTER_UNIT = auto()
    DECADE_UNIT = auto()
    CENTURY = auto()
    ABOUT = auto()
    MAYBE = auto()
    BEFORE = auto()
    NOT_AFTER = auto()
    AFTER = auto()
    NOT_BEFORE = auto()
    FROM = auto()
    STARTING = auto()
    ONWARDS = auto()
    UNTIL = auto()
    TO = auto()
    DASH = auto()
    BETWEEN = auto()
    WITHIN = auto()
    AND = auto()
    OR = auto()
    COMMA = auto()
    PAUSE = auto()
    OPENING = auto()
    CLOSING = auto()
    PLUS_MINUS = auto()
    FILLER = auto()
    REFUSED = auto()
    END = auto()


Value = int | str | Era
Meaning = tuple[Kind, Value]


class Token(NamedTuple):
    """A piece of the text: what it is, what it stands for, its own characters, and where they begin."""

    kind: Kind
    value: Value
    text: str
    start: int

    @property
    def end(self) -> int:
        """The position after its last character."""
        return self.start + len(self.text)


UNITS: Final = frozenset(
    {Kind.YEAR_UNIT, Kind.MONTH_UNIT, Kind.DAY_UNIT, Kind.QUARTER_UNIT, Kind.DECADE_UNIT, Kind.CENTURY}
)
"""What a number before them counts."""

Table = dict[Kind, dict[Value, str]]
"""Words by meaning; the words of one meaning are parted by `|`."""


def listed(table: Table) -> dict[str, Meaning]:
    """Return a table turned round: word to meaning."""
    return {
        word: (kind, value)
        for kind, values in table.items()
        for value, words in values.items()
        for word in words.split("|")
    }
