"""The numbers behind each chart as JSON and as tables: the documented forms.

JSON holds days as `YYYY-MM-DD` with exclusive ends, ids as text, what has no number (or no limit) as null.
"""

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from db.stats.bins import day_text
from db.stats.tables import table

if TYPE_CHECKING:
    from db.plots.results import (
        CommitmentsChart,
        CompareChart,
        Cumulated,
        Floats,
        FrequencyChart,
        FulfilmentChart,
        GapRow,
        GapsChart,
        LatencyChart,
    )
    from db.stats.blocks import Blocks
    from db.stats.compare import Comparison, RateTest
    from db.stats.gaps import Gap
    from db.stats.montecarlo import Band
    from db.stats.stretches import Stretch


def _number(value: float) -> float | None:
    return value if isfinite(value) else None


def _numbers(values: Iterable[float]) -> list[float | None]:
    return [_number(value) for value in values]


# --- frequency -------------------------------------------------------------------------------------------


def of_frequency(chart: "FrequencyChart") -> dict[str, Any]:
    """Return the frequency's form; where asked for also, per group by name, lists with a value per bin.

    `draws`: {groups: {name: {low, high}}, share, draws, seed}; `poisson`: {name: {low, high}};
    `average`: {name: [...]}; `cumulated`: {name: {certain, expected, possible}}; `changes`: spans of constant rate
    {from, to, expected, rate} and the changes between them {day, before, after, share, low, high}.
    """
    names = chart.frequency.groups
    found = chart.frequency.to_json() | {"caption": chart.caption}
    if chart.draws is not None:
        found["draws"] = _band(chart.draws, names)
    if chart.poisson is not None:
        found["poisson"] = _limits(chart.poisson, names)
    if chart.average is not None:
        pairs = zip(names, chart.average.tolist(), strict=True)
        found["average"] = {name: _numbers(row) for name, row in pairs}
    if chart.cumulated is not None:
        found["cumulated"] = _cumulated(chart.cumulated, names)
    if chart.blocks is not None:
        found["changes"] = of_blocks(chart.blocks)
    return found


def _band(band: "Band", names: Sequence[str]) -> dict[str, Any]:
    rows = zip(names, band.low.tolist(), band.high.tolist(), strict=True)
    return {
        "groups": {name: {"low": low, "high": high} for name, low, high in rows},
        "share": band.share,
        "draws": band.draws,
        "seed": band.seed,
    }


def _limits(limits: "tuple[Floats, Floats]", names: Sequence[str]) -> dict[str, Any]:
    rows = zip(names, limits[0].tolist(), limits[1].tolist(), strict=True)
    return {name: {"low": _numbers(low), "high": _numbers(high)} for name, low, high in rows}


def _cumulated(counts: "Cumulated", names: Sequence[str]) -> dict[str, Any]:
    columns = (counts.certain.tolist(), counts.expected.tolist(), counts.possible.tolist())
    rows = zip(names, *columns, strict=True)
    return {name: {"certain": low, "expected": mean, "possible": high} for name, low, mean, high in rows}


def of_blocks(blocks: "Blocks") -> dict[str, Any]:
    """Return the spans of constant rate (per year of searched days) and the changes between them."""
    edges = [day_text(day) for day in blocks.edges.tolist()]
    spans = zip(edges[:-1], edges[1:], blocks.expected.tolist(), blocks.rates.tolist(), strict=True)
    return {
        "spans": [{"from": a, "to": b, "expected": many, "rate": rate} for a, b, many, rate in spans],
        "changes": [
            {
                "day": day_text(each.day),
                "before": each.before,
                "after": each.after,
                "share": each.share,
                "low": day_text(each.low),
                "high": day_text(each.high),
            }
            for each in blocks.changes
        ],
        "p0": blocks.p0,
        "draws": blocks.draws,
        "seed": blocks.seed,
        "undated": blocks.undated,
        "unsearched": blocks.unsearched,
    }


