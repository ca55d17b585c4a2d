"""A report into a file: its ending says in which format."""

from collections.abc import Callable
from pathlib import Path

from db.errors import Interrupted, Problem
from db.exports.report import Report

Step = Callable[[int, int], None]


def write(report: Report, out: Path, step: Step | None = None) -> None:
    """Write a report as HTML or DOCX, whole or not at all; raises Problem if the disk refuses."""
    data = to_bytes(report, out.suffix.lower(), step)
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(data)
        if step is not None:
            step(1, 1)  # the last moment at which the user may have given up
        beside.replace(out)
    except Interrupted:
        beside.unlink(missing_ok=True)
        raise
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Problem(
            f"“{out}” can't be written ({error.strerror or error}); the timeline is as it was. Choose another place."
        ) from error


def to_bytes(report: Report, ending: str, step: Step | None = None) -> bytes:
    """Return a report in the format of an ending, `.html` or `.docx`; raises ValueError for others."""
    if ending == ".html":
        from db.exports.report_html import to_html

        return to_html(report).encode()
    if ending != ".docx":
        raise ValueError(ending)
    try:
        from db.exports.report_docx import to_docx

        return to_docx(report, step)
    except ImportError as error:
        raise Problem(
            "A DOCX file needs the library python-docx, which is not installed; write HTML instead."
        ) from error


def filter_words(text: str) -> str:
    """Say which filter the events of a report pass."""
    return f"Filter: {text}." if text else "No filter."
