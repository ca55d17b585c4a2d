"""The sentences that a report has in every format."""

from db.exports.report import Quote, ReportEvent, Taker, Value

SIDES = {"focal": "Focal side", "counterpart": "Counterparts", "other": "Others"}
"""What the sides of the participants are called."""


def when(event: ReportEvent) -> str:
    """The date in words, with EDTF and the words of the source."""
    if not event.edtf:
        return event.date
    said = f", “{event.words}”" if event.words else ""
    return f"{event.date} (EDTF {event.edtf}{said})"


def taker(one: Taker) -> str:
    """Who took part, as what: "Inoue Yoshihisa, secretary-general, Komeito (head of delegation)"."""
    who = ", ".join(filter(None, (one.person, one.post, one.actor)))
    role = "" if one.role == "attendee" else f" ({one.role})"
    held = f"; on the day: {one.held}" if one.held else ""
    note = f". {one.note}" if one.note else ""
    return f"{who}{role}{held}{note}"


def sides(event: ReportEvent) -> list[tuple[str, list[Taker]]]:
    """The participants by side, sides without any left out."""
    found = [(words, [one for one in event.takers if one.side == side]) for side, words in SIDES.items()]
    return [(words, those) for words, those in found if those]


def about(quote: Quote) -> str:
    """What a passage stands for: the field and the value it states, its place in the source, how it is judged."""
    stated = f"{quote.field}: {quote.value}" if quote.value else quote.field
    parts = (
        stated,
        quote.locator,
        quote.confidence,
        "shown in the record" if quote.chosen else "",
        "unverified" if quote.unverified else "",
        quote.note,
    )
    return "; ".join(filter(None, parts))


def shown(one: Value) -> str:
    """Whether a stated value is the one that the record shows, and why."""
    if not one.chosen:
        return ""
    return f"shown in the record: {one.reason}" if one.reason else "shown in the record"


def references(numbers: tuple[int, ...]) -> str:
    """The numbers of sources in the list."""
    return ", ".join(f"[{number}]" for number in numbers)
