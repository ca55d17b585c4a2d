"""The caption of a picture: what stands in it, by which filter, and what it does not show."""

from datetime import date
from typing import Final

from db.stats.bins import day_text
from db.stats.caption import extended
from desktop.canvas.data import OPEN_HI, OPEN_LO, ContextBand
from desktop.picture import fonts
from desktop.picture.content import Content

BY: Final = {
    "mechanism": "mechanism",
    "counterpart": "counterpart",
    "country": "country of the counterpart",
    "family": "family of the counterpart",
    "type": "type",
    "none": "",
}
"""What lanes and colours go by, in words."""
EMPTY: Final = (
    "No event passes the filter in this span",
    "Choose other days, or take a word out of the filter.",
)
"""What stands in the place of events where there are none."""
_MOST_NAMED: Final = 12


def caption(content: Content, crowded: int, words: str = "", left_out: int = 0) -> str:
    """The caption, with the user's own words behind it; `crowded` placements are drawn as density.

    `left_out` is how many lanes found no room on the page.
    """
    told = content.told
    sentences = (
        f"{_ways(content)}, {_day(told.days[0])} to {_day(told.days[1])}.",
        _lanes(content),
        f"{_many(left_out, 'lane')} with fewer events had no room on this page." if left_out else "",
        f"Filter: {content.filter}." if content.filter else "No filter.",
        _numbers(content),
        _several(content),
        f"{_many(told.outside, 'event')} {'lies' if told.outside == 1 else 'lie'} outside."
        if told.outside
        else "",
        f"{_many(told.undated, 'event')} without a date that can be placed left out." if told.undated else "",
        _density(crowded),
        *told.notes,
        shaded(content),
        f"Liaison {content.version}.",
    )
    return fonts.clean(extended(" ".join(filter(None, sentences)), words))


def shaded(content: Content) -> str:
    """The sentence that names the spans behind the lanes with their days."""
    seen = [
        band for band in content.contexts if _ends(band)[0] < content.last and _ends(band)[1] >= content.first
    ]
    if not seen:
        return ""
    named = "; ".join(_band_words(band) for band in sorted(seen, key=lambda band: band.first)[:_MOST_NAMED])
    more = f"; {len(seen) - _MOST_NAMED:,} more" if len(seen) > _MOST_NAMED else ""
    return f"Shaded: {named}{more}."


def _ways(content: Content) -> str:
    lanes, colours = BY[content.lanes_by], BY[content.colour_by]
    head = f"Events by {lanes}" if lanes else "Events"
    return f"{head}, coloured by {colours}" if colours else head


def _lanes(content: Content) -> str:
    first, last, many = content.told.lanes
    return f"Lanes {first:,} to {last:,} of {many:,}." if last - first + 1 < many else ""


def _numbers(content: Content) -> str:
    told = content.told
    if not told.events:
        return f"{EMPTY[0]}."
    parts = [_many(told.events, "event")]
    parts += [f"{told.imprecise:,} not known to the day"] if told.imprecise else []
    parts += [f"{told.unverified:,} unverified"] if told.unverified else []
    return f"{', '.join(parts)}."


def _several(content: Content) -> str:
    if content.told.placements == content.told.events:
        return ""
    return f"An event stands once in each of its lanes, {content.told.placements:,} times in all."


def _density(crowded: int) -> str:
    if not crowded:
        return ""
    marks = (
        "1 mark that would overlap others is" if crowded == 1 else f"{crowded:,} marks that would overlap are"
    )
    return f"{marks} drawn as shading, darker where there are more."


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _day(day: int) -> str:
    return day_text(min(max(1, day), date.max.toordinal()))


def _ends(band: ContextBand) -> tuple[int, int]:
    return min(band.lo, band.first), max(band.hi, band.last)


def _band_words(band: ContextBand) -> str:
    first, last = _ends(band)
    if first <= OPEN_LO or last >= OPEN_HI:
        begun = "" if first <= OPEN_LO else f"from {day_text(first)}"
        ended = "" if last >= OPEN_HI else f"to {day_text(last)}"
        return f"{band.label} ({begun or ended or 'throughout'})"
    if first == last:
        return f"{band.label} ({day_text(first)})"
    return f"{band.label} ({day_text(first)} to {day_text(last)})"
