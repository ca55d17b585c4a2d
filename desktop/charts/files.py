"""Figures as bytes of files: the same each time from the same data, with fonts embedded."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

from db.version import VERSION

FORMATS: Final = ("png", "svg", "pdf")

_RC: Final[dict[Any, Any]] = {
    "svg.hashsalt": "liaison",  # else every SVG has other ids
    "svg.fonttype": "path",
    "pdf.fonttype": 42,  # embedded as TrueType, which journals ask for
    "hatch.linewidth": 0.4,
    "text.usetex": False,
    "text.parse_math": False,
    "path.simplify": False,
}
_ONE_AT_A_TIME: Final = Lock()
_METADATA: Final = {
    "png": {"Software": f"Liaison {VERSION}"},
    "svg": {"Date": None, "Creator": f"Liaison {VERSION}"},
    "pdf": {"CreationDate": None, "Creator": f"Liaison {VERSION}", "Producer": None},
}


@contextmanager
def settings() -> Iterator[None]:
    """Matplotlib's settings under which figures are composed and written, whatever a user's own file says.

    They are the whole process's: of several threads that write figures one waits for the other.
    """
    with _ONE_AT_A_TIME, mpl.rc_context(_RC):
        yield


def saved(figure: Figure, kind: str, dpi: float) -> bytes:
    """A figure as the bytes of a `png`, `svg` or `pdf`; `dpi` counts for a PNG alone. Raises ValueError for others."""
    if kind not in FORMATS:
        raise ValueError(f"A figure is {', '.join(FORMATS)}, not {kind}.")
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, dpi=dpi, facecolor=figure.get_facecolor(), metadata=_METADATA[kind])
    return buffer.getvalue()
