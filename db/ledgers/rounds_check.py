"""What is odd about a mechanism's sessions: their numbers, hosts and rhythm."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from db.dates import OPEN_HI, OPEN_LO
from db.dates.elapsed import Elapsed
from db.dates.rhythm import rhythm_words
from db.ledgers.rotation import breaks, learned
from db.ledgers.rounds import Round, gaps


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is odd, in a sentence, with the sessions it is about.

    `kind` is missing, doubled, out of order, without number, inferred, rotation, long gap or long silence.
    `certain` is False where uncertain dates leave it open.
    """

    kind: str
    sentence: str
    sessions: tuple[int, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sessions of a mechanism are held against: its members' countries, names of countries, its interval.

    `silence` is the time since the last session, None where no more are expected.
    """

    homes: Collection[int] = ()
    countries: Mapping[int, str] | None = None
    interval_days: int | None = None
    silence: Elapsed | None = None


def check(sessions: Sequence[Round], setting: Setting) -> tuple[Finding, ...]:
    """Return all findings about sessions in order of time; only those held count.

    Numbers are expected to run from 1 without holes, each once, in order of time, and to be stated by a source.
    Hosts are compared by country, in the rotation that `db.ledgers.rotation.learned` describes. A gap is long if it is
    longer than the expected interval.
    """
    held = [each for each in sessions if each.held]
    return tuple(
        finding
        for found in (
            _missing(sessions), _doubled(held), _out_of_order(held), _unsure(held),
            _rotation(held, setting), _long(held, setting),
        )
        for finding in found
    )  # fmt: skip


def _missing(sessions: Sequence[Round]) -> Iterator[Finding]:
    """Yield runs of numbers no session bears; one that was cancelled or is planned bears its number."""
    top = max((each.number for each in sessions if each.held and each.number), default=0)
    borne = sorted({each.number for each in sessions if each.number and 0 < each.number <= top})
    for before, after in pairwise((0, *borne)):
        first, last = before + 1, after - 1
        if first == last:
            yield Finding("missing", f"No session {first} is recorded, although session {top} is.")
        elif first < last:
            yield Finding(
                "missing", f"No sessions {first} to {last} are recorded, although session {top} is."
            )


def _doubled(held: Iterable[Round]) -> Iterator[Finding]:
    by_number: defaultdict[int, list[Round]] = defaultdict(list)
    for each in held:
        if each.number is not None:
            by_number[each.number].append(each)
    for number, same in sorted(by_number.items()):
        if len(same) > 1:
            days = ", ".join(_when(each) for each in same)
            yield Finding(
                "doubled", f"The number {number} is borne by {len(same)} sessions: {days}.",
                tuple(each.id for each in same),
            )  # fmt: skip


def _out_of_order(held: Iterable[Round]) -> Iterator[Finding]:
    """Yield sessions before which one with a higher number was held for certain."""
    numbered = [each for each in held if each.number is not None]
    ending = sorted(numbered, key=lambda each: OPEN_HI if each.start[1] is None else each.start[1])
    at, highest = 0, None
    for each in sorted(numbered, key=lambda each: OPEN_LO if each.start[0] is None else each.start[0]):
        while at < len(ending) and _surely_before(ending[at], each):
            if highest is None or (ending[at].number or 0) > (highest.number or 0):
                highest = ending[at]
            at += 1
        if highest is not None and (highest.number or 0) > (each.number or 0):
            yield Finding(
                "out of order",
                f"Session {each.number} ({_when(each)}) was held after session {highest.number} ({_when(highest)}).",
                (highest.id, each.id),
            )


def _unsure(held: Iterable[Round]) -> Iterator[Finding]:
    for each in held:
        if each.number is None:
            yield Finding("without number", f"“{each.title}” ({_when(each)}) has no number.", (each.id,))
        elif each.basis == "inferred":
            sentence = (
                f"The number of session {each.number} ({_when(each)}) is inferred: no source states it."
            )
            yield Finding("inferred", sentence, (each.id,))


def _rotation(held: Sequence[Round], setting: Setting) -> Iterator[Finding]:
    rotation = learned(held, setting.homes)
    if rotation is None:
        return
    names = setting.countries or {}
    order = [names.get(country, "?") for country in rotation.countries]
    turn = f"{', '.join(order[:-1])} and {order[-1]}"
    for broken in breaks(held, rotation):
        before, after = broken.before, broken.after
        sentence = f"{_capital(after.label)} was held in {_host(after, names)}, "
        if before is None or broken.expected is None:
            sentence += f"which is none of {turn}, where sessions are held in turn."
        else:
            due = names.get(broken.expected, "?")
            sentence += (
                f"{before.label} in {_host(before, names)}: by the rotation of {turn} it was {due}’s turn."
            )
        yield Finding("rotation", sentence, tuple(each.id for each in (before, after) if each))


def _long(held: Sequence[Round], setting: Setting) -> Iterator[Finding]:
    if setting.interval_days is None:
        return
    usual = rhythm_words(setting.interval_days)
    for gap in gaps(held):
        longer = gap.time.longer_than(setting.interval_days)
        if longer is not False and gap.time.known:
            sentence = f"{_capital(gap.words)}, where {usual} was expected."
            yield Finding("long gap", sentence, (gap.before.id, gap.after.id), certain=bool(longer))
    since = setting.silence
    if since is not None and (longer := since.longer_than(setting.interval_days)) is not False:
        sentence = f"No session was held for {since}, where {usual} is expected."
        yield Finding("long silence", sentence, certain=bool(longer))


def _surely_before(one: Round, other: Round) -> bool:
    last, first = one.start[1], other.start[0]
    return last is not None and first is not None and last < first


def _host(each: Round, names: Mapping[int, str]) -> str:
    return names.get(each.host_country or 0, "?")


def _when(each: Round) -> str:
    return each.date_text or each.edtf or "no date"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