def frequency_table(chart: "FrequencyChart", guard_formulas: bool) -> str:
    """Return the frequency's table, with columns more for what was asked for besides."""
    return chart.frequency.to_csv(_more(chart), guard_formulas=guard_formulas)


def _more(chart: "FrequencyChart") -> dict[str, list[list[Any]]]:
    """Return columns by name, each as a row of bins for each group."""
    found: dict[str, list[list[Any]]] = {}
    if chart.frequency.rates is not None:
        found["rate"] = chart.frequency.rates.tolist()
    if chart.draws is not None:
        found |= {"drawn_low": chart.draws.low.tolist(), "drawn_high": chart.draws.high.tolist()}
    if chart.poisson is not None:
        found |= {"poisson_low": chart.poisson[0].tolist(), "poisson_high": chart.poisson[1].tolist()}
    if chart.average is not None:
        found["average"] = chart.average.tolist()
    if chart.cumulated is not None:
        counts = chart.cumulated
        for name in ("certain", "expected", "possible"):
            found[f"cumulated_{name}"] = getattr(counts, name).tolist()
    return found


# --- two spans compared ----------------------------------------------------------------------------------


def of_comparison(chart: "CompareChart") -> dict[str, Any]:
    """Return each comparison: spans, counts, rates per year with limits, ratio with interval, p, readings, draws."""
    return {
        "chart": "compare",
        "unit": chart.frequency.unit,
        "filter": chart.frequency.filter,
        "comparisons": [{"label": label, **_compared(each)} for label, each in chart.comparisons],
        "sentence": chart.sentence,
        "caption": chart.caption,
    }


def _compared(found: "Comparison") -> dict[str, Any]:
    return {
        "before": _span(found, 0),
        "after": _span(found, 1),
        **_tested(found.test),
        "confidence": found.test.confidence,
        "readings": {"lowest": _tested(found.lowest), "highest": _tested(found.highest)},
        "draws": {
            "draws": found.draws,
            "seed": found.seed,
            "differ": found.differ,
            "rose": found.rose,
            "ratios": _numbers(found.ratios),
        },
        "holds": found.holds,
        "unsearched": found.unsearched,
        "undated": found.undated,
    }


def _span(found: "Comparison", place: int) -> dict[str, Any]:
    span: Stretch = (found.before, found.after)[place]
    rates = found.test.rates
    return {
        "from": day_text(span.first),
        "to": day_text(span.after),
        "days": span.days,
        "unsearched_days": span.unsearched,
        "count": found.test.counts[place],
        "certain": found.certain[place],
        "expected": found.expected[place],
        "possible": found.possible[place],
        "rate": float(rates.rate[place]),
        "rate_interval": [float(rates.low[place]), float(rates.high[place])],
    }


def _tested(test: "RateTest") -> dict[str, Any]:
    return {
        "counts": list(test.counts),
        "ratio": _number(test.ratio),
        "interval": [test.low, _number(test.high)],
        "p": test.p,
    }


def comparison_table(chart: "CompareChart", guard_formulas: bool) -> str:
    """Return one row per comparison, the first span's numbers, then the second's, then the ratio's."""
    one = ("from", "to", "days", "count", "certain", "expected", "possible", "rate")
    head = ("label", *(f"{where}_{name}" for where in ("before", "after") for name in one))
    rows: list[list[Any]] = []
    for label, each in chart.comparisons:
        spans = [_span(each, place)[name] for place in (0, 1) for name in one]
        rows.append([label, *spans, each.test.ratio, each.test.low, each.test.high, each.test.p])
    return table((*head, "ratio", "ratio_low", "ratio_high", "p"), rows, guard_formulas)


# --- silences --------------------------------------------------------------------------------------------


def of_gaps(chart: "GapsChart") -> dict[str, Any]:
    """Return each row with its contacts, its silences as ranges of days, and the present one beside them."""
    return {
        "chart": "gaps",
        "of": chart.of,
        "unit": chart.spec.unit,
        "filter": chart.spec.filter,
        "as_of": day_text(chart.day),
        "rows": [_gap_row(row) for row in chart.rows],
        "caption": chart.caption,
    }


