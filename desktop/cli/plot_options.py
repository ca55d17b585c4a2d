"""The options of `liaison plot`, and the chart that they ask for."""

import argparse
import sqlite3
from collections.abc import Collection
from dataclasses import fields, replace
from typing import Any, Final

from db.arrays.counts import GROUPS, UNITS
from db.errors import BadInput
from db.plots.spec import MEASURES, PALETTES, SIZES, STYLES, USES, ChartSpec

LOOKS: Final = ("light", "dark")
DPI: Final = range(30, 1201)

_NAMES: Final = {"first": "--from", "last": "--to", "outlets": "--outlet", "as_of": "--as-of"}
"""Options that are not called as the chart's field is."""

_SINGLE: Final = frozenset(name for names in USES.values() for name in names)
"""Options that some kinds of charts use and others don't."""

Arguments = argparse.ArgumentParser | argparse._ArgumentGroup


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare an option for each field of a chart; what is not given is absent from the namespace."""
    _add_counting(parser.add_argument_group("what is counted"))
    _add_showing(parser.add_argument_group("what is shown of it (--chart frequency, and others as said)"))
    _add_kinds(parser.add_argument_group("what single charts ask for"))
    _add_looks(parser.add_argument_group("how it looks"))


def chart_of(arguments: argparse.Namespace, connection: sqlite3.Connection) -> ChartSpec:
    """Return the chart asked for: the saved one if any, with the options given beside it; raises Problem."""
    given = {
        field.name: getattr(arguments, field.name) for field in fields(ChartSpec) if field.name in arguments
    }
    if "outlets" in given:
        given["outlets"] = tuple(given["outlets"])
    if arguments.saved is None:
        chart = ChartSpec.usual(given.get("chart", "frequency"))
    else:
        from db.saved_charts import load

        chart = load(connection, arguments.saved).spec
    asked = replace(chart, **given)
    _refuse_unused(asked, given)
    if asked.dpi not in DPI:
        raise BadInput(f"{asked.dpi} dots per inch can't be drawn: use {DPI[0]} to {DPI[-1]}.", "dpi")
    return asked


def _refuse_unused(chart: ChartSpec, given: Collection[str]) -> None:
    """Raise BadInput for an option that would silently change nothing of this kind of chart."""
    for name in given:
        if name in _SINGLE and name not in USES[chart.chart]:
            raise BadInput(f"A chart of the kind “{chart.chart}” makes no use of it: leave it out.", name)
    if chart.chart == "compare" and not chart.context.strip():
        for name in set(given) & {"first", "last", "as_of"}:
            raise BadInput("Two spans have their own limits; only what is around a context has others.", name)


def option_of(field: str) -> str:
    """Return the option that sets a field of a chart, empty if none does."""
    known = {each.name for each in fields(ChartSpec)}
    return _NAMES.get(field, f"--{field}") if field in known else ""


def _add(group: Arguments, name: str, **more: Any) -> None:
    group.add_argument(name, default=argparse.SUPPRESS, **more)


def _add_flag(group: Arguments, name: str, words: str) -> None:
    _add(group, name, action=argparse.BooleanOptionalAction, help=words)


def _spaced(text: str) -> str:
    return text.replace("-", " ")


def _add_counting(group: Arguments) -> None:
    _add(group, "--filter", metavar="F", type=str.strip, help="as typed into the filter bar")
    _add(group, "--from", dest="first", metavar="D", help="from the first day of this date")
    _add(group, "--to", dest="last", metavar="D", help="up to, not including, the first day of this one")
    _add(
        group, "--by", metavar="BINS", help="day, week, month, quarter, half, year, 5 years and the like;"
        " congress term, leader's term, government, election; round of “a mechanism”; year if not given",
    )  # fmt: skip
    _add(group, "--unit", choices=UNITS, help="the counting rule; event, or meeting for who, if not given")
    _add(group, "--group", choices=list(GROUPS), help="what the counts are divided by (frequency)")
    _add(
        group, "--most", type=int, metavar="N", help="groups shown by themselves (frequency 8, heatmap and gaps 20,"
        " who 25, if not given); numbers of a frequency have all groups if it is not given",
    )  # fmt: skip


def _add_showing(group: Arguments) -> None:
    _add(
        group, "--style", choices=STYLES, type=_spaced, help="how groups stand; small-multiples is understood"
    )
    _add(group, "--measure", choices=MEASURES, help="counts, or rates per year of coverage")
    _add(group, "--average", type=int, metavar="N", help="a moving average over so many bins; 0 for none")
    _add_flag(group, "--draws", "the band of seeded draws of the uncertain days")
    _add_flag(group, "--poisson", "exact 95 %% Poisson intervals")
    _add_flag(group, "--changes", "change points by Bayesian blocks")
    _add_flag(group, "--band", "the band from certain to possible; on if not given (diverging too)")
    _add_flag(
        group, "--coverage", "hatching where nobody searched; on if not given. Without it comparisons, silences and"
        " change points take all days as searched",
    )  # fmt: skip
    _add_flag(group, "--contexts", "contexts behind; on if not given")
    _add(group, "--seed", type=int, metavar="N", help="of all draws; 1 if not given")
    _add(
        group, "--outlet", dest="outlets", action="append", metavar="O",
        help="coverage of this outlet alone; may be given several times",
    )  # fmt: skip


def _add_kinds(group: Arguments) -> None:
    _add(group, "--before", metavar="SPAN", help="compare: the first span, such as 2004..2009-08")
    _add(group, "--after", metavar="SPAN", help="compare: the second span")
    _add(
        group,
        "--context",
        metavar="TITLE",
        help="compare: before, during and after this context (title or id)",
    )
    _add(
        group, "--of", metavar="WHAT", help="gaps: a group such as counterpart or mechanism, or all; heatmap: the rows,"
        " a group or month; who: actor or person",
    )  # fmt: skip
    _add(group, "--across", metavar="WHAT", help="heatmap: the columns, bins or a group; year if not given")
    _add(
        group, "--as-of", metavar="DATE",
        help="gaps, latency, fulfilment, commitments, compare with --context: as known on its last day; today if not"
        " given",
    )  # fmt: skip


def _add_looks(group: Arguments) -> None:
    _add(group, "--title", metavar="TEXT", help="above the chart")
    _add(group, "--note", metavar="TEXT", help="your own words after the caption")
    _add(group, "--size", choices=list(SIZES), type=_spaced)
    _add(group, "--dpi", type=int, metavar="N", help="dots per inch of a PNG; 200 if not given")
    _add(group, "--palette", choices=PALETTES)
    _add(group, "--look", choices=LOOKS)
