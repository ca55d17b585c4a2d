"""Record ids as people type them and tables print them."""

import re
from typing import Final

_ID: Final = re.compile("[eE]?([0-9]{1,19})")
_MOST: Final = 2**63 - 1


def record_id(text: str) -> int | None:
    """Return the number of a record, plain or as tables print it, `e123…`; None if the text is none."""
    found = _ID.fullmatch(text)
    number = int(found[1]) if found else _MOST + 1
    return number if number <= _MOST else None
