"""The names in a row of Party Facts: several in a cell, some with their language before them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from db.imports.incoming import IncomingName

_BETWEEN: Final = re.compile(
    r"\s*(?:\s//?\s|//|[;|\r\n]|[,(\[](?=\s*(?:(?:simplified|traditional)\s)?[A-Z][a-z]+\s*:))\s*"
)
"""What parts names in a cell: a slash stands between spaces, for names may hold one without; a comma or bracket
before a language."""
_SPOKEN: Final = re.compile(
    r"^(?:(?P<variety>simplified|traditional)\s+)?(?P<language>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ -]{2,28}?)\s*:\s*(?P<name>.+)$",
    re.IGNORECASE,
)
_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks of direction, which are no part of a name."""

LANGUAGES: Final[Mapping[str, str]] = {
    name: code
    for code, names in {
        "ber": "berber", "bi": "bislama", "st": "sesotho", "sd": "sindhi", "sh": "serbo-croatian", "tl": "tagalog",
        "sq": "albanian", "am": "amharic", "ar": "arabic", "hy": "armenian", "az": "azerbaijani|azeri",
        "eu": "basque", "be": "belarusian|belarussian", "bn": "bengali|bangla", "bs": "bosnian", "bg": "bulgarian",
        "my": "burmese", "ca": "catalan", "zh": "chinese|mandarin", "hr": "croatian", "cs": "czech",
        "da": "danish", "dv": "dhivehi|divehi", "nl": "dutch", "dz": "dzongkha", "en": "english", "et": "estonian",
        "fo": "faroese", "fi": "finnish", "fr": "french", "gl": "galician", "ka": "georgian", "de": "german",
        "el": "greek", "kl": "greenlandic", "ht": "haitian creole", "he": "hebrew", "hi": "hindi", "hu": "hungarian",
        "is": "icelandic", "id": "indonesian", "ga": "irish", "it": "italian", "ja": "japanese", "kk": "kazakh",
        "km": "khmer", "rw": "kinyarwanda", "ko": "korean", "ku": "kurdish", "ky": "kyrgyz|kirghiz", "lo": "lao",
        "la": "latin", "lv": "latvian", "lt": "lithuanian", "lb": "luxembourgish", "mk": "macedonian", "ms": "malay",
        "mt": "maltese", "mi": "maori", "mn": "mongolian", "ne": "nepali|nepalese", "no": "norwegian",
        "ps": "pashto", "fa": "persian|farsi|dari", "pl": "polish", "pt": "portuguese", "ro": "romanian|moldovan",
        "ru": "russian", "sr": "serbian", "si": "sinhala|sinhalese|singhalese", "sk": "slovak",
        "sl": "slovene|slovenian",
        "so": "somali", "es": "spanish", "sw": "swahili", "sv": "swedish", "tg": "tajik", "ta": "tamil",
        "th": "thai", "ti": "tigrinya", "tr": "turkish", "tk": "turkmen", "uk": "ukrainian", "ur": "urdu",
        "uz": "uzbek", "vi": "vietnamese", "cy": "welsh",
    }.items()
    for name in names.split("|")
}  # fmt: skip
"""Languages by their English names, as ISO 639-1 codes."""


@dataclass(frozen=True, slots=True)
class Names:
    """The name that a party is shown by, and all its names."""

    main: str
    names: tuple[IncomingName, ...]


def names_of(cells: Mapping[str, str]) -> Names:
    """Return the names of a row: it is shown by the first English one."""
    english = list(split(cells.get("name_english", "")))
    own = list(split(cells.get("name", "")))
    told = [IncomingName(text, code or "en", "official") for text, code in english]
    told += [IncomingName(text, code, "official") for text, code in own if (text, code) not in english]
    told += [IncomingName(text, code, "other") for text, code in split(cells.get("name_other", ""))]
    short = _clean(cells.get("name_short", ""))
    if short:
        told.append(IncomingName(short, "", "abbreviation"))
    met: dict[str, IncomingName] = {}
    for name in told:
        met.setdefault(name.text, name)
    main = (english or own or [(short, "")])[0][0]
    return Names(main, tuple(met.values()))


def split(cell: str) -> Iterator[tuple[str, str]]:
    """Yield the names in a cell, each with the code of its language, empty where none is told.

    A language holds for the names after it up to the next; an unknown one stays in the name's text without it.
    """
    language = ""
    for part in _BETWEEN.split(_clean(cell)):
        text = part.strip(" ,;/")
        spoken = _SPOKEN.match(text)
        if spoken:
            language, text = _told(spoken, text)
        for opening, closing in ("()", "[]"):
            if text.endswith(closing) and opening not in text:
                text = text[:-1].rstrip()
        if text:
            yield text, language


def _told(spoken: "re.Match[str]", text: str) -> tuple[str, str]:
    """Return code and name where a language stands before it; a colon may also belong to the name itself."""
    said = spoken["language"].strip().lower()
    if said in LANGUAGES:
        variety = (spoken["variety"] or "").lower()
        code = {"simplified": "zh-Hans", "traditional": "zh-Hant"}.get(variety, LANGUAGES[said])
        return code, spoken["name"].strip()
    foreign = not spoken["name"].isascii() and said.isascii()
    return "", spoken["name"].strip() if foreign else text


def _clean(cell: str) -> str:
    return _MARKS.sub("", cell).strip()
