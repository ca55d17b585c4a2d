"""Computes the frequency chart and the diverging one."""

from dataclasses import dataclass
from typing import Final

from db.arrays.counts import GROUPS
from db.arrays.grouping import group
from db.errors import BadInput, Problem
from db.plots import around
from db.plots.asked import Asked, captioned, span_words
from db.plots.contexts_behind import context_spans
from db.plots.frequency import frequency as count_frequency
from db.plots.results import Cumulated, DivergingChart, FrequencyChart
from db.plots.spec import MEASURES, STYLES
from db.stats.blocks import Blocks, blocks, change_text
from db.stats.diverging import diverging
from db.stats.folding import folded
from db.stats.frequency import Frequency
from db.stats.montecarlo import Band, band
from db.stats.stretches import stretch
from db.stats.units import Groups, Units

MOST_GROUPS: Final = 100
"""Groups that a picture can show at most."""

_MOST_TOLD: Final = 12
"""Changes that a caption tells."""

_BAND: Final = "The band runs from what lies certainly in a bin to what possibly does."
_STYLE_NOTES: Final = {
    "share": "Groups are shown as shares of all in a bin.",
    "cumulative": "Counts add up from bin to bin; what straddles bins is certain where its last day is reached.",
}
_RATE: Final = (
    "Rates per year of coverage: what is expected on searched days, divided by the years of these days."
)


def frequency_chart(asked: Asked, *, every_group: bool) -> FrequencyChart:
    """Count per bin and group, with all that the options ask for besides."""
    _check(asked)
    spec = asked.spec
    frequency = _counted(asked, spec.group, every_group=every_group)
    cumulative = spec.style == "cumulative"
    more = _More.of(asked, frequency) if cumulative or spec.draws or spec.changes else None
    sums = more.cumulated(frequency) if more and cumulative else (None, None)
    draws = more.draws(frequency, spec.seed, cumulative=cumulative) if more and spec.draws else (None, None)
    changes = _changes(asked, more.made, frequency) if more and spec.changes else None
    return FrequencyChart(
        spec=spec,
        frequency=frequency,
        draws=draws[0],
        poisson=around.intervals(frequency, sums[0]) if spec.poisson else None,
        blocks=changes,
        average=around.moving_average(frequency, spec.average) if spec.average else None,
        contexts=context_spans(asked.connection) if spec.contexts else (),
        caption=captioned(frequency.caption, spec, *_notes(asked, draws[0], changes)),
        cumulated=sums[0],
        stacked_draws=draws[1],
        stacked_poisson=around.stacked_intervals(frequency, sums[1]) if spec.poisson else None,
        stacked_cumulated=sums[1],
        among=asked.rows,
    )


@dataclass(frozen=True, slots=True)
class _More:
    """The units behind a frequency: by themselves in groups, and as they stand on top of each other."""

    made: Units
    groups: Groups | None
    stacked: Units

    @classmethod
    def of(cls, asked: Asked, frequency: Frequency) -> "_More":
        found, made = asked.counted()
        groups = group(asked.connection, asked.columns, found, frequency.group)
        groups = None if groups is None else folded(groups, frequency.most)[0]
        several = groups is not None and groups.row is not None
        return cls(made, groups, made.take(groups.row) if several else made)  # type: ignore[union-attr, arg-type]

    def cumulated(self, frequency: Frequency) -> tuple[Cumulated, Cumulated]:
        """Return the counts that add up, of groups and stacked."""
        return (
            around.cumulated(self.made, frequency, self.groups),
            around.cumulated(self.stacked, frequency, None),
        )

    def draws(self, frequency: Frequency, seed: int, *, cumulative: bool) -> tuple[Band, Band]:
        """Return the bands of seeded draws, of groups and stacked."""
        draw, edges = around.drawn_sums if cumulative else band, frequency.bins.edges
        return draw(self.made, edges, self.groups, seed=seed), draw(self.stacked, edges, None, seed=seed)


def diverging_chart(asked: Asked) -> DivergingChart:
    """Count incoming and outgoing per bin."""
    found = diverging(_counted(asked, "direction", every_group=True))
    if not (found.incoming.possible.any() or found.outgoing.possible.any()):
        raise Problem(
            "No event that passes is known to be incoming or outgoing: give the events a place or a direction."
        )
    contexts = context_spans(asked.connection) if asked.spec.contexts else ()
    return DivergingChart(asked.spec, found, contexts, captioned(found.caption, asked.spec), asked.rows)


