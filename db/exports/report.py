"""A report of events as a value: what each of them rests on, and the list of sources, ready to be written."""

from dataclasses import dataclass, field
from typing import Final

from db.sourcing.citations import STYLES

DEFAULT_STYLE: Final = "chicago-bibliography"
"""The form of citation in the list of sources, unless another of STYLES is chosen."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who took part. `post` is what is printed; `held` what was held on the day, where that disagrees."""

    side: str
    role: str
    actor: str
    person: str = ""
    post: str = ""
    held: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of evidence. `source` is its number in the list of sources, `language` the source's."""

    source: int
    field: str
    value: str
    quote: str
    locator: str
    confidence: str
    chosen: bool
    reason: str
    note: str
    unverified: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value stated for a field on which sources differ, with the numbers of those that state it."""

    value: str
    sources: tuple[int, ...]
    chosen: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which the sources of an event differ, and all values that they state, side by side."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A commitment or invitation that has to do with an event: how, what it is, and how it stands."""

    kind: str
    tie: str
    words: str
    details: tuple[str, ...] = ()
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class ReportEvent:
    """One event. Texts are empty where nothing is known; `year` is that of its earliest day, empty without one."""

    id: int
    year: str
    title: str
    date: str
    edtf: str
    words: str
    facts: tuple[tuple[str, str], ...]
    """Name and text of each plain fact: type, status, place and so on."""
    takers: tuple[Taker, ...]
    summary: str
    note: str
    ties: tuple[Tie, ...]
    evidence: tuple[Quote, ...]
    conflicts: tuple[Conflict, ...]
    marks: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A source in the list: its number, how it is cited, where it is to be found, and its language."""

    number: int
    citation: str
    address: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report says, in its order."""

    title: str
    which: str
    """Which events these are: the filter, or that they were selected."""
    caption: str
    style: str
    events: tuple[ReportEvent, ...]
    sources: tuple[Listed, ...]
    language: str = "en-GB"
    version: str = field(default="")

    @property
    def style_words(self) -> str:
        """What the form of citation is called."""
        return STYLES[self.style]
