"""Computes the comparison of spans: two as typed, or before, during and after a context."""

from itertools import combinations
from typing import Final

from db.errors import BadInput
from db.plots.asked import Asked, captioned, days_of, span_words
from db.plots.contexts_behind import context_spans
from db.plots.frequency import frequency as count_frequency
from db.plots.results import CompareChart
from db.reading import fetch
from db.stats.compare import LEVEL, Comparison, compare
from db.stats.comparing_words import caveats, sentence
from db.stats.stretches import Stretch, stretch

Spans = list[tuple[str, tuple[int, int]]]

_LEAST: Final = 365
"""Days before and after a context that are compared where nothing else is said and it is shorter."""

_ONE: Final = "SELECT title, start_lo, end_hi, edtf FROM context WHERE id = ?"
_TITLED: Final = "SELECT id FROM context WHERE title = ? AND edtf <> '' ORDER BY start_lo"


def compare_chart(asked: Asked) -> CompareChart:
    """Compare the spans asked for, each two of them."""
    spans = _spans(asked)
    _, made = asked.counted()
    parts = [(name, stretch(*days, asked.unsearched(*days))) for name, days in spans]
    comparisons = tuple(
        (f"{one[0]} → {other[0]}", compare(made, one[1], other[1], seed=asked.spec.seed))
        for one, other in combinations(parts, 2)
    )
    first, after = min(days[0] for _, days in spans), max(days[1] for _, days in spans)
    spec = asked.spec
    frequency = count_frequency(
        asked.connection, asked.columns, asked.rows, by=spec.by, unit=spec.unit, first=first, last=after,
        filter_text=asked.filter, outlets=spec.outlets, shape="columns",
    )  # fmt: skip
    told = [sentence(each, spec.unit) for _, each in comparisons]
    if len(told) > 1:
        told = [f"{label}: {words}" for (label, _), words in zip(comparisons, told, strict=True)]
    return CompareChart(
        spec=spec,
        comparisons=comparisons,
        frequency=frequency,
        sentence=" ".join(told),
        caption=captioned(frequency.caption, spec, *_notes(asked, parts, comparisons)),
        spans=tuple(parts),
        contexts=context_spans(asked.connection) if spec.contexts else (),
        among=asked.rows,
    )


def _notes(
    asked: Asked, parts: list[tuple[str, Stretch]], comparisons: tuple[tuple[str, Comparison], ...]
) -> list[str]:
    notes: list[str] = []
    if asked.spec.context.strip():
        named = "; ".join(f"{name} ({part})" for name, part in parts)
        notes.append(f"Compared around “{_context(asked)[0]}”: {named}.")
    if not asked.spec.coverage:
        notes.append("All days count as searched, whatever the coverage says.")
    if len(comparisons) > 1:
        notes.append(
            f"{len(comparisons)} tests were made: take a difference as shown only below"
            f" p = {LEVEL / len(comparisons):.3f} (Bonferroni)."
        )
    return notes + _caveats(comparisons, asked.spec.unit)


def _caveats(comparisons: tuple[tuple[str, Comparison], ...], unit: str) -> list[str]:
    """Return what the comparisons don't show: once what is said of all of them, else with their labels."""
    told = [caveats(each, unit).split(". ") for _, each in comparisons]
    same = 0
    while same < min(map(len, told)) and len({each[-1 - same] for each in told}) == 1:
        same += 1
    own = [". ".join(each[: len(each) - same]) for each in told]
    parts = [f"{label}: {words}." for (label, _), words in zip(comparisons, own, strict=True) if words]
    return [*parts, ". ".join(told[0][len(told[0]) - same :])]


def _spans(asked: Asked) -> Spans:
    """Return the spans to compare, with their names, in order of time."""
    spec = asked.spec
    if spec.context.strip():
        return _around(asked)
    if not spec.before.strip() or not spec.after.strip():
        missing = "before" if not spec.before.strip() else "after"
        raise BadInput(
            f"Which spans are to be compared? Say {missing} as 2004..2009-08, or choose a context.", missing
        )
    spans = [("before", days_of(spec.before, "before")), ("after", days_of(spec.after, "after"))]
    return [(span_words(*days), days) for _, days in spans]


def _around(asked: Asked) -> Spans:
    """Return the spans before, during and after a context; a day divides what is before from what follows.

    Spans before and after are as long as the context, a year at least, but no longer than the period and today.
    """
    title, first, after = _context(asked)
    spec, length = asked.spec, max(after - first, _LEAST)
    day = after - first <= 1
    begin = max(first - length, 1) if asked.first is None else asked.first
    end = min(after + length, asked.day + 1) if asked.last is None else asked.last
    spans: Spans = [
        ("before", days_of(spec.before, "before") if spec.before.strip() else (begin, first)),
        *([] if day else [("during", (first, after))]),
        ("after", days_of(spec.after, "after") if spec.after.strip() else (first if day else after, end)),
    ]
    left = [(name, (low, high)) for name, (low, high) in spans if low < high]
    if len(left) < 2:
        raise BadInput(
            f"Nothing lies before or after “{title}” in the period: choose a wider one.", "context"
        )
    return left


def _context(asked: Asked) -> tuple[str, int, int]:
    """Return the title of the context chosen, its first day and the one after its last."""
    text = asked.spec.context.strip()
    if not text.isdecimal():
        known = fetch(asked.session, _TITLED, (text,))
        if len(known) != 1:
            many = "No dated context is" if not known else f"{len(known)} contexts are"
            raise BadInput(f"{many} called “{text}”: choose one by its number in the list.", "context")
        text = str(known[0][0])
    rows = fetch(asked.session, _ONE, (int(text),)) if len(text) < 20 and int(text) < 2**63 else []
    if not rows:
        raise BadInput(
            "The context to compare around is not in the file any more: choose another.", "context"
        )
    title, first, last, edtf = rows[0]
    if first is None or (last is None and not edtf.endswith("..")):
        raise BadInput(f"“{title}” has no first or no last day: nothing lies before or after it.", "context")
    return title, first, _today(asked) if last is None else last + 1


def _today(asked: Asked) -> int:
    return asked.day + 1 if asked.last is None else asked.last
