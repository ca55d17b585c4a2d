"""Reading dates, against the EDTF library; and that Qt takes no references to None."""

import random
import sys
from collections.abc import Callable, Iterator

from db.dates import parse
from db.dates.edtf import date_of
from db.dates.parse import parse_slowly
from tests.benchmarks import method
from tests.benchmarks.report import Row, least, most
from tests.benchmarks.stage import Stage
from tests.benchmarks.suite import benchmark

TYPED = (
    "16 Oct 2006",
    "Oct. 16-17, 2006",
    "March 2004",
    "late February 2009",
    "spring 2004",
    "c. 2004",
    "before 2005",
    "between 2004 and 2006",
    "2004年3月",
    "平成16年3月",
    "民國93年3月",
    "2006. 10. 16",
    "2006년 10월 16일",
    "16–17 Oct 2006",
)
EDTF = (
    "2004-03",
    "2006-10-15/2006-10-17",
    "2004-03~",
    "200X",
    "2004-03-05",
    "2004?",
    "[2004-03,2004-05]",
    "2004/2006",
)


@benchmark("dates.", sizes=None)
def dates(stage: Stage, _size: int) -> Iterator[Row]:
    """Typed dates, plain days, and EDTF texts that the library reads too; none of them seen before."""
    from edtf import parse_edtf

    numbers = random.Random(1)

    def fresh(texts: tuple[str, ...], count: int) -> list[str]:
        """Put another year into each text, so that no cache knows it."""
        return [numbers.choice(texts).replace("2004", str(numbers.randint(1900, 2005))) for _ in range(count)]

    def day() -> str:
        return f"{numbers.randint(1900, 2025)}-{numbers.randint(1, 12):02}-{numbers.randint(1, 28):02}"

    rounds = stage.rounds
    per = 200

    def read(texts: list[str], reader: Callable[[str], object]) -> float:
        return method.timed(lambda: [reader(text) for text in texts]) / len(texts)

    found = method.paired(
        lambda: read([day() for _ in range(5000)], parse),
        lambda: read(fresh(TYPED, per), parse_slowly),
        count=rounds,
    )
    yield Row("dates.day", "a plain day", found.ms, targets=most(ms=0.010))
    yield Row("dates.typed", "a typed date of fourteen kinds, no cache", found.base_ms)

    def own() -> float:
        texts = fresh(EDTF, per)
        return method.timed(lambda: [date_of(text, text) for text in texts]) / per

    def theirs() -> float:
        texts = fresh(EDTF, per)
        return method.timed(lambda: [parse_edtf(text) for text in texts]) / per

    yield Row.of(
        "dates.parse",
        "an EDTF text, no cache",
        method.paired(own, theirs, count=rounds),
        "edtf.parse_edtf",
        most(0.05),
    )


@benchmark("soak.", sizes=None)
def soak(stage: Stage, _size: int) -> Iterator[Row]:
    """Calls that return nothing must not take a reference to None away (PySide6 6.12.0 does)."""
    from PySide6.QtWidgets import QWidget

    stage.application()
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    yield Row(
        "soak.none",
        "references to None gained over 1,000 void calls",
        value=sys.getrefcount(None) - before,
        targets=least(-50),
    )
