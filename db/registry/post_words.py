"""Whether a post as a source prints it agrees with the titles of tenures, word for word or sign for sign."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from db.search import fold, grams

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


def disagrees(printed: str, titles: Iterable[str]) -> bool:
    """Tell whether a printed post agrees with none of the titles held; what can't be compared doesn't disagree.

    Posts agree where every word of the shorter stands in the longer, small words, order, case, diacritics, hyphens
    and abbreviation by the first three letters or more apart, and both have the same qualifiers (vice, deputy,
    former). Of several posts printed or held together (";", "and") one that agrees is enough. Words in different
    scripts are not compared.
    """
    held = [title for title in titles if title.strip()]
    return bool(printed.strip() and held) and not any(agree(printed, title) for title in held)


@lru_cache(20_000)
def agree(printed: str, title: str) -> bool:
    """Tell whether a printed post may be the one of a title, as `disagrees` says."""
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
