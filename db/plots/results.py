"""What each kind of chart shows, computed: numbers, caption, and the way from a mark to the events behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from db.arrays.columns import EventColumns, Ids
from db.plots import finding, shapes
from db.plots.ledger_series import Latency, YearShare
from db.plots.marks import Mark
from db.plots.spec import ChartSpec
from db.stats.blocks import Blocks
from db.stats.compare import Comparison
from db.stats.diverging import Diverging
from db.stats.frequency import Frequency
from db.stats.gaps import Gaps
from db.stats.matrix import Matrix
from db.stats.montecarlo import Band
from db.stats.steps import StepSeries
from db.stats.stretches import Stretch
from db.stats.units import Ints

Floats = NDArray[np.float64]


def _no_rows() -> Ints:
    return np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class ContextSpan:
    """A context behind the time axis: certain from day `first` to `last` (inclusive), possible around it.

    `last` before `first` means that no day is certain; ends that nobody knows are OPEN_LO and OPEN_HI.
    `colour` is the user's own, #rrggbb or empty.
    """

    first: int
    last: int
    possible_first: int
    possible_last: int
    label: str
    kind: str
    colour: str


@dataclass(frozen=True, slots=True)
class Cumulated:
    """Counts from the first bin's beginning to each bin's end, [g, b]: not sums of the certain and possible ones.

    What straddles two bins is certain in neither, but certain in both together.
    """

    certain: NDArray[np.int64]
    expected: Floats
    possible: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FrequencyChart:
    """How often, per bin (b) and group (g).

    Arrays are [g, b]. In the style "cumulative" `draws` and `average` are of the cumulated counts; of the measure
    "rate" `average` and `poisson` are per year of coverage (NaN where nobody searched), and there are no draws.
    What is `stacked`, [1, b], is of all groups on top of each other.
    """

    spec: ChartSpec
    frequency: Frequency
    draws: Band | None
    poisson: tuple[Floats, Floats] | None
    blocks: Blocks | None
    average: Floats | None
    contexts: tuple[ContextSpan, ...]
    caption: str
    cumulated: Cumulated | None = None
    stacked_draws: Band | None = None
    stacked_poisson: tuple[Floats, Floats] | None = None
    stacked_cumulated: Cumulated | None = None
    among: Ints = field(default_factory=_no_rows, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return the frequency's documented form, and what was asked for besides: see `shapes.of_frequency`."""
        return shapes.of_frequency(self)

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """Return one row per bin and group."""
        return shapes.frequency_table(self, guard_formulas)

    def events(self, session: Session, columns: EventColumns, mark: Mark) -> Ids:
        """Return the ids of the events behind a BinMark, in order of time."""
        return finding.of_frequency(session, columns, self.frequency, self.among, mark)


