"""A result of every kind of chart, small and made by hand, with names that try to break the drawing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from db.plots.ledger_series import Latency, YearShare
from db.plots.results import (
    CommitmentsChart,
    CompareChart,
    ContextSpan,
    DivergingChart,
    FrequencyChart,
    FulfilmentChart,
    GapRow,
    GapsChart,
    HeatChart,
    LatencyChart,
    Result,
)
from db.plots.spec import ChartSpec
from db.stats.blocks import blocks
from db.stats.compare import compare
from db.stats.comparing_words import sentence
from db.stats.diverging import diverging
from db.stats.exposure import Search
from db.stats.frequency import Frequency, frequency
from db.stats.gaps import gaps
from db.stats.matrix import Axis, Matrix, of_groups
from db.stats.montecarlo import band
from db.stats.poisson import garwood_between
from db.stats.steps import Lasting, step_series
from db.stats.stretches import stretch
from db.stats.units import Groups, Units
from desktop.charts import text, words

NAMES = ("自由民主党", "조선로동당", "US$ <b>& $x^2$", "_x")
CAPTION = "Events per year. No filter. Every start is known to the day. Liaison 0.1.0."


def day(text_: str) -> int:
    return date.fromisoformat(text_).toordinal()


def units() -> Units:
    """Sixty units from 2004 on, of which every third is known to lie within 300 days only."""
    lo = (day("2004-02-01") + np.arange(60) * 50).astype(np.int32)
    return Units(lo, lo + (np.arange(60) % 3 // 2 * 300).astype(np.int32))


def groups() -> Groups:
    return Groups(NAMES, (np.arange(60) % 7 % 4).astype(np.int32))


def searches() -> list[Search]:
    return [
        Search("新华社", day("2004-01-01"), day("2006-12-31"), 2),
        Search("Press", day("2008-01-01"), day("2014-12-31"), 3),
    ]


def contexts() -> tuple[ContextSpan, ...]:
    first, last = day("2005-05-01"), day("2006-04-30")
    return (ContextSpan(first, last, first, last, "low point $of$", "crisis", ""),)


def counted(
    by: str = "year", *, grouped: bool = True, rated: bool = False, of: Groups | None = None
) -> Frequency:
    found = of or (groups() if grouped else None)
    return frequency(units(), by=by, groups=found, searches=searches(), rated=rated, version="0.1.0")


def chart(spec: ChartSpec | None = None, *, grouped: bool = True, by: str = "year") -> FrequencyChart:
    """A frequency chart with everything its spec asks for."""
    spec = replace(spec or ChartSpec(), by=by, group="counterpart" if grouped else "none")
    found = counted(by, grouped=grouped, rated=spec.measure == "rate")
    edges, of = found.bins.edges, groups() if grouped else None
    low, high = found.certain.sum(axis=0, keepdims=True), found.possible.sum(axis=0, keepdims=True)
    span = stretch(int(edges[0]), int(edges[-1]))
    return FrequencyChart(
        spec=spec,
        frequency=found,
        draws=band(units(), edges, of) if spec.draws else None,
        poisson=garwood_between(found.certain, found.possible) if spec.poisson else None,
        blocks=blocks(units(), span, draws=20) if spec.changes else None,
        average=found.expected if spec.average else None,
        contexts=contexts() if spec.contexts else (),
        caption=found.caption,
        stacked_draws=band(units(), edges) if spec.draws else None,
        stacked_poisson=garwood_between(low, high) if spec.poisson else None,
    )


def _compare() -> CompareChart:
    spans = [
        ("before", day("2004-01-01"), day("2007-01-01")),
        ("after", day("2007-01-01"), day("2013-01-01")),
    ]
    before, after = (stretch(first, last) for _, first, last in spans)
    found = compare(units(), before, after, draws=20)
    return CompareChart(
        ChartSpec(chart="compare"), (("before → after", found),), counted(grouped=False), sentence(found), CAPTION,
        (("before", before), ("after", after)), contexts(),
    )  # fmt: skip


def _gaps() -> GapsChart:
    until = day("2015-06-30")
    rows = []
    for i, name in enumerate(NAMES):
        lo = (day("2004-02-01") + np.arange(6) * (300 + 80 * i)).astype(np.int64)
        hi = lo + np.array([0, 0, 200, 0, 0, 0])
        spans = tuple(zip(lo.tolist(), hi.tolist(), strict=True))
        rows.append(GapRow(name, "", gaps(Units(lo, hi), until), spans, tuple(range(1, 7))))
    unsearched = ((day("2007-01-01"), day("2008-01-01")),)
    return GapsChart(
        ChartSpec(chart="gaps"), tuple(rows), until, CAPTION, "counterpart", unsearched, contexts()
    )


def _heat() -> HeatChart:
    found = counted()
    return HeatChart(ChartSpec(chart="heatmap"), of_groups(found, "counterpart", CAPTION), CAPTION)


def _who() -> HeatChart:
    many = len(NAMES)
    both = np.array([[0, 3, 1, 0], [3, 0, 2, 1], [1, 2, 0, 0], [0, 1, 0, 0]])
    axis = Axis("participant", NAMES, ("",) * many)
    matrix = Matrix(
        axis, axis, "meeting", "", both, both.astype(float), both, 7, 0, 0, 0.0, CAPTION, symmetric=True
    )
    return HeatChart(ChartSpec(chart="who"), matrix, CAPTION)


def _diverging() -> DivergingChart:
    sides = Groups(("incoming", "outgoing"), (np.arange(60) % 5 % 2).astype(np.int32))
    found = replace(counted(of=sides), group="direction")
    return DivergingChart(ChartSpec(chart="diverging"), diverging(found), contexts(), CAPTION)


def _latency() -> LatencyChart:
    def made(number: int, least: int | None, most: int | None, *, certain: bool = True) -> Latency:
        extended = (day("2005-01-01") + 200 * number,) * 2
        return Latency(
            number, NAMES[number % 4], "第一次会议", extended, least, most, number, "visit", certain
        )

    rows = (made(0, 30, 30), made(1, 40, 90), made(2, 12, None, certain=False), made(3, None, None))
    return LatencyChart(ChartSpec(chart="latency"), rows, day("2015-06-30"), CAPTION)


def _fulfilment() -> FulfilmentChart:
    shares = (
        YearShare("2004", 4, 2, 1, 1, 0.5, 0.75, (1, 2, 3, 4)),
        YearShare("by 2005", 3, 3, 0, 0, 1.0, 1.0, (5, 6, 7)),
        YearShare("2006", 2, 0, 0, 2, 0.0, 0.0, (8, 9)),
    )
    return FulfilmentChart(ChartSpec(chart="fulfilment"), shares, CAPTION, day("2015-06-30"))


def _commitments() -> CommitmentsChart:
    first, after = day("2004-01-01"), day("2010-01-01")
    things = [
        Lasting((first + 100, first + 700), (first + 50, first + 900)),
        Lasting((first + 300, first + 1200), (first + 300, first + 1200)),
    ]
    return CommitmentsChart(
        ChartSpec(chart="commitments"), step_series(things, first, after), CAPTION, (1, 2), contexts()
    )


def results() -> dict[str, Result]:
    """A result per kind of chart."""
    return {
        "frequency": chart(ChartSpec(draws=True, poisson=True, average=3)),
        "compare": _compare(),
        "gaps": _gaps(),
        "heatmap": _heat(),
        "who": _who(),
        "diverging": _diverging(),
        "latency": _latency(),
        "fulfilment": _fulfilment(),
        "commitments": _commitments(),
    }


@pytest.fixture(scope="session")
def kinds() -> dict[str, Result]:
    return results()


@pytest.fixture(scope="session")
def frequency_chart():
    return chart


@pytest.fixture
def bundled_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The font that comes with Matplotlib alone, so that pictures are the same on every machine."""
    caches = (text.font, text.plain, text._glyphs, words.length, words.fit)
    monkeypatch.setattr(text, "family", lambda: ("DejaVu Sans",))
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()
