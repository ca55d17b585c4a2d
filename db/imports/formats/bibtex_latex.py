"""LaTeX in bibliographies as plain text: accents, signs and braces; and the names in it."""

import re
from functools import cache
from typing import Any, Final

from db.imports.formats.sources_draft import person

MOST_BRACES: Final = 100
"""How deep braces may stand in each other: beyond, no one wrote them, and reading them takes all memory."""

_LATEX: Final = re.compile(r"[\\{}$~]|--|``|''")
_IDEOGRAPHS: Final = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


class TooDeep(Exception):
    """LaTeX that is nested too deep to be read."""


def braces(text: str) -> int:
    """Return how deep braces stand in each other; those that are escaped don't count."""
    depth = deepest = 0
    for found in re.finditer(r"\\[{}]|[{}]", text):
        sign = found[0]
        depth += (sign == "{") - (sign == "}")
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    return deepest


def decoded(text: str) -> str:
    r"""Return LaTeX as plain text: `M\"uller`, `{CPC}`, `50\%`; raises TooDeep."""
    if not _LATEX.search(text):
        return text.strip()
    try:
        plain: str = _decoder().latex_to_text(text)
    except RecursionError as error:
        raise TooDeep("its LaTeX is nested too deep") from error
    return plain.replace("\N{NO-BREAK SPACE}", " ").strip()


@cache
def _decoder() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text  # pyright: ignore[reportMissingTypeStubs]

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True, strict_latex_spaces=True)


def address(text: str) -> str:
    """Return what is verbatim in BibLaTeX, such as an address; signs that BibTeX needs escaped are as they were."""
    found = re.fullmatch(r"\s*\\url\s*\{(.*)\}\s*", text, re.DOTALL)
    return re.sub(r"\\([_%&#~$])", r"\1", found[1] if found else text).strip()


def people(text: str) -> list[str]:
    """Return names that `and` parts, each with its family name first; CJK names and those in braces as they are."""
    return [name for name in map(_name, _parted(text)) if name]


def _parted(text: str) -> list[str]:
    """Return what stands between the words `and` outside of braces."""
    found = [""]
    depth = 0
    for piece in re.split(r"(\\[{}]|[{}]|\s+and(?=\s))", text, flags=re.IGNORECASE):
        if piece in ("{", "}"):
            depth = max(0, depth + (1 if piece == "{" else -1))
        if depth == 0 and piece.strip().lower() == "and" and piece != piece.lstrip():
            found.append("")
        else:
            found[-1] += piece
    return [" ".join(each.split()) for each in found]


def _name(text: str) -> str:
    from bibtexparser.middlewares import names

    if text.lower() in ("", "others"):
        return "et al." if text else ""
    whole = decoded(text)
    if (text.startswith("{") and text.endswith("}")) or _IDEOGRAPHS.search(whole) or text.count(",") > 2:
        return whole
    try:
        parts = names.parse_single_name_into_parts(text, strict=False)
    except names.InvalidNameError:
        return whole
    given = decoded(" ".join(parts.first))
    family = decoded(" ".join([*parts.von, *parts.last]))
    return person(", ".join(filter(None, (family, decoded(" ".join(parts.jr))))), given)