@dataclass(frozen=True, slots=True)
class CompareChart:
    """Spans compared two by two; `spans` are all of them with their names, in order of time.

    The frequency counts what is compared in bins around the spans, for the picture.
    """

    spec: ChartSpec
    comparisons: tuple[tuple[str, Comparison], ...]
    frequency: Frequency
    sentence: str
    caption: str
    spans: tuple[tuple[str, Stretch], ...] = ()
    contexts: tuple[ContextSpan, ...] = ()
    among: Ints = field(default_factory=_no_rows, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return counts, rates, ratio, interval and test of each comparison."""
        return shapes.of_comparison(self)

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """Return one row per comparison."""
        return shapes.comparison_table(self, guard_formulas)

    def events(self, session: Session, columns: EventColumns, mark: Mark) -> Ids:
        """Return the ids of the events that may lie in the searched days of a SpanMark, or in a BinMark."""
        return finding.of_comparison(session, columns, self, mark)


@dataclass(frozen=True, slots=True)
class GapRow:
    """One dyad, mechanism or other group: its contacts in order of time, and the silences between them.

    `contacts` are the first and last possible day of each start, `numbers` the session numbers beside them (None
    for what has none), `event_rows` their places in the columns.
    """

    label: str
    filter: str
    gaps: Gaps
    contacts: tuple[tuple[int, int], ...]
    numbers: tuple[int | None, ...] = ()
    event_rows: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class GapsChart:
    """Silences up to a day, of rows in the order of present silence over its own 95th percentile.

    `of` is what a row is, a word of `db.arrays.counts.GROUPS` or "all"; `unsearched` are half-open spans.
    """

    spec: ChartSpec
    rows: tuple[GapRow, ...]
    day: int
    caption: str
    of: str = "counterpart"
    unsearched: tuple[tuple[int, int], ...] = ()
    contexts: tuple[ContextSpan, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return each row with its silences as ranges of days."""
        return shapes.of_gaps(self)

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """Return one row per silence, the present ones too."""
        return shapes.gaps_table(self, guard_formulas)

    def events(self, session: Session, columns: EventColumns, mark: Mark) -> Ids:
        """Return the ids of the events at the ends of a GapMark, or of a ContactMark."""
        del session
        return finding.of_gaps(columns, self, mark)


@dataclass(frozen=True, slots=True)
class HeatChart:
    """Counts in two directions, or who met whom."""

    spec: ChartSpec
    matrix: Matrix
    caption: str
    among: Ints = field(default_factory=_no_rows, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return the matrix in its documented form, with the chart's own name."""
        return self.matrix.to_json() | {"chart": self.spec.chart, "caption": self.caption}

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """Return one row per cell."""
        return self.matrix.to_csv(guard_formulas=guard_formulas)

    def events(self, session: Session, columns: EventColumns, mark: Mark) -> Ids:
        """Return the ids of the events behind a CellMark."""
        return finding.of_matrix(session, columns, self, [mark])

    def events_of_all(self, session: Session, columns: EventColumns, marks: Sequence[Mark]) -> Ids:
        """Return the ids of the events behind several CellMarks at once."""
        return finding.of_matrix(session, columns, self, marks)


@dataclass(frozen=True, slots=True)
class DivergingChart:
    """Incoming against outgoing per bin."""

    spec: ChartSpec
    diverging: Diverging
    contexts: tuple[ContextSpan, ...]
    caption: str
    among: Ints = field(default_factory=_no_rows, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return the frequency by direction, with the balance."""
        return self.diverging.to_json() | {"caption": self.caption}

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """Return one row per bin and direction."""
        return self.diverging.frequency.to_csv(guard_formulas=guard_formulas)

    def events(self, session: Session, columns: EventColumns, mark: Mark) -> Ids:
        """Return the ids of the events behind a SideMark."""
        return finding.of_diverging(session, columns, self, mark)


@dataclass(frozen=True, slots=True)
class LatencyChart:
    """How long invitations took to be fulfilled, as known on a day."""

    spec: ChartSpec
    latencies: tuple[Latency, ...]
    day: int
    caption: str

    def to_json(self) -> dict[str, Any]:
        """Return each invitation with the days at least and at most."""
        return shapes.of_latencies(self)

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """Return one row per invitation."""
        return shapes.latency_table(self, guard_formulas)

    def events(self, session: Session, columns: EventColumns, mark: Mark) -> Ids:
        """Return the ids of the events that an InvitationMark's steps name."""
        return finding.of_invitations(session, columns, mark)


@dataclass(frozen=True, slots=True)
class FulfilmentChart:
    """The share of each year's invitations that were fulfilled, as known on a day."""

    spec: ChartSpec
    shares: tuple[YearShare, ...]
    caption: str
    day: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return each year's numbers."""
        return shapes.of_fulfilment(self)

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """Return one row per year."""
        return shapes.fulfilment_table(self, guard_formulas)

    def events(self, session: Session, columns: EventColumns, mark: Mark) -> Ids:
        """Return the ids of the events that the invitations of a YearMark name."""
        return finding.of_years(session, columns, self.shares, mark)


@dataclass(frozen=True, slots=True)
class CommitmentsChart:
    """How many commitments were made and unsettled, over time; `ids` are those counted."""

    spec: ChartSpec
    series: StepSeries
    caption: str
    ids: tuple[int, ...] = ()
    contexts: tuple[ContextSpan, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the steps of the line."""
        return {"chart": "commitments", **self.series.to_json(), "caption": self.caption}

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """Return one row per step."""
        return shapes.steps_table(self, guard_formulas)

    def events(self, session: Session, columns: EventColumns, mark: Mark) -> Ids:
        """Return the ids of the events at which the commitments open in a DaysMark were made or followed up."""
        return finding.of_commitments(session, columns, self.ids, mark)


Result = (
    FrequencyChart | CompareChart | GapsChart | HeatChart | DivergingChart | LatencyChart | FulfilmentChart
    | CommitmentsChart
)  # fmt: skip
