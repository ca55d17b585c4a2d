"""Templates of a text: {column} stands for a cell, {a|b} for the first of several that says anything."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_LIST: Final = re.compile(r"\s*(?:\|\s*)+")
_ALONE: Final = re.compile(r"([:,;–—-])\s+[:,;–—-](?=\s)")
_LOOSE: Final = " \t,;:–—-/|·、，：；"


def named(template: str) -> Iterator[str]:
    """Yield the columns that a template names."""
    for found in _PLACE.finditer(template):
        yield from (name.strip() for name in found[1].split("|"))


def compiled(template: str, place: dict[str, int]) -> Callable[[Sequence[str]], str]:
    """Return what fills a template with the cells of a row; `place` is where each column stands.

    Signs that stand beside an empty place are left out; bars between the items of a list become commas.
    """
    parts: list[str | tuple[int, ...]] = []
    at = 0
    for found in _PLACE.finditer(template):
        parts += [template[at : found.start()]]
        parts += [tuple(place[name.strip()] for name in found[1].split("|"))]
        at = found.end()
    parts.append(template[at:])

    def fill(cells: Sequence[str]) -> str:
        said = [
            part if isinstance(part, str) else next((cells[i] for i in part if cells[i].strip()), "")
            for part in parts
        ]
        text = _LIST.sub(", ", "".join(said)) if "|" in "".join(said) else "".join(said)
        return _ALONE.sub(r"\1", " ".join(text.split())).strip(_LOOSE)

    return fill
