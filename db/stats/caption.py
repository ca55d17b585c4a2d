"""The caption of a plot: what was counted, by which rules, and what the counts leave out."""

from typing import Final

NOUNS: Final = {
    "event": ("event", "events"),
    "meeting": ("meeting", "meetings"),
    "dyad": ("dyad", "dyads"),
    "day": ("contact day", "contact days"),
}
"""What one unit of each counting rule is called: one, several."""

RULES: Final = {
    "event": "A visit and the meetings within it count once.",
    "meeting": "Only meetings themselves count, not the visit they are part of.",
    "dyad": "An event counts once for each counterpart.",
    "day": "A counterpart counts once for each day of contact.",
}
"""What each counting rule says, as a sentence."""


def caption(
    *,
    by: str,
    unit: str,
    units: int,
    imprecise: int = 0,
    undated: int = 0,
    unverified: int = 0,
    outside: float = 0.0,
    filter_text: str = "",
    statuses: tuple[str, ...] = ("held",),
    group_by: str = "",
    overlapping: bool = False,
    period: tuple[str, str] | None = None,
    version: str = "",
) -> str:
    """One line of sentences; `period` is the first and the last day when the user set limits."""
    grouped = f", by {group_by}" if group_by else ""
    limits = f", {period[0]} to {period[1]}" if period else ""
    sentences = [
        f"{NOUNS[unit][1].capitalize()} per {by}{grouped}{limits}.",
        RULES[unit],
        _spread_rule(imprecise) if units else "",
        "A unit in several groups counts once in each of them." if overlapping else "",
        f"Filter: {filter_text}." if filter_text else "No filter.",
        f"Status: {', '.join(statuses)}." if statuses else "Any status.",
        _numbers(unit, units, imprecise, unverified),
        f"{_many(undated, unit)} without an earliest or a latest day left out." if undated else "",
        f"{outside:,.4g} expected outside the period." if outside > 0 else "",
        f"Liaison {version}." if version else "",
    ]
    return " ".join(filter(None, sentences))


def _spread_rule(imprecise: int) -> str:
    if not imprecise:
        return "Every start is known to the day."
    return (
        "Bars show expected counts: a start known only to lie within some days is spread evenly over them;"
        " the band runs from what lies certainly in a bin to what possibly does."
    )


def _numbers(unit: str, units: int, imprecise: int, unverified: int) -> str:
    parts = [_many(units, unit)]
    if imprecise:
        parts.append(f"{imprecise:,} not known to the day")
    if unverified:
        parts.append(f"{unverified:,} unverified")
    return f"{', '.join(parts)}."


def _many(number: int, unit: str) -> str:
    return f"{number:,} {NOUNS[unit][number != 1]}"
