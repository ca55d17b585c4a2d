"""CAMEO codes of coded event data: their words, and the type of the codebook that each stands for.

The words are those of the CAMEO codebook (Schrodt 2012, "CAMEO: Conflict and Mediation Event Observations"), of all
root codes and of the codes of consultation and diplomatic cooperation.
"""

import sqlite3
from collections.abc import Mapping
from functools import cache
from typing import Final

_WORDS: Final = {
    "01": "Make public statement",
    "02": "Appeal",
    "03": "Express intent to cooperate",
    "04": "Consult",
    "05": "Engage in diplomatic cooperation",
    "06": "Engage in material cooperation",
    "07": "Provide aid",
    "08": "Yield",
    "09": "Investigate",
    "10": "Demand",
    "11": "Disapprove",
    "12": "Reject",
    "13": "Threaten",
    "14": "Protest",
    "15": "Exhibit force posture",
    "16": "Reduce relations",
    "17": "Coerce",
    "18": "Assault",
    "19": "Fight",
    "20": "Use unconventional mass violence",
    "041": "Discuss by telephone",
    "042": "Make a visit",
    "043": "Host a visit",
    "044": "Meet at a third location",
    "045": "Engage in mediation",
    "046": "Engage in negotiation",
    "051": "Praise or endorse",
    "052": "Defend verbally",
    "053": "Rally support on behalf of",
    "054": "Grant diplomatic recognition",
    "055": "Apologize",
    "056": "Forgive",
    "057": "Sign formal agreement",
}
_MEANT: Final = {"041": "phone", "043": "visit"}
"""Types for codes that several types share, or none has, where CAMEO's words leave no choice."""


def tag_of(code: str) -> str:
    """Return the tag that keeps a code as it is, with its leading zeros."""
    return f"CAMEO {code}"


@cache
def words_of(code: str) -> str:
    """Return what a code says, by the longest beginning of it whose words are known; the code itself if none is."""
    code = full(code)
    known = (_WORDS[code[:end]] for end in range(len(code), 1, -1) if code[:end] in _WORDS)
    return next(known, code)


def full(code: str) -> str:
    """Return a code with the zero that a spreadsheet took from it, where it can be no other one: 42 is 042."""
    return f"0{code}" if code.isdecimal() and len(code) in (1, 2) and code not in _WORDS else code


def of_codebook(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the CAMEO codes of a timeline's types, by their keys in the order of the codebook."""
    sql = "SELECT \"key\", cameo FROM term WHERE vocabulary = 'type' ORDER BY position, label, id"
    return dict(connection.execute(sql).fetchall())


@cache
def _shipped() -> dict[str, str]:
    from db.codebook.codebook import rows_of

    rows = sorted(rows_of("vocabularies", "type.csv"), key=lambda row: int(row["position"]))
    return {row["key"]: row["cameo"] for row in rows}


class Types:
    """The types that events can be given: a codebook's, or those that are shipped where none is told."""

    def __init__(self, codes: Mapping[str, str] | None) -> None:
        self._codes = _shipped() if codes is None else codes
        self._found: dict[str, str] = {}

    def known(self, key: str) -> str:
        """Return a type's key if there is such a type, else an empty text."""
        return key if key in self._codes else ""

    def of_code(self, code: str) -> str:
        """Return the type whose CAMEO code is the longest beginning of a code; the codebook's first of several."""
        found = self._found.get(code)
        if found is None:
            found = self._found[code] = self._look_up(full(code))
        return found

    def _look_up(self, code: str) -> str:
        for end in range(len(code), 1, -1):
            sought = code[:end]
            keys = [key for key, cameo in self._codes.items() if cameo == sought]
            meant = _MEANT.get(sought, "")
            if meant in self._codes and (meant in keys or not keys):
                return meant
            if keys:
                return keys[0]
        return self._of_root(code)

    def _of_root(self, code: str) -> str:
        """Return the type of the general code of a root: 046, which no type has, is a kind of 040."""
        general = f"{code[:2]}0"
        return next((key for key, cameo in self._codes.items() if cameo == general), "")
