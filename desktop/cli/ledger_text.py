"""The ledgers as plain tables."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from db.dates.rhythm import rhythm_words
from desktop.cli.table import plain, table

if TYPE_CHECKING:
    from db.dates import UncertainDate
    from db.ledgers.commitments import CommitmentRow
    from db.ledgers.coverage import CoverageRow
    from db.ledgers.invitation_rates import Rate
    from db.ledgers.invitations import InvitationRow
    from db.ledgers.mechanisms import MechanismDetail


def invitations(
    rows: "Iterable[InvitationRow]", by_counterpart: "Iterable[Rate]", by_year: "Iterable[Rate]"
) -> Iterator[str]:
    """Yield the lines of the invitations, then of their rates."""
    yield from table(
        ("window", "from", "to", "purpose", "state", "until fulfilled"),
        (
            (
                _when(row.window), row.inviter, row.invitee, row.purpose, str(row.state),
                "" if row.latency is None else str(row.latency),
            )
            for row in rows
        ),
    )  # fmt: skip
    for title, rates in (("counterpart", by_counterpart), ("extended in", by_year)):
        yield "\n"
        yield from table((title, "extended", "fulfilled", "open", "share", "median days"), map(_rate, rates))


def _rate(row: "Rate") -> tuple[str, ...]:
    done = str(row.fulfilled) + (f" to {row.fulfilled + row.perhaps}" if row.perhaps else "")
    share = f"{row.share:.0%}" + (f" to {row.share_most:.0%}" if row.perhaps else "")
    least, most = row.latency
    days = f"{least:g} or more" if least is not None else ""
    if least is not None and most is not None:
        days = f"{least:g}" if least == most else f"{least:g} to {most:g}"
    return row.key, str(row.extended), done, str(row.open), share, days


def commitments(rows: "Iterable[CommitmentRow]") -> Iterator[str]:
    """Yield the lines of the commitments."""
    yield from table(
        ("due", "from", "to", "words", "status", "overdue"),
        (
            (
                row.due_words, row.promiser, row.receiver, row.words, row.status,
                {"certain": "yes", "possible": "perhaps", "": "no"}[row.overdue],
            )
            for row in rows
        ),
    )  # fmt: skip


def mechanisms(found: "Iterable[MechanismDetail]") -> Iterator[str]:
    """Yield the lines of the mechanisms, then the gaps and findings of each."""
    listed = list(found)
    yield from table(
        ("mechanism", "sessions", "first", "last", "expected", "silent for", "findings"),
        map(_mechanism, listed),
    )
    for each in listed:
        if not each.gaps and not each.findings:
            continue
        yield f"\n{plain(each.name)}\n"
        yield from (f"  {plain(gap.words)}\n" for gap in each.gaps)
        for finding in each.findings:
            doubt = "" if finding.certain else " (perhaps)"
            yield f"  {finding.kind}{doubt}: {plain(finding.sentence)}\n"


def _mechanism(found: "MechanismDetail") -> tuple[str, ...]:
    held = [each for each in found.sessions if each.held]
    first, last = (held[0].date, held[-1].date) if held else (None, None)
    return (
        found.name,
        str(len(held)),
        _when(first),
        _when(last),
        rhythm_words(found.interval_days) if found.interval_days else "",
        "" if found.silence is None else str(found.silence),
        str(len(found.findings)),
    )


def coverage(rows: "Iterable[CoverageRow]") -> Iterator[str]:
    """Yield the lines of the coverage."""
    yield from table(
        ("outlet", "span", "found", "searched", "by", "query", "missing"),
        (
            (
                row.outlet, _when(row.span), row.degree, row.searched_on, row.searched_by, row.query, row.missing,
            )
            for row in rows
        ),
    )  # fmt: skip


def _when(date: "UncertainDate | None") -> str:
    return "" if date is None else date.text
