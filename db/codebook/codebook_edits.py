"""Edits of the codebook; each raises its version in the same edit, so that an undo lowers it again."""

import re
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from db.codebook.codebook_terms import VERSION_KEY, references, uses
from db.errors import BadInput
from db.ids import IDS
from db.models import EventTerm, Term
from db.reading import raw
from db.search import fold
from db.typed_input import known_fields, needed
from db.words import TERM_VOCABULARIES

FIELDS: Final = frozenset({"label", "definition", "cameo", "plover", "parent_id", "position"})
"""What `change` takes; the key stays, since filters and exports name it."""

PLOVER_EVENTS: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "YIELD", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""Events of the PLOVER ontology (Open Event Data Alliance), YIELD being the older name of CONCEDE and RETREAT."""

_CAMEO: Final = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}")
_PLOVER: Final = re.compile(r"(?P<event>[A-Z]+)(?: (?P<mode>[a-z][a-z-]*))?")
_RAISED: Final = "codebook raised"


def raise_version(session: Session) -> None:
    """Raise the codebook's version, once in an edit, however many terms it touches."""
    if not session.info.get(_RAISED):
        session.info[_RAISED] = True
        raise_version_in(raw(session))


def raise_version_in(connection: sqlite3.Connection) -> None:
    """Raise the version over a raw connection inside an edit, for bulk inserts that pass the session by."""
    found = connection.execute("SELECT id, value FROM setting WHERE key = ?", (VERSION_KEY,)).fetchone()
    if found is None:
        row = (IDS.next(), VERSION_KEY, "2")
        connection.execute("INSERT INTO setting (id, key, value) VALUES (?, ?, ?)", row)
    else:
        connection.execute("UPDATE setting SET value = ? WHERE id = ?", (str(int(found[1]) + 1), found[0]))


def find(session: Session, vocabulary: str, label: str) -> int | None:
    """Return the term of this label or key (case, width and diacritics apart), None if there is none."""
    wanted = fold(label.strip())
    query = select(Term.id, Term.label, Term.key).where(Term.vocabulary == vocabulary).order_by(Term.position)
    return next((term for term, *names in session.execute(query) if wanted in map(fold, names)), None)


def add(session: Session, vocabulary: str, label: str, **fields: Any) -> int:
    """Add a term at the end of a vocabulary and return its id; raises BadInput at the field that can't be."""
    if vocabulary not in TERM_VOCABULARIES:
        raise ValueError(vocabulary)
    values = _checked(session, vocabulary, None, fields | {"label": label})
    last = session.scalar(select(func.max(Term.position)).where(Term.vocabulary == vocabulary)) or 0
    term = Term(
        **({"position": last + 10} | values), id=IDS.next(), vocabulary=vocabulary,
        key=_key(session, vocabulary, values["label"]),
    )  # fmt: skip
    session.add(term)
    session.flush()
    raise_version(session)
    return term.id


