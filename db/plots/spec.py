"""What a chart shows and how, as a frozen value with a JSON form: saved in the file, drawn by page and command line."""

import json
from dataclasses import dataclass, fields, replace
from typing import Any, Final, cast

from db.errors import BadInput

CHARTS: Final = (
    "frequency", "compare", "gaps", "heatmap", "diverging", "who", "latency", "fulfilment", "commitments",
)  # fmt: skip
"""Kinds of chart."""

STYLES: Final = ("stacked", "side by side", "lines", "small multiples", "share", "cumulative")
"""How the groups of a frequency chart stand."""

MEASURES: Final = ("count", "rate")
"""Counts, or rates per year of coverage."""

PALETTES: Final = ("theme", "grey")
"""Colours that colour-blind readers tell apart, or shades of grey with hatches."""

SIZES: Final = {
    "window": (7.0, 3.4), "column": (3.4, 2.6), "page": (6.7, 4.2), "tall page": (6.7, 8.5), "slide": (10.0, 5.6),
}  # fmt: skip
"""Width and height in inches by the preset's name: the height is the picture's, the caption goes beneath."""

_SPAN: Final = ("first", "last")
_COUNTED: Final = ("by", "unit", "group", "most", *_SPAN)
USES: Final = {
    "frequency": (
        *_COUNTED, "style", "measure", "average", "band", "draws", "poisson", "changes", "coverage", "outlets",
        "contexts", "seed", "palette",
    ),
    "compare": (
        "context", "before", "after", *_SPAN, "as_of", "unit", "by", "outlets", "seed", "coverage", "contexts",
        "palette",
    ),
    "gaps": ("of", "unit", "most", "as_of", "outlets", "coverage", "contexts", "palette"),
    "heatmap": ("of", "across", "unit", "most", *_SPAN, "outlets", "palette"),
    "diverging": ("by", "unit", *_SPAN, "band", "contexts", "coverage", "outlets", "palette"),
    "who": ("of", "unit", "most", *_SPAN, "outlets", "palette"),
    "latency": ("as_of", "palette"),
    "fulfilment": ("as_of", "palette"),
    "commitments": ("as_of", *_SPAN, "contexts", "palette"),
}  # fmt: skip
"""The options that each kind uses; filter, title, note and the figure's size and look are everybody's."""

_EVERYBODYS: Final = frozenset({"chart", "filter", "title", "note", "size", "dpi", "look"})

_USUAL: Final[dict[str, dict[str, Any]]] = {
    "gaps": {"most": 20},
    "heatmap": {"of": "counterpart", "most": 20},
    "who": {"of": "actor", "unit": "meeting", "most": 25},
}
"""What a kind usually has in place of the defaults of all."""


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart with all its options; those that its kind does not use stay at their defaults.

    Dates are texts as typed; `first` up to, not including, `last`. `of` says whose silences, what heat map rows or
    whose meetings are meant, `across` the columns of a heat map.
    """

    chart: str = "frequency"
    filter: str = ""
    first: str = ""
    last: str = ""
    by: str = "year"
    unit: str = "event"
    group: str = "none"
    most: int = 8
    style: str = "stacked"
    measure: str = "count"
    average: int = 0
    """Bins that a moving average takes in; 0 for none."""
    band: bool = True
    """From certain to possible."""
    draws: bool = False
    """The seeded Monte-Carlo band."""
    poisson: bool = False
    """Exact intervals that hold for any count from certain to possible, or of rates."""
    coverage: bool = True
    """Hatching where nobody searched, and ticks where a source was added."""
    contexts: bool = True
    changes: bool = False
    """Change points by Bayesian blocks."""
    seed: int = 1
    outlets: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    context: str = ""
    """For a comparison before, during and after: the id of a context instead of two spans."""
    of: str = ""
    across: str = "year"
    as_of: str = ""
    """What was known on the last day of this date; today if empty."""
    title: str = ""
    note: str = ""
    """The user's own words after the caption; the caption itself is the program's."""
    size: str = "window"
    dpi: int = 200
    palette: str = "theme"
    look: str = "light"

    @classmethod
    def usual(cls, chart: str) -> "ChartSpec":
        """Return the options that a kind of chart has where nobody said anything."""
        return cls(chart=chart, **_USUAL.get(chart, {}))

    @property
    def used(self) -> frozenset[str]:
        """The options of its kind that change anything, as the others stand."""
        used = self._usable
        if self.chart == "frequency" and self.group == "none":
            used -= {"most"}
        if self.chart == "frequency" and not self.draws and not self.changes:
            used -= {"seed"}
        return frozenset(used)

    @property
    def fitted(self) -> "ChartSpec":
        """The same chart with the options that its kind doesn't use at their defaults: another kind may leave them."""
        default, kept = ChartSpec(), _EVERYBODYS | self._usable
        left = {each.name for each in fields(self)} - kept
        return replace(self, **{name: getattr(default, name) for name in left})

    def on(self, day: str) -> "ChartSpec":
        """The same chart as of a day, where nothing else was said and it would be another tomorrow."""
        moves = "as_of" in self._usable and not self.as_of.strip()
        return replace(self, as_of=day) if moves else self

    @property
    def _usable(self) -> set[str]:
        """The options that its kind uses; two spans that are typed have their own limits."""
        usable = set(USES.get(self.chart, ()))
        if self.chart == "compare" and not self.context.strip():
            usable -= {*_SPAN, "as_of"}
        return usable

    def to_json(self) -> str:
        """Return the options that differ from the defaults, as JSON in the order of the fields."""
        default = ChartSpec()
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        kept = {name: value for name, value in said.items() if value != getattr(default, name)}
        return json.dumps({"chart": self.chart, **kept}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "ChartSpec":
        """Return the chart that JSON tells of; raises BadInput at the option that is unknown or wrong."""
        said: Any
        try:
            said = json.loads(text or "{}")
        except ValueError as error:
            raise BadInput(f"The chart's options can't be read: {error}.", "options") from error
        if not isinstance(said, dict):
            raise BadInput("The chart's options are no JSON object.", "options")
        given = cast("dict[str, Any]", said)
        return cls(**{name: _value(name, value) for name, value in given.items()})


def _value(name: str, value: Any) -> Any:
    default = ChartSpec()
    if name not in {field.name for field in fields(default)}:
        raise BadInput(f"A chart has no option “{name}”.", name)
    wanted: Any = getattr(default, name)
    kind = cast("type[Any]", type(wanted))
    if kind is tuple and isinstance(value, list):
        return tuple(map(str, cast("list[Any]", value)))
    if kind is not type(value):
        raise BadInput(f"“{value}” is no value for the chart's option “{name}”.", name)
    return value