def _check(asked: Asked) -> None:
    """Raise BadInput for options that are unknown, or that can't be together."""
    spec = asked.spec
    for name, known in (("group", tuple(GROUPS)), ("style", STYLES), ("measure", MEASURES)):
        value = getattr(spec, name)
        if value not in known:
            raise BadInput(f"“{value}” is no {name} of a chart: use {', '.join(known)}.", name)
    if not 1 <= spec.most <= MOST_GROUPS:
        raise BadInput(f"A picture can tell 1 to {MOST_GROUPS} groups apart, not {spec.most:,}.", "most")
    if spec.average < 0:
        raise BadInput("A moving average takes in at least one bin.", "average")
    if spec.measure == "rate" and spec.style in ("share", "cumulative"):
        raise BadInput(f"Rates can't be shown as {spec.style}: choose counts or another style.", "measure")
    if spec.measure == "rate" and spec.draws:
        raise BadInput("Draws are of counts, not of rates: choose counts, or Poisson intervals.", "draws")
    if spec.style == "share" and (spec.draws or spec.poisson or spec.average):
        raise BadInput("Shares have no intervals, draws or averages here: choose another style.", "style")
    if spec.style == "cumulative" and spec.average:
        raise BadInput("Counts that add up have no moving average: choose another style.", "average")


def _counted(asked: Asked, by_group: str, *, every_group: bool) -> Frequency:
    spec = asked.spec
    rated = spec.measure == "rate" and spec.chart == "frequency"
    found = count_frequency(
        asked.connection, asked.columns, asked.rows, by=spec.by, unit=spec.unit, group=by_group,
        first=asked.first, last=asked.last, filter_text=asked.filter, most=None if every_group else spec.most,
        rated=rated, outlets=spec.outlets, shape=_shape(asked),
    )  # fmt: skip
    if not found.possible.any():
        raise Problem(nothing_within(asked.counted()[1]))
    if rated and (found.exposure is None or not found.exposure.days.any()):
        raise Problem(
            "No day of the period is on record as searched, so there is no rate: add coverage, or show counts."
        )
    return found


def nothing_within(made: Units) -> str:
    """Return the sentence in place of bins that hold nothing; some of the units have a date."""
    days = span_words(*made.span() or (0, 0))
    return f"Nothing that passes lies in the period: it lies in {days}. Choose another period or widen the filter."


def _shape(asked: Asked) -> str:
    spec = asked.spec
    if spec.style == "lines":
        return "lines"
    if spec.chart == "frequency" and (spec.style in _STYLE_NOTES or spec.measure == "rate"):
        return "columns"
    return "bars" if spec.band else "columns"


def _changes(asked: Asked, made: Units, frequency: Frequency) -> Blocks:
    edges = frequency.bins.edges
    first, after = int(edges[0]), int(edges[-1])
    return blocks(made, stretch(first, after, asked.unsearched(first, after)), seed=asked.spec.seed)


def _notes(asked: Asked, draws: Band | None, changes: Blocks | None) -> list[str]:
    """Return what the caption says of the options."""
    spec = asked.spec
    notes = [_STYLE_NOTES.get(spec.style, "")]
    if spec.measure == "rate":
        notes.append(_RATE)
    if spec.style == "lines" and spec.band and spec.measure == "count":
        notes.append(_BAND)
    if draws is not None:
        notes.append(around.draws_note(draws))
    if spec.poisson:
        notes.append(around.intervals_note(spec.measure))
    if spec.average:
        notes.append(f"Line: mean of {spec.average:,} bins, in their middle.")
    if changes is not None:
        notes.append(_changes_note(changes))
    return notes


def _changes_note(found: Blocks) -> str:
    if not found.changes:
        return f"{found.note} No change is found."
    told = "; ".join(map(change_text, found.changes[:_MOST_TOLD]))
    more = len(found.changes) - _MOST_TOLD
    return f"{found.note} Changes: {told}{f'; {more:,} more' if more > 0 else ''}."
