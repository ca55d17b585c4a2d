"""ParlGov's codes of countries, party families and changes of parties, from its published table of codes."""

from collections.abc import Iterable
from typing import Final

_COUNTRIES: Final = """
1:SK 5:JP 7:LU 8:NL 9:NO 10:BG 11:NZ 15:LT 20:TR 21:DK 23:RO 26:IT 27:ES 29:CA 33:AU 34:IL 35:SE 37:IE 39:HU 40:CH
41:GR 43:FR 44:GB 51:CY 54:DE 55:LV 56:IS 59:AT 60:SI 62:HR 63:PT 64:BE 67:FI 68:CZ 72:MT 74:PL 75:EE
"""
COUNTRIES: Final = {code: iso for code, _, iso in (pair.partition(":") for pair in _COUNTRIES.split())}
"""ISO codes of ParlGov's countries, for those who have no table of them."""

_FAMILIES: Final = {
    "2": "agrarian",
    "3": "christian democratic",
    "6": "liberal",
    "11": "social democratic",
    "12": "other",  # no family: candidates without a party, and entries that are no parties
    "16": "other",  # special issue
    "19": "green",
    "26": "conservative",
    "28": "unknown",  # to be coded
    "40": "right-wing",
}
_COMMUNIST_OR_SOCIALIST: Final = "14"
_CLOSER: Final = {
    "8": "right-wing",  # fascist
    "9": "regional",
    "17": "regional",  # ethnic
    "22": "nationalist",
    "63": "religious",
    "67": "regional",  # separatist
    "89": "regional",  # autonomy
    "93": "religious",  # clerical
}
"""Additional families that say more of a party whose main family is none or a special issue."""
_NO_PARTY: Final = frozenset(("80", "88", "98", "101", "102"))
_NAMES_OF_NONE: Final = frozenset(("no party affiliation", "others", "vacancy", "no seat", "one seat"))

_ALSO: Final = {
    "8": "fascist", "9": "regional", "17": "ethnic", "22": "nationalist", "25": "populist", "27": "electoral alliance",
    "36": "communist successor", "37": "pensioners", "38": "woman", "39": "anti-establishment", "41": "anti-system",
    "42": "European integration", "60": "taxation", "63": "religious", "67": "separatist", "68": "anti-clericalism",
    "70": "satirical", "79": "animal rights", "80": "no seat", "81": "transition", "82": "liberal-left",
    "83": "monarchism", "84": "district", "88": "single candidate", "89": "autonomy", "90": "abroad district",
    "91": "pirate party", "93": "clerical", "94": "military veterans", "95": "electoral law minority",
    "96": "social credit", "97": "Libertas", "98": "group of others", "101": "one seat", "102": "no party",
    "103": "millionaire", "118": "parliamentary group", "119": "teetotalism", "123": "anti-corruption",
    "124": "financial", "2": "agrarian", "3": "christian democracy", "6": "liberal", "11": "social democracy",
    "14": "communist/socialist", "16": "special issue", "19": "green/ecologist", "26": "conservative",
    "40": "right-wing",
}  # fmt: skip

CHANGES: Final = {
    "31": "splinter group",
    "32": "division",
    "33": "merger",
    "34": "joining a larger group",
    "35": "successor",
    "62": "formed by a politician",
}
"""What became of a party, by the code of the change."""


def family(code: str, also: Iterable[str], name: str) -> str:
    """Return the family of a party, from its main family, its additional ones and its English name.

    ParlGov has one family for communists and socialists: a party is a communist one if it is called so.
    """
    if code == _COMMUNIST_OR_SOCIALIST:
        return "communist" if "communis" in name.lower() else "socialist"
    if code in ("12", "16"):
        closer = (_CLOSER[each] for each in also if each in _CLOSER)
        return next(closer, _FAMILIES[code])
    return _FAMILIES.get(code, "unknown")


def also_called(codes: Iterable[str]) -> str:
    """Return what ParlGov calls additional families, in words."""
    return ", ".join(_ALSO.get(code, f"code {code}") for code in codes)


def is_no_party(code: str, also: Iterable[str], name: str) -> bool:
    """Tell whether an entry stands for what is no party: others, no affiliation, a vacancy, a single candidate."""
    return code == "12" and (name.lower() in _NAMES_OF_NONE or not _NO_PARTY.isdisjoint(also))
