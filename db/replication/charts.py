"""The saved charts of a package: their options, their numbers, and their figures as a caller draws them."""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.orm import Session

from db import saved_charts
from db.errors import Interrupted, Problem
from db.plots.spec import ChartSpec
from db.reading import raw
from db.stats.bins import BinError
from db.stats.errors import StatError

if TYPE_CHECKING:
    from db.plots.results import Result

Draw = Callable[["Result"], bytes]
"""Draws a computed chart as SVG; `desktop.replicating.draw` does."""

_TOLD_AS_OF: Final = frozenset({"compare", "gaps", "latency", "fulfilment", "commitments"})
"""Charts that go up to today where nobody said a day."""

_LONGEST: Final = 40

_SPOKEN: Final = """
SELECT max(day) FROM (
  SELECT date(max(start_lo) + 1721425.0) AS day FROM event WHERE status = 'held'
  UNION ALL SELECT date(max(end_lo) + 1721425.0) FROM coverage
  UNION ALL SELECT date(max(start_lo) + 1721425.0) FROM invitation_step
  UNION ALL SELECT max(retrieved) FROM source WHERE date(retrieved) = retrieved
  UNION ALL SELECT max(searched_on) FROM coverage WHERE date(searched_on) = searched_on)"""


@dataclass(frozen=True, slots=True)
class Charted:
    """One saved chart in the package: the place of its options, the files drawn, or why there is none."""

    name: str
    path: str
    files: tuple[str, ...] = ()
    problem: str = ""


def spoken(connection: sqlite3.Connection) -> str:
    """Return the last day of which the records speak, ISO, empty if of none.

    That is the latest of: an event held, a step of an invitation, the end of a span searched, the day of a search,
    the day on which a source was retrieved. Charts that say no day are told as of it: the day on which a package is
    made would make every package another.
    """
    found = connection.execute(_SPOKEN).fetchone()[0]
    return found or ""


def drawn(session: Session, draw: Draw | None) -> Iterator[tuple[Charted, dict[str, str | bytes]]]:
    """Yield each saved chart with the contents of its files; figures are left out where nobody draws them."""
    from db.arrays import columns as event_columns

    connection = raw(session)
    day, columns = spoken(connection), event_columns.load(connection)
    for number, saved in enumerate(saved_charts.listed(connection), 1):
        stem = f"{number:02d}{_slug(saved.name)}"
        path = f"charts/{stem}.json"
        try:
            spec = _fixed(connection, saved, day)
            result = _computed(session, columns, spec)
        except Interrupted:
            raise
        except (Problem, BinError, StatError) as problem:
            told = Charted(saved.name, path, problem=str(problem))
            yield told, {path: _told(told, _options(saved), [])}
            continue
        files = _files(f"figures/{stem}", result, draw)
        arguments = [f"--saved={saved.name.strip()}", *([f"--as-of={spec.as_of}"] if spec.as_of else [])]
        told = Charted(saved.name, path, tuple(files))
        yield told, {path: _told(told, asdict(spec), arguments), **files}


def _fixed(connection: sqlite3.Connection, saved: saved_charts.Saved, day: str) -> ChartSpec:
    """Return a chart's options with the day up to which it is told; raises Problem if it can't be drawn anew."""
    if saved_charts.load(connection, saved.name).id != saved.id:
        raise Problem("Another chart is saved by this name.")
    spec = saved.spec
    if spec.chart not in _TOLD_AS_OF or spec.as_of.strip():
        return spec
    if not day:
        raise Problem("No record speaks of a day up to which it could be told.")
    return replace(spec, as_of=day)


def _computed(session: Session, columns: Any, spec: ChartSpec) -> "Result":
    from db.plots.compute import compute

    return compute(session, columns, spec)


def _files(stem: str, result: "Result", draw: Draw | None) -> dict[str, str | bytes]:
    """Return a chart's figure and numbers, each as `liaison plot` writes it."""
    numbers = json.dumps(result.to_json(), ensure_ascii=False, indent=1) + "\n"
    figure: dict[str, str | bytes] = {} if draw is None else {f"{stem}.svg": draw(result)}
    return {f"{stem}.csv": result.to_csv(), f"{stem}.json": numbers} | figure


def _options(saved: saved_charts.Saved) -> Any:
    try:
        return json.loads(saved.options)
    except ValueError:
        return saved.options


def _told(chart: Charted, options: Any, arguments: list[str]) -> str:
    said = {
        "name": chart.name, "options": options, "arguments": arguments, "files": list(chart.files),
        "problem": chart.problem,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _slug(name: str) -> str:
    """Return the plain letters and digits of a name, safe on every file system, with a hyphen before them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    return f"-{words}" if words else ""
