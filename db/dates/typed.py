"""What people type: single dates, spans and sets of them in English, Chinese, Japanese and Korean."""

from typing import Final

from db.dates.bounds import in_order, term_spans
from db.dates.errors import Fault
from db.dates.lexer import tokens_of
from db.dates.pieces import FOUR_DIGITS, Piece
from db.dates.reader import STARTS, Reader
from db.dates.resolve import around, complete, day_run, ends_of, first_term, last_term, node_of
from db.dates.terms import Choice, Edge, Interval, Node, Run, Term
from db.dates.tokens import Kind, Token

_SPANNING: Final = frozenset({Kind.STARTING, Kind.UNTIL})
_LEADS: Final = frozenset(
    {
        Kind.BEFORE,
        Kind.NOT_AFTER,
        Kind.AFTER,
        Kind.NOT_BEFORE,
        Kind.FROM,
        Kind.UNTIL,
        Kind.BETWEEN,
    }
)
_TRAILS: Final = (_LEADS - {Kind.FROM, Kind.BETWEEN}) | {Kind.STARTING, Kind.ONWARDS, Kind.WITHIN}
_PAUSES: Final = frozenset({Kind.COMMA, Kind.PAUSE, Kind.FILLER})
_JOINTS: Final = frozenset({Kind.TO, Kind.DASH, Kind.AND, Kind.OR, Kind.COMMA, Kind.PAUSE, *_SPANNING})
_SAME: Final = {Kind.STARTING: Kind.FROM, Kind.ONWARDS: Kind.FROM, Kind.WITHIN: Kind.BETWEEN}


def read_typed(text: str, day_first: bool | None = None) -> Node:
    """Return the node of a typed text; raises Fault with a position in it."""
    reader = Reader(tokens_of(text), day_first)
    lead = _lead(reader)
    pieces, joints = [reader.piece()], list[Kind]()
    while joint := _joint(reader):
        joints.append(joint)
        pieces.append(reader.piece())
    width = _give_or_take(reader)
    relation = _trail(reader, lead, ranged=Kind.TO in joints)
    _all_read(reader, pieces[-1])
    complete(pieces)
    nodes = [node_of(piece) for piece in pieces]
    if width is not None:
        nodes[-1] = around(*ends_of(nodes[-1]), width)
    if len(nodes) == 1:
        return _related(nodes[0], relation, pieces[0])
    if joints == [Kind.TO] or (joints == [Kind.AND] and relation is Kind.BETWEEN):
        return _span(nodes[0], nodes[1], relation, pieces[1].at)
    if relation is not None:
        raise Fault("give one date or one span only", pieces[1].at)
    return _listed(nodes, joints, pieces)


def _lead(reader: Reader) -> Kind | None:
    """Take what stands before the first date: "on" means nothing, "before" and the like a relation to it."""
    lead = None
    while (token := reader.now).kind is Kind.FILLER or token.text.lower() == "on" or _leads(token):
        if _leads(token):
            if lead:
                raise _out_of_place(token)
            lead = token.kind
        reader.skip()
    return lead


def _all_read(reader: Reader, last: Piece) -> None:
    """Raise Fault if tokens are left; a number after a date without a year (16 Oct 06) was meant as its year."""
    left = reader.now
    if left.kind is Kind.NUMBER and last.month is not None and not last.dated:
        raise Fault(FOUR_DIGITS, left.start)
    if left.kind is not Kind.END:
        raise _out_of_place(left)


def _leads(token: Token) -> bool:
    """Whether it is a relation that stands before its date, as all do in English and few in Chinese."""
    if token.kind not in _LEADS or token.text.lower().startswith("or "):
        return False
    return token.text.isascii() or token.kind in (Kind.FROM, Kind.BETWEEN) or token.text == "截至"


def _out_of_place(token: Token) -> Fault:
    return Fault(f'"{token.text}" is out of place', token.start)


def _joint(reader: Reader) -> Kind | None:
    """Take what stands between two dates, if another one follows: TO, AND, OR, COMMA or PAUSE."""
    kinds: set[Kind] = set()
    steps = 0
    while (kind := reader.ahead(steps).kind) in _JOINTS or (kinds and kind is Kind.FILLER):
        if kind is Kind.DASH and kind in kinds:
            break
        kinds.add(kind)
        steps += 1
    if not kinds or kind not in STARTS:
        return None
    reader.skip(steps)
    if kinds & {Kind.AND, Kind.OR}:
        return Kind.AND if Kind.AND in kinds else Kind.OR
    if kinds <= _PAUSES:
        return Kind.PAUSE if Kind.PAUSE in kinds else Kind.COMMA
    return Kind.TO