def _gap_row(row: "GapRow") -> dict[str, Any]:
    numbers = row.numbers or (None,) * len(row.contacts)
    pairs = zip(row.contacts, numbers, strict=True)
    found = row.gaps
    return {
        "label": row.label,
        "filter": row.filter,
        "contacts": [{"start": [day_text(a), day_text(b)], "round": number} for (a, b), number in pairs],
        "gaps": [_gap(gap) for gap in found.gaps],
        "current": None if found.current is None else _gap(found.current),
        "median": list(found.median),
        "percentile_95": list(found.percentile_95),
        "longer": found.longer,
        "undated": found.undated,
    }


def _gap(gap: "Gap") -> dict[str, Any]:
    return {
        "begun": [day_text(day) for day in gap.begun],
        "ended": [day_text(day) for day in gap.ended],
        "days": list(gap.days),
        "unsearched": gap.unsearched,
    }


def gaps_table(chart: "GapsChart", guard_formulas: bool) -> str:
    """Return one row per silence; the present one of each row is the last and says so."""
    head = (
        "row", "begun_from", "begun_to", "ended_from", "ended_to", "days_least", "days_most", "unsearched", "current",
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for row in chart.rows:
        silences = [(gap, "") for gap in row.gaps.gaps]
        if row.gaps.current is not None:
            silences.append((row.gaps.current, "yes"))
        for gap, current in silences:
            days = [day_text(day) for day in (*gap.begun, *gap.ended)]
            rows.append((row.label, *days, *gap.days, gap.unsearched, current))
    return table(head, rows, guard_formulas)


# --- ledgers ---------------------------------------------------------------------------------------------


def of_latencies(chart: "LatencyChart") -> dict[str, Any]:
    """Return the invitations fulfilled, each with the days at least and at most."""
    return {
        "chart": "latency",
        "as_of": day_text(chart.day),
        "invitations": [each.to_json() for each in chart.latencies],
        "caption": chart.caption,
    }


def latency_table(chart: "LatencyChart", guard_formulas: bool) -> str:
    """Return one row per invitation."""
    head = (
        "invitation", "counterpart", "purpose", "extended_from", "extended_to", "days_least", "days_most", "event",
        "title", "certain",
    )  # fmt: skip
    rows = (
        (
            each.invitation_id, each.counterpart, each.purpose,
            *(None if day is None else day_text(day) for day in each.extended),
            each.least, each.most, each.event_id, each.event, "yes" if each.certain else "",
        )
        for each in chart.latencies
    )  # fmt: skip
    return table(head, rows, guard_formulas)


def of_fulfilment(chart: "FulfilmentChart") -> dict[str, Any]:
    """Return each year of extension with how many were fulfilled, and the share at least and at most."""
    return {
        "chart": "fulfilment",
        "as_of": day_text(chart.day),
        "years": [each.to_json() for each in chart.shares],
        "caption": chart.caption,
    }


def fulfilment_table(chart: "FulfilmentChart", guard_formulas: bool) -> str:
    """Return one row per year."""
    head = ("year", "extended", "fulfilled", "perhaps", "open", "share_least", "share_most")
    rows = (
        (each.year, each.extended, each.fulfilled, each.perhaps, each.open, each.share, each.share_most)
        for each in chart.shares
    )
    return table(head, rows, guard_formulas)


def steps_table(chart: "CommitmentsChart", guard_formulas: bool) -> str:
    """Return one row per step, with the day up to which it holds."""
    series = chart.series
    days = [day_text(day) for day in [*series.days.tolist(), series.after]]
    rows = zip(days[:-1], days[1:], series.certain.tolist(), series.possible.tolist(), strict=True)
    return table(("from", "to", "certain", "possible"), rows, guard_formulas)
