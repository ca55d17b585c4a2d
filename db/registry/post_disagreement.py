"""Whether a post as a source prints it agrees with the tenures that hold on the day of the event."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy.orm import Session

from db.reading import fetch
from db.search import fold, grams
from db.spans import Certainty, Span

_SMALL: Final = frozenset(
    {"the", "a", "an", "of", "for", "and", "to", "in", "at", "on", "de", "la", "le", "du", "des", "der", "die", "das",
     "und", "et", "y"}
)  # fmt: skip
_QUALIFIERS: Final = frozenset(
    {"vice", "deputy", "acting", "interim", "former", "ex", "past", "honorary", "emeritus", "assistant", "associate",
     "executive", "joint", "first", "senior", "next", "designate", "elect"}
)  # fmt: skip
"""Words that make another post of a post; "deputy leader" disagrees with "leader"."""
_SAME: Final = {
    "chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "dept": "department", "intl": "international",
    "govt": "government", "centre": "center", "organisation": "organization", "sg": "secretary general",
    "gensec": "general secretary", "pm": "prime minister", "spokesman": "spokesperson",
    "spokeswoman": "spokesperson", "congressman": "representative", "cttee": "committee", "ctte": "committee",
    "no": "number",
}  # fmt: skip
_CJK_QUALIFIED: Final = re.compile("副|代理|代行|名[誉譽]|候[補补]|[準准]|(?:^|[党黨部会會])[前元次]")
_PART: Final = re.compile(r"\s*[;；/／]\s*|\s+and\s+")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A printed post that none of the tenures of that day bears out; `certainty` is that of the tenure named."""

    event_id: int
    participation_id: int
    person_id: int
    printed: str
    post_id: int
    title: str
    certainty: Certainty


def disagrees(printed: str, titles: Iterable[str]) -> bool:
    """Tell whether a printed post agrees with none of the titles held; what can't be compared doesn't disagree.

    Posts agree where every word of the shorter stands in the longer, small words, order, case, diacritics, hyphens
    and abbreviation by the first three letters or more apart, and both have the same qualifiers (vice, deputy,
    former). Of several posts printed or held together (";", "and") one that agrees is enough. Words in different
    scripts are not compared.
    """
    held = [title for title in titles if title.strip()]
    return bool(printed.strip() and held) and not any(_agree(printed, title) for title in held)


@lru_cache(20_000)
def _agree(printed: str, title: str) -> bool:
    ones, others = _parts(printed), _parts(title)
    return any(_same_post(one, other) for one in ones for other in others)


def _parts(text: str) -> list[str]:
    folded = fold(text)
    return [part for part in (folded, *_PART.split(folded)) if part.strip()]


def _same_post(one: str, other: str) -> bool:
    if (grams(one) != one) != (grams(other) != other):
        return True  # the one in CJK signs, the other not: nothing is known
    if grams(one) != one:
        return _same_signs(one, other)
    ones, others = _tokens(one), _tokens(other)
    if (ones & _QUALIFIERS) != (others & _QUALIFIERS):
        return False
    ones, others = sorted((ones - _QUALIFIERS, others - _QUALIFIERS), key=len)
    return all(any(_same_word(word, each) for each in others) for word in ones)


def _same_signs(one: str, other: str) -> bool:
    if bool(_CJK_QUALIFIED.search(one)) != bool(_CJK_QUALIFIED.search(other)):
        return False
    shorter, longer = sorted((re.sub(r"\W", "", one), re.sub(r"\W", "", other)), key=len)
    rest = iter(longer)
    return all(sign in rest for sign in shorter)


def _tokens(folded: str) -> frozenset[str]:
    words = (
        _SAME.get(word, word) for word in re.findall(r"[^\W_]+", folded.replace("'s", "").replace("’s", ""))
    )
    return frozenset(each for word in words for each in str(word).split() if each not in _SMALL)


def _same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= 3 and longer.startswith(shorter))


# --- over all events ---------------------------------------------------------------------------------------

_PRINTED = """SELECT p.event_id, p.id, p.person_id, p.post_printed, post.id, post.title, e.start_lo, e.start_hi,
 post.edtf, post.start_lo, post.start_hi, post.end_lo, post.end_hi
FROM participation p CROSS JOIN event e ON e.id = p.event_id CROSS JOIN post ON post.person_id = p.person_id
WHERE {where} AND p.post_printed <> '' AND post.title <> ''
 AND coalesce(post.start_lo, -2147483648) <= e.start_hi AND coalesce(post.end_hi, 2147483647) >= e.start_lo"""
_ALL = "+p.person_id IN (SELECT person_id FROM post)"  # in the order of the table: rows are not read here and there


def disagreements(
    session: Session, event_id: int | None = None, *, person_id: int | None = None
) -> list[Disagreement]:
    """Return the participations, of all events or those of one event or person, that no tenure of the day bears out.

    Each names the tenure that covers the day most certainly; people without any tenure of that day don't count.
    """
    asked = {"p.event_id": event_id, "p.person_id": person_id}
    values = {column: value for column, value in asked.items() if value is not None}
    where = " AND ".join(f"{column} = ?" for column in values) or _ALL
    borne_out: set[int] = set()
    held: dict[int, list[tuple[Any, ...]]] = {}
    for row in fetch(session, _PRINTED.format(where=where), tuple(values.values())):
        if _agree(row[3], row[5]):
            borne_out.add(row[1])
        else:
            held.setdefault(row[1], []).append(row)
    return [_surest(rows) for taking, rows in held.items() if taking not in borne_out]


def _surest(rows: list[tuple[Any, ...]]) -> Disagreement:
    found: list[Disagreement] = []
    for event, taking, person, printed, post, title, first, latest, *date in rows:
        certainty = Span.of(*date).covers(first, latest)
        found.append(Disagreement(event, taking, person, printed, post, title, certainty))
    return min(found, key=lambda one: one.certainty != "certain")
