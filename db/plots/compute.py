"""Computes any chart: from its options to the numbers, with their caption, that page and command line draw."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from db.arrays.columns import EventColumns
from db.errors import BadInput
from db.plots.asked import Asked, asked
from db.plots.before_after import compare_chart
from db.plots.heat import heat_chart, who_chart
from db.plots.how_often import diverging_chart, frequency_chart
from db.plots.ledger_charts import commitments_chart, fulfilment_chart, latency_chart
from db.plots.results import Result
from db.plots.silences import gaps_chart
from db.plots.spec import CHARTS, ChartSpec
from db.stats.units import Ints

_KINDS: Final[Mapping[str, Callable[[Asked], Result]]] = {
    "frequency": partial(frequency_chart, every_group=False),
    "compare": compare_chart,
    "gaps": gaps_chart,
    "heatmap": heat_chart,
    "diverging": diverging_chart,
    "who": who_chart,
    "latency": latency_chart,
    "fulfilment": fulfilment_chart,
    "commitments": commitments_chart,
}


def compute(
    session: Session,
    columns: EventColumns,
    spec: ChartSpec,
    rows: Ints | None = None,
    *,
    every_group: bool = False,
) -> Result:
    """Compute a chart from a timeline.

    `columns` must be of the revision that the session reads; `rows` (int32) are those of the events that pass
    `spec.filter`, found if None. Options that the kind doesn't use change nothing. With `every_group` a frequency
    keeps all its groups, as numbers alone can. Raises Problem (FilterError, BadInput with the option in `field`),
    BinError or StatError, each with a sentence, for what can't be shown.
    """
    if spec.chart not in _KINDS:
        raise BadInput(f"“{spec.chart}” is no chart: use {', '.join(CHARTS)}.", "chart")
    wanted = asked(session, columns, spec.fitted, rows)
    if every_group and spec.chart == "frequency":
        return frequency_chart(wanted, every_group=True)
    return _KINDS[spec.chart](wanted)
