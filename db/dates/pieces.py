"""One date within what people type, as far as its words go."""

from dataclasses import dataclass

from db.dates.calendars import Era
from db.dates.errors import Fault
from db.dates.tokens import Kind, Token

FOUR_DIGITS = "write the year with four digits"
YEARS_KEPT = "the years kept are 0001 to 9999"


@dataclass(slots=True)
class Piece:
    """What was said of one date so far, and where; what is missing may come from its neighbours.

    The `put_…` methods return False where the place is taken, so that the token begins another date.
    """

    at: int
    year: int | None = None
    year_at: int = 0
    month: int | None = None
    month_at: int = 0
    day: int | None = None
    day_at: int = 0
    years: tuple[int, int] | None = None
    part: str = ""
    season: int | None = None
    quarter: int | None = None
    half: int | None = None
    weekday: int | None = None
    weekday_at: int = 0
    era: Era | None = None
    time_at: int | None = None
    about: bool = False
    maybe: bool = False

    @property
    def dated(self) -> bool:
        """Whether it has a year, a decade or a century."""
        return self.year is not None or self.years is not None

    @property
    def bare(self) -> bool:
        """Whether nothing is said but a day, or a part such as "early", of something still to be named."""
        return self.month is None and self.season is None and self.quarter is None and self.half is None

    def put_year(self, year: int, at: int) -> bool:
        """Take a year, counted in the era if there is one."""
        if self.dated:
            return False
        if self.era:
            if not 1 <= year <= 999:
                raise Fault(f"the {self.era.name} era has no year {year}", at)
            year += self.era.year_one - 1
        if not 1 <= year <= 9999:
            raise Fault(YEARS_KEPT, at)
        self.year, self.year_at = year, at
        return True

    def put_month(self, month: int, at: int) -> bool:
        """Take a month; whether there is such a month is asked later."""
        if self.month is not None:
            return False
        self.month, self.month_at = month, at
        return True

    def put_day(self, day: int, at: int) -> bool:
        """Take a day; whether there is such a day is asked later."""
        if self.day is not None:
            return False
        self.day, self.day_at = day, at
        return True

    def put_quarter(self, quarter: int, at: int) -> bool:
        """Take a quarter of the year."""
        if not 1 <= quarter <= 4:
            raise Fault(f"there is no quarter {quarter}", at)
        if self.quarter is not None:
            return False
        self.quarter = quarter
        return True

    def put_decade(self, first: int, at: int) -> bool:
        """Take a decade by its first year, which has two digits after a century."""
        if self.years and self.years[1] - self.years[0] == 99 and first < 100:
            first += self.years[0] - 1
        elif self.dated:
            return False
        elif not 1000 <= first <= 9999:
            raise Fault("write the decade with four digits", at)
        if first % 10:
            raise Fault(f"a decade begins with a year that ends in 0, not with {first}", at)
        self.years, self.year_at = (first, first + 9), at
        return True

    def put_century(self, number: int, at: int) -> bool:
        """Take a century: the 20th is 1901 to 2000."""
        if self.dated:
            return False
        if not 1 <= number <= 99:
            raise Fault(YEARS_KEPT, at)
        self.years, self.year_at = (number * 100 - 99, number * 100), at
        return True

    def put_season(self, season: int, _at: int) -> bool:
        """Take a season, 0 is spring."""
        if self.season is not None:
            return False
        self.season = season
        return True

    def put_half(self, half: int, _at: int) -> bool:
        """Take a half of the year or month."""
        if self.half is not None:
            return False
        self.half = half
        return True

    def put_weekday(self, weekday: int, at: int) -> bool:
        """Take a weekday, 0 is Monday, to be compared with the day later."""
        if self.weekday not in (None, weekday):
            return False
        self.weekday, self.weekday_at = weekday, at
        return True

    def has_room_for(self, token: Token, after: Token) -> bool:
        """Whether what follows a comma still belongs to this date; a year beyond it is told by its digits."""
        if token.kind is Kind.MONTH or after.kind is Kind.MONTH_UNIT:
            return self.month is None
        if token.kind is Kind.NUMBER and (len(token.text) == 4 or after.kind is Kind.YEAR_UNIT):
            return not self.dated
        if token.kind in (Kind.NUMBER, Kind.ORDINAL, Kind.NUMERAL):
            return self.day is None and not self.dated
        if token.kind in (Kind.ISO, Kind.PARTS):
            return not self.dated and self.day is None
        return token.kind in (Kind.WEEKDAY, Kind.TIME) and self.weekday is None
