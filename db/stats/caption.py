"""The caption of a plot: what was counted, by which rules, and what the counts leave out."""

from collections.abc import Sequence
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
    other_status: int = 0,
    outside: float = 0.0,
    filter_text: str = "",
    statuses: tuple[str, ...] = ("held",),
    group_by: str = "",
    several: int = 0,
    period: tuple[str, str] | None = None,
    notes: Sequence[str] = (),
    shape: str = "bars",
    version: str = "",
) -> str:
    """One line of sentences.

    `period` is the first and the last day when the user set limits, `several` how many units are in more than one
    group, `other_status` how many events pass the filter but have a status that doesn't count. `notes` are
    sentences of whoever knows more: on bins, sources, coverage, what may be counted twice, draws and their seed.
    `shape` is what the marks are: bars, with a band, or cells and the like; ranges where silences are told.
    """
    grouped = f", by {group_by}" if group_by else ""
    limits = f", {period[0]} to {period[1]}" if period else ""
    sentences = [
        f"{NOUNS[unit][1].capitalize()} per {by}{grouped}{limits}.",
        RULES[unit],
        _spread_rule(imprecise, shape) if units else "",
        _several(several, unit) if several else "",
        f"Filter: {filter_text}." if filter_text else "No filter.",
        f"Status: {', '.join(statuses)}." if statuses else "Any status.",
        _numbers(unit, units, imprecise, unverified),
        f"{_many(undated, unit)} without an earliest or a latest day left out." if undated else "",
        f"{_many(other_status, 'event')} of another status left out." if other_status else "",
        f"{outside:,.4g} expected outside the period." if outside > 0 else "",
        *notes,
        f"Liaison {version}." if version else "",
    ]
    return " ".join(filter(None, sentences))


def extended(words: str, own: str) -> str:
    """The caption with a user's own words behind it, on one line; nothing of it can be taken away."""
    return " ".join([words, *own.split()])


def draws(number: int, seed: int, share: float = 0.9) -> str:
    """The sentence on a band of random draws, which anybody can draw again."""
    return f"The inner band holds {share:.0%} of {number:,} draws of the uncertain days, seed {seed}."


def _several(number: int, unit: str) -> str:
    verb = "counts" if number == 1 else "count"
    return (
        f"{_many(number, unit)} in several groups {verb} once in each,"
        f" so that groups add up to more than all {NOUNS[unit][1]}."
    )


def _spread_rule(imprecise: int, shape: str) -> str:
    if not imprecise:
        return "Every start is known to the day."
    if shape == "ranges":
        return "A start known only to lie within some days makes the silences around it ranges of days."
    band = (
        "; the band runs from what lies certainly in a bin to what possibly does" if shape == "bars" else ""
    )
    return (
        f"{shape.capitalize()} show expected counts: a start known only to lie within some days is spread evenly"
        f" over them{band}."
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
