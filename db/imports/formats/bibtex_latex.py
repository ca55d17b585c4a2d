"""LaTeX in the fields of BibTeX as plain text: accents, dashes, quotes; what is not LaTeX stays as it is."""

import re
from functools import cache
from typing import Any, Final

_LATEX: Final = re.compile(r"[\\{}~]|--|``|''")
_PERCENT: Final = re.compile(r"(?<!\\)%")
_CIRCUMFLEX: Final = re.compile(r"\\textasciicircum(?:\{\}|(?![A-Za-z]))")
"""The sign itself, for which pylatexenc gives a letter that looks like it."""


def decoded(text: str) -> str:
    """Return a field's text without LaTeX; its line breaks are spaces except where a paragraph ends."""
    if not _LATEX.search(text):
        return _spaced(text)
    kept = _PERCENT.sub(r"\\%", _CIRCUMFLEX.sub("^", text))  # a percent sign would hide the rest of its line
    try:
        return _spaced(str(_converter().latex_to_text(kept)))
    except (ValueError, IndexError, RecursionError, AttributeError):
        return _spaced(re.sub(r"[{}]", "", text))


@cache
def _converter() -> Any:
    """Return what decodes LaTeX, made once: it takes 50 ms."""
    from pylatexenc.latex2text import LatexNodes2Text  # pyright: ignore[reportMissingTypeStubs]

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True, strict_latex_spaces=False)


def _spaced(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in paragraphs)))
