"""Web addresses: as they are kept, and the form in which two of them are compared."""

import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from db.errors import BadInput

_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|spm|from_source|share_token|_ga",
    re.IGNORECASE,
)
"""Parameters that say how a reader came to a page and never which page it is."""

_SCHEMES: Final = {"http", "https", "ftp"}
_USUAL_PORTS: Final = {"http": 80, "https": 443, "ftp": 21}


def kept(address: str, field: str = "url") -> str:
    """Return an address as it is kept: trimmed, with a scheme; raises BadInput for what is none.

    The text is otherwise left as it was typed, since archives answer to the exact spelling only.
    """
    typed = address.strip()
    if not typed:
        return ""
    full = typed if "://" in typed else f"https://{typed}"
    parts = _split(full)
    if parts is None or parts.scheme not in _SCHEMES or "." not in (parts.hostname or "") or _spaced(full):
        raise BadInput(f"“{typed}” is no address: one begins with https:// and the name of a site.", field)
    return full


def normalised(address: str) -> str:
    """Return what two addresses of one page have in common: no scheme, trailing slash or tracking parameter.

    Host names lose their case and usual port; a fragment counts only where pages are told apart by it (`#!`, `#/`).
    """
    text = address.strip()
    parts = _split(text if "://" in text else f"//{text}")
    if parts is None:
        return text
    asked = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    ]
    query = f"?{urlencode(asked)}" if asked else ""
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    port = "" if parts.port in (None, *_USUAL_PORTS.values()) else f":{parts.port}"
    return f"{(parts.hostname or '').rstrip('.')}{port}{parts.path.rstrip('/')}{query}{fragment}"


def host(address: str) -> str:
    """Return the host name of an address in lower case, empty where there is none."""
    text = address.strip()
    parts = _split(text if "://" in text else f"//{text}")
    return (parts.hostname or "") if parts else ""


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        _ = parts.port  # a port that is no number shows only now
    except ValueError:
        return None
    return parts


def _spaced(text: str) -> bool:
    return any(sign.isspace() or not sign.isprintable() for sign in text)