def _give_or_take(reader: Reader) -> int | None:
    """Take ± and a number of days."""
    if reader.now.kind is not Kind.PLUS_MINUS:
        return None
    number = reader.ahead().value
    if reader.ahead().kind is not Kind.NUMBER or not isinstance(number, int) or number > 9999:
        raise Fault("a number of days is missing", reader.ahead().start)
    if reader.ahead(2).kind is not Kind.DAY_UNIT:
        raise Fault('write the width in days, "± 5 days"', reader.ahead(2).start)
    reader.skip(3)
    return number


def _trail(reader: Reader, lead: Kind | None, *, ranged: bool) -> Kind | None:
    """Take what stands after the last date and return how all of it relates to the date."""
    relation = lead
    while (token := reader.now).kind in _TRAILS or token.kind is Kind.FILLER:
        if token.kind is not Kind.FILLER:
            kind = _SAME.get(token.kind, token.kind)
            fits = relation in (None, kind) or (ranged and relation is Kind.FROM and kind is Kind.UNTIL)
            if not fits or _leads(token):
                raise _out_of_place(token)
            relation = relation or kind
        reader.skip()
    return relation


def _related(node: Term | Choice, relation: Kind | None, piece: Piece) -> Node:
    if relation is None:
        return node
    if relation is Kind.FROM:
        return Interval(node, Edge.OPEN)
    if relation is Kind.UNTIL:
        return Interval(Edge.OPEN, node)
    if relation is Kind.BETWEEN:
        raise Fault("between which two dates?", piece.at)
    return _beyond(node, relation, piece)


def _beyond(node: Term | Choice, relation: Kind, piece: Piece) -> Choice:
    """Return the days before or after a date, read as widely as its vagueness allows.

    "Before 2005" ends on 31 December 2004; "before the end of 2004" and "before about 2005" don't exclude
    a day that may have been meant.
    """
    first, last = ends_of(node)
    vague = last - first if piece.part else 0
    if piece.about and isinstance(node, Term):
        vague = first - term_spans(node)[0][0]
    try:
        if relation is Kind.BEFORE:
            return day_run(None, first + vague - 1)
        if relation is Kind.AFTER:
            return day_run(last - vague + 1, None)
        if relation is Kind.NOT_AFTER:
            return day_run(None, last if piece.part else last + vague)
        return day_run(first if piece.part else first - vague, None)
    except Fault as fault:
        raise Fault(fault.reason, piece.at) from None


def _span(first: Term | Choice, last: Term | Choice, relation: Kind | None, last_at: int) -> Node:
    if not in_order(first, last):
        raise Fault("the end lies before the start", last_at)
    if relation is Kind.BETWEEN:
        return Choice((Run(first_term(first), last_term(last)),))
    if relation in (None, Kind.FROM, Kind.UNTIL):
        return Interval(first, last)
    raise Fault("give one date only", last_at)


def _listed(nodes: list[Term | Choice], joints: list[Kind], pieces: list[Piece]) -> Choice:
    """Return the set of several dates or spans: all of them if joined by "and", one of them if by "or".

    The pause mark of Chinese and Japanese (16、17日) is an "and" where no "or" follows.
    """
    kinds = set(joints) - {Kind.TO, Kind.COMMA, Kind.PAUSE}
    if not kinds and Kind.PAUSE in joints:
        kinds = {Kind.AND}
    if len(kinds) != 1:
        raise Fault('say whether "and" or "or" is meant', pieces[1].at)
    items: list[Term | Run] = list(_items(nodes[0]))
    for joint, node, piece in zip(joints, nodes[1:], pieces[1:], strict=True):
        if joint is not Kind.TO:
            items += _items(node)
            continue
        start = items.pop()
        if isinstance(start, Run) or not in_order(start, node):
            raise Fault("the end lies before the start", piece.at)
        items.append(Run(start, last_term(node)))
    return Choice(tuple(items), every=kinds == {Kind.AND})


def _items(node: Term | Choice) -> tuple[Term | Run, ...]:
    return (node,) if isinstance(node, Term) else node.items
