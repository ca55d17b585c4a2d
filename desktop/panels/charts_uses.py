"""What each kind of chart lets one choose, and the words for it: tables that the options column is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.plots.spec import PALETTES
from desktop.widgets.choice_field import Choice
from desktop.wording import tr

KINDS: Final = {
    "frequency": ("Frequency", "How often something happened, bin by bin"),
    "compare": ("Before and after", "Whether two spans of time differ in how often something happened"),
    "gaps": ("Silences", "How long nothing happened, and whether the present silence is out of the ordinary"),
    "heatmap": ("Heat map", "Counts in rows and columns: groups by year, months by year, groups by groups"),
    "diverging": ("In and out", "Incoming upwards, outgoing downwards, bin by bin"),
    "who": ("Who with whom", "How often each two participants were in one event"),
    "latency": ("Time to fulfil", "How long it took from an invitation to the visit"),
    "fulfilment": ("Invitations fulfilled", "The share of each year’s invitations that were fulfilled"),
    "commitments": ("Commitments open", "How many commitments were made and unsettled, day by day"),
}
"""The kinds of `db.plots.spec.CHARTS`: their words, and what each shows."""

WIDTHS: Final = (
    "day", "week", "month", "quarter", "half", "year", "2 years", "5 years", "congress term", "government",
    "leader's term", "election",
)  # fmt: skip
"""Widths of bins that are offered for any file; `round of “…”` and terms of its own come after them."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option as a row of the column: its field in ChartSpec, words, tip, and what kind of field it has.

    `field` is `choice`, `line`, `number`, `flag`, or `outlets`; `part` the heading it stands under.
    """

    name: str
    words: str
    field: str
    tip: str = ""
    part: str = "count"
    hint: str = ""


OPTIONS: Final = (
    Option("context", "Compare", "choice", "Two spans as typed, or before, during and after a context"),
    Option("before", "Before", "line", "A span, such as 2004..2009-08", hint="2004..2009-08"),
    Option("after", "After", "line", "A span, such as 2009-09..2012-12", hint="2009-09..2012-12"),
    Option("of", "Rows", "choice", "What stands in rows"),
    Option("across", "Columns", "line", "A width of bins, or a group", hint="year"),
    Option("by", "&Bins", "line", "A width such as 3 months, congress term, or round of “a mechanism”", hint="year"),
    Option("unit", "Cou&nt", "choice", "What counts as one"),
    Option("group", "&Group by", "choice", "What the counts are divided by"),
    Option("most", "At most", "number", "How many groups are shown by themselves; the others are put together"),
    Option("first", "From", "line", "The first day, such as 2004 or 1 Mar 2004; empty for all", hint="the first"),
    Option("last", "Up to", "line", "Up to, not including, the first day of this date", hint="the last"),
    Option("as_of", "As of", "line", "What was known of a past day, such as 2008", hint="today"),
    Option("style", "Style", "choice", "How groups stand", "draw"),
    Option("measure", "Measure", "choice", "Counts, or rates per year that was searched", "draw"),
    Option("average", "Average of", "number", "Bins that a moving average takes in; 0 for none", "draw"),
    Option("outlets", "Sources", "outlets", "Which searches count as coverage; all if none is chosen", "draw"),
    Option("palette", "Palette", "choice", "Colours, or shades of grey for print", "draw"),
    Option("seed", "Seed", "number", "Where random draws begin: the same seed, the same picture", "draw"),
    Option("band", "Certain to possible", "flag", "A band from what certainly to what possibly lies in a bin", "draw"),
    Option("draws", "Band of draws", "flag", "Where 90 % of seeded draws of the uncertain days lie", "draw"),
    Option("poisson", "Poisson intervals", "flag", "Exact 95 % intervals of the certain counts", "draw"),
    Option("changes", "Change points", "flag", "Where the rate changed, by Bayesian blocks", "draw"),
    Option("coverage", "Coverage", "flag", "Hatching where nobody searched, ticks where a source was added", "draw"),
    Option("contexts", "Context", "flag", "Crises, governments, congresses and elections behind the chart", "draw"),
)  # fmt: skip
"""All options in the order of their rows."""

LIMITS: Final = {"most": (1, 100), "average": (0, 99), "seed": (0, 999_999)}
"""The least and the most of each number."""

RULES: Final = {"event": "Events", "meeting": "Meetings", "dyad": "Dyads", "day": "Contact days"}
_STYLES: Final = {
    "stacked": "Stacked", "side by side": "Side by side", "lines": "Lines", "small multiples": "Small multiples",
    "share": "Share of total", "cumulative": "Cumulative",
}  # fmt: skip
_MEASURES: Final = {"count": "Counts", "rate": "Rates per year"}
COLOURS: Final = {"theme": "Colours", "grey": "Grey"}
GROUPS: Final = {
    "none": "No groups", "counterpart": "Counterpart", "country": "Country", "region": "Region", "family": "Family",
    "standing": "Standing on the day", "relations": "Relations on the day", "mechanism": "Mechanism", "type": "Type",
    "level": "Level", "channel": "Channel", "direction": "Direction", "status": "Status", "area": "Area",
    "issue": "Issue", "tag": "Tag", "outlet": "Outlet of the sources", "side": "Side of the sources",
}  # fmt: skip
_AUTO: Final = {"": "As the filter says"}
_WHOLE: Final = {"all": "All together"}
_EXPLAINED: Final = {
    "event": "A visit and the meetings within it count once.",
    "meeting": "Only meetings themselves count, not the visit they are part of.",
    "dyad": "An event counts once for each counterpart.",
    "day": "A counterpart counts once for each day of contact.",
}


def choices_of(name: str, kind: str) -> Sequence[Choice]:
    """Return what a choice offers for a kind of chart; contexts are the file's own and come from it."""
    if name == "unit":
        rules = ("event", "meeting") if kind == "who" else tuple(RULES)
        return [Choice(rule, tr(RULES[rule]), tr(_EXPLAINED[rule])) for rule in rules]
    if name == "group":
        return _named(GROUPS)
    if name == "of":
        return rows_of(kind)
    if name == "style":
        return _named(_STYLES)
    if name == "measure":
        return _named(_MEASURES)
    return [Choice(each, tr(COLOURS[each])) for each in PALETTES]


def rows_of(kind: str) -> Sequence[Choice]:
    """Return what can stand in the rows of a heat map, of silences, or of who met whom."""
    if kind == "who":
        return _named({"actor": "Actors", "person": "People"})
    if kind == "gaps":
        return _named(
            {**_AUTO, **{name: words for name, words in GROUPS.items() if name != "none"}, **_WHOLE}
        )
    return _named({**{name: words for name, words in GROUPS.items() if name != "none"}, "month": "Month"})


def grouping_words() -> Sequence[str]:
    """Return the groups that can stand across a heat map."""
    return [name for name in GROUPS if name != "none"]


def _named(words: dict[str, str]) -> list[Choice]:
    return [Choice(value, tr(said)) for value, said in words.items()]
