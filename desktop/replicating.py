"""Replication packages with their figures, which `db.replication` leaves to its caller to draw."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.plots.results import Result
    from db.replication.package import Written
    from db.replication.progress import Progress
    from db.timeline import Timeline


def write(
    timeline: "Timeline", out: Path, filter_text: str = "", progress: "Progress | None" = None
) -> "Written":
    """Write a package with all its figures; see `db.replication.package.write_package` for what it raises."""
    from db.exports.writing import check_place
    from db.replication.package import write_package

    check_place(timeline, out)
    return write_package(timeline, out, filter_text, draw, progress)


def draw(result: "Result") -> bytes:
    """Return a computed chart as SVG, as `liaison plot` writes it."""
    from desktop.charts.figure import to_bytes

    return to_bytes(result, "svg")
