"""The error of a filter, which knows where in the text it lies and what was probably meant."""

from collections.abc import Iterable

from db.errors import Problem


class FilterError(Problem):
    """A filter can't be understood; `position` and `length` mark the place, `suggestion` may replace it."""

    def __init__(self, sentence: str, position: int, length: int = 0, suggestion: str = "") -> None:
        meant = f" Did you mean {suggestion}?" if suggestion else ""
        super().__init__(f"{sentence} (at character {position + 1}).{meant}")
        self.position = position
        self.length = length
        self.suggestion = suggestion


def nearest(typed: str, known: Iterable[str]) -> str:
    """Return the known word most like what was typed (case, width and diacritics apart), or nothing."""
    from rapidfuzz import fuzz, process

    from db.search import fold

    choices = list(known)
    asked = fold(typed)
    found = process.extractOne(asked, choices, scorer=fuzz.ratio, processor=fold, score_cutoff=55)
    if found is None and len(asked) >= _LONG_ENOUGH:
        found = process.extractOne(asked, choices, scorer=fuzz.partial_ratio, processor=fold, score_cutoff=75)
    return found[0] if found else ""


_LONG_ENOUGH = 5  # letters from which a likeness to a part of a name means something
