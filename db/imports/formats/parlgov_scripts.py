"""The language of a name, where its script and the country of who bears it leave no doubt."""

import re
from typing import Final

_SCRIPTS: Final = {
    "kana": re.compile(r"[\u3041-\u30fa]"),
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    "hangul": re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]"),
    "greek": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "hebrew": re.compile(r"[\u0590-\u05ff]"),
    "thai": re.compile(r"[\u0e00-\u0e7f]"),
    "georgian": re.compile(r"[\u10a0-\u10ff]"),
    "armenian": re.compile(r"[\u0530-\u058f]"),
}
_ALONE: Final = {
    "kana": "ja", "hangul": "ko", "greek": "el", "hebrew": "he", "thai": "th", "georgian": "ka", "armenian": "hy",
}  # fmt: skip
_IN: Final = {
    ("han", "JP"): "ja", ("han", "KR"): "ko", ("han", "KP"): "ko", ("han", "CN"): "zh", ("han", "TW"): "zh-Hant",
    ("han", "HK"): "zh-Hant", ("han", "MO"): "zh-Hant", ("han", "SG"): "zh", ("cyrillic", "BG"): "bg",
    ("cyrillic", "RU"): "ru", ("cyrillic", "UA"): "uk", ("cyrillic", "BY"): "be", ("cyrillic", "MK"): "mk",
    ("cyrillic", "RS"): "sr", ("cyrillic", "MN"): "mn",
}  # fmt: skip


def language_of(text: str, country: str) -> str:
    """Return the language tag of a name that is borne in a country (ISO code), empty where it can't be told."""
    for script, signs in _SCRIPTS.items():
        if signs.search(text):
            found = _ALONE.get(script) or _IN.get((script, country), "")
            if found:
                return found
    return ""