def change(session: Session, term_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a term; raises BadInput."""
    term = session.get_one(Term, term_id)
    for name, value in _checked(session, term.vocabulary, term, fields).items():
        setattr(term, name, value)
    if session.is_modified(term):
        raise_version(session)


def reorder(session: Session, ids: Sequence[int]) -> None:
    """Put the terms of a vocabulary in this order."""
    for place, term in enumerate(ids, 1):
        session.execute(update(Term).where(Term.id == term).values(position=place * 10))
    raise_version(session)


def remove(session: Session, term_id: int, into: int | None = None) -> None:
    """Remove a term nothing bears, or put another in its place; raises BadInput that counts what bears it.

    Narrower terms hang under its own wider one afterwards.
    """
    if into is not None:
        merge(session, into, term_id)
        return
    term = session.get_one(Term, term_id)
    used = uses(session).get(term_id, 0)
    if used:
        what = "record bears" if used == 1 else "records bear"
        raise BadInput(f"{used} {what} “{term.label}”: say which term takes its place.", "into")
    _drop(session, term, term.parent_id)


def merge(session: Session, keep: int, drop: int) -> None:
    """Make one term of two: what bears `drop` bears `keep` afterwards; raises BadInput at `into`."""
    kept, dropped = session.get_one(Term, keep), session.get_one(Term, drop)
    if keep == drop or kept.vocabulary != dropped.vocabulary:
        raise BadInput("Two different terms of one vocabulary can be merged.", "into")
    have = select(EventTerm.event_id).where(EventTerm.term_id == keep)
    session.execute(delete(EventTerm).where(EventTerm.term_id == drop, EventTerm.event_id.in_(have)))
    for column in references():
        session.execute(update(column.table).where(column == drop).values({column.name: keep}))
    if keep in _narrower(session, drop):
        kept.parent_id = dropped.parent_id
        session.flush()
    _drop(session, dropped, keep)


def _drop(session: Session, term: Term, heir: int | None) -> None:
    session.execute(
        update(Term).where(Term.parent_id == term.id, Term.id != (heir or 0)).values(parent_id=heir)
    )
    session.execute(delete(Term).where(Term.id == term.id))
    raise_version(session)


# --- checks ------------------------------------------------------------------------------------------------


def _checked(session: Session, vocabulary: str, term: Term | None, fields: dict[str, Any]) -> dict[str, Any]:
    known_fields(fields, FIELDS, "a term")
    values: dict[str, Any] = dict(fields)
    values |= {name: value.strip() for name, value in fields.items() if isinstance(value, str)}
    if "label" in values:
        _check_label(session, vocabulary, term, values["label"])
    if values.get("cameo") and not _CAMEO.fullmatch(values["cameo"]):
        raise BadInput(
            f"“{values['cameo']}” is no CAMEO code: one has 2 to 4 digits from 01 to 20….", "cameo"
        )
    if values.get("plover"):
        _check_plover(values["plover"])
    if values.get("parent_id") is not None:
        _check_parent(session, vocabulary, term, values["parent_id"])
    return values


def _check_label(session: Session, vocabulary: str, term: Term | None, label: str) -> None:
    needed(label, "label", "A term needs a name.")
    own = term.id if term else 0
    others = session.scalars(select(Term.label).where(Term.vocabulary == vocabulary, Term.id != own))
    if fold(label) in map(fold, others):
        raise BadInput(f"There is “{label}” among the words for {vocabulary} already.", "label")


def _check_plover(typed: str) -> None:
    found = _PLOVER.fullmatch(typed)
    if found is None or found["event"] not in PLOVER_EVENTS:
        events = ", ".join(PLOVER_EVENTS)
        raise BadInput(
            f"“{typed}” is no event of PLOVER with its mode, as CONSULT visit: use {events}.", "plover"
        )


def _check_parent(session: Session, vocabulary: str, term: Term | None, parent_id: int) -> None:
    parent = session.get(Term, parent_id)
    if parent is None or parent.vocabulary != vocabulary:
        raise BadInput("A wider term is one of the same vocabulary.", "parent")
    if term is not None and parent_id in {term.id, *_narrower(session, term.id)}:
        raise BadInput(f"“{term.label}” can't hang under itself or a term below it.", "parent")


def _narrower(session: Session, term_id: int) -> set[int]:
    """Return the ids of all terms below a term."""
    query = """WITH RECURSIVE below (id) AS (SELECT id FROM term WHERE parent_id = :term
     UNION SELECT t.id FROM term t JOIN below ON t.parent_id = below.id) SELECT id FROM below"""
    return set(session.scalars(text(query), {"term": term_id}))


def _key(session: Session, vocabulary: str, label: str) -> str:
    """Return a key for a term: a tag's is its label, another's the words of its label in lower case."""
    wanted = (
        label if vocabulary == "tag" else " ".join(re.findall(r"[\w'-]+", fold(label)))[:40].strip() or "term"
    )
    taken = set(session.scalars(select(Term.key).where(Term.vocabulary == vocabulary)))
    if wanted not in taken:
        return wanted
    return next(key for key in (f"{wanted} {n}" for n in range(2, len(taken) + 3)) if key not in taken)
