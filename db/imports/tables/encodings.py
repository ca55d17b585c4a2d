"""Which encoding a file is in: by its mark, by being UTF-8, or by how likely its letters are.

The likelihood of a text in each encoding is that of its letters one by one, with three or four classes of letters a
script. It tells short lists of names apart, for which detectors made for running text lack pairs of words.
"""

import codecs
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Final, NoReturn

from db.imports.incoming import UnreadableTable
from db.imports.tables.letters import common

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16, so it comes before it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STEP: Final = 1 << 20
_SAMPLE: Final = 24_000
_LINES: Final = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_LEGACY: Final = ("gb18030", "cp932", "cp949", "big5", "cp1252")
_WRONG: Final = -25.0
_ASCII: Final = -3.0
NOTHING: Final = "nothing was imported"


def find(data: bytes) -> str:
    """Return the name of the codec that a file's bytes are in."""
    marked = of_mark(data)
    if marked is not None:
        return marked
    wide = _wide(data[:_SAMPLE])
    if wide is not None:
        return wide
    return "utf-8" if _mostly_utf8(data) else _likeliest(data)


def of_mark(data: bytes) -> str | None:
    """Return the codec that a byte order mark names."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def told(name: str, data: bytes) -> str:
    """Return the codec of a name that a user gave; raises UnreadableTable for one that is not known."""
    try:
        found = codecs.lookup(name.strip()).name
        b"a\0\0\0".decode(found, "replace")
    except (LookupError, ValueError) as error:
        raise UnreadableTable(
            f"“{name}” is no encoding that is known; {NOTHING}; use utf-8, utf-16, gb18030, big5, cp932, cp949 "
            "or cp1252."
        ) from error
    if found in ("utf-8", "utf-16"):
        marked = of_mark(data)
        if marked is not None and marked.startswith(found):
            return marked
    if found == "utf-16":
        return _wide(data[:_SAMPLE]) or "utf-16-le"
    if found in ("gbk", "gb2312"):
        return "gb18030"
    return {"shift_jis": "cp932", "euc_kr": "cp949", "iso8859-1": "cp1252"}.get(found, found)


def check(path: Path | str, data: bytes, encoding: str) -> None:
    """Raise UnreadableTable that names the line where a file stops being in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(data), _STEP):
        step = data[start : start + _STEP]
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(step, final=start + _STEP >= len(data))
        except UnicodeDecodeError as error:
            _refuse(path, data, encoding, max(start - held + error.start, 0))
    if not data:
        decoder.decode(b"", final=True)


def _refuse(path: Path | str, data: bytes, encoding: str, at: int) -> NoReturn:
    line = data.count(b"\n", 0, at) + 1
    if encoding.startswith("utf-8"):
        said = f"“{path}” is not in UTF-8 (line {line}); {NOTHING}; save it as CSV in UTF-8."
    else:
        said = (
            f"“{path}” is not in {encoding} from line {line} on; {NOTHING}; "
            "choose another encoding or save it in UTF-8."
        )
    raise UnreadableTable(said)


# --- UTF-16 without a mark, UTF-8 --------------------------------------------------------------------------


def _wide(head: bytes) -> str | None:
    """Return the kind of UTF-16 that bytes without a mark are in: one where line breaks and NULs are apart."""
    head = head[: len(head) // 2 * 2]
    zeros = head[::2].count(0), head[1::2].count(0)
    if sum(zeros) * 50 < len(head) or not head:
        return None
    name = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    text = head.decode(name, "replace")
    breaks = "\n" in text or "\r" in text or "," in text or "\t" in text
    return name if breaks and "\0" not in text and text.count("\ufffd") <= 1 else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, be it with a few that are not, which reading then tells of."""
    try:
        for start in range(0, len(data), _STEP):
            _whole_letters(data[start : start + _STEP + 4], start == 0).decode()
    except UnicodeDecodeError:
        sample = _sample(data).decode("utf-8", "replace")
        wrong = sample.count("\ufffd")
        right = sum(sign > "\x7f" for sign in sample) - wrong
        return right > 3 * wrong
    return True


def _whole_letters(step: bytes, first: bool) -> bytes:
    """Return a stretch of UTF-8 without the parts of letters at its ends."""
    start = 0
    while not first and start < min(4, len(step)) and 0x80 <= step[start] < 0xC0:
        start += 1
    end = len(step)
    if end > _STEP:
        end = _STEP
        while end < len(step) and 0x80 <= step[end] < 0xC0:
            end += 1
    return step[start:end]


# --- the likeliest of the older encodings ------------------------------------------------------------------


def _sample(data: bytes) -> bytes:
    """Return lines that are not plain ASCII, the first of them, as they say most."""
    found: list[bytes] = []
    length = 0
    for line in _LINES.finditer(data):
        found.append(line[0][:2000])
        length += len(found[-1])
        if length > _SAMPLE:
            break
    return b"\n".join(found)


def _likeliest(data: bytes) -> str:
    sample = _sample(data)
    return max(_LEGACY, key=lambda name: likelihood(sample, name))


def likelihood(sample: bytes, name: str) -> float:
    """Return the logarithm of how likely a text of these bytes is in an encoding."""
    text = sample.decode(name, "replace")
    weigh = _WEIGHTS[name]
    weights = {sign: weigh(sign) for sign in set(text)}
    total = sum(map(weights.__getitem__, text))
    return total + _joined(text) if name == "cp1252" else total


def _joined(text: str) -> float:
    """Return what speaks against letters with accents that stand side by side, which they hardly do."""
    return -6.0 * sum(one > "\x7f" and other > "\x7f" and one != "ç" for one, other in pairwise(text))


def _chinese(sign: str) -> float:
    if sign < "\x80":
        return _ASCII
    if sign in common("simplified"):
        return -7.1
    code = sign.encode("gb18030", "replace")
    if len(code) != 2 or sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff":
        return _WRONG
    if code[0] in (0xA1, 0xA3) and code[1] >= 0xA1:
        return -7.5
    if code[1] < 0xA1 or code[0] < 0xB0:
        return -15.0
    return -10.2 if code[0] <= 0xD7 else -12.5


def _japanese(sign: str) -> float:
    if sign < "\x80":
        return _ASCII
    if "\u3041" <= sign <= "\u30fe":
        return -5.6
    if sign in common("japanese"):
        return -7.2
    if "\uff61" <= sign <= "\uff9f":
        return -8.5
    if sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff":
        return _WRONG
    code = sign.encode("cp932", "replace")
    if len(code) != 2:
        return _WRONG
    if code[0] == 0x81 or (code[0] == 0x82 and code[1] < 0x9F):
        return -7.5
    if code[0] < 0x88:
        return -14.0
    return -9.9 if code[0] <= 0x97 else -13.0


def _korean(sign: str) -> float:
    if sign < "\x80":
        return _ASCII
    if sign in common("korean"):
        return -5.9
    code = sign.encode("cp949", "replace")
    if len(code) != 2 or sign == "\ufffd":
        return _WRONG
    if "\uac00" <= sign <= "\ud7a3":
        return -8.8 if code[0] >= 0xB0 and code[1] >= 0xA1 else -15.0
    if code[0] in (0xA1, 0xA3):
        return -8.5
    return -11.5


def _taiwanese(sign: str) -> float:
    if sign < "\x80":
        return _ASCII
    if sign in common("traditional"):
        return -6.9
    code = sign.encode("big5", "replace")
    if len(code) != 2 or sign == "\ufffd":
        return _WRONG
    if code[0] in (0xA1, 0xA2):
        return -7.5
    if code[0] < 0xA4:
        return -14.0
    return -9.9 if code[0] <= 0xC6 else -12.5


def _western(sign: str) -> float:
    if sign < "\x80":
        return _ASCII
    if sign == "\ufffd":
        return _WRONG
    return -4.2 if sign.isalpha() else -6.0


_WEIGHTS: Final[dict[str, Callable[[str], float]]] = {
    "gb18030": _chinese,
    "cp932": _japanese,
    "cp949": _korean,
    "big5": _taiwanese,
    "cp1252": _western,
}
