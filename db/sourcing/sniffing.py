"""What a file is, told by its bytes and never by its ending."""

import re
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

ENDINGS: Final = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
}
"""Media types that are known, with the ending that a viewer expects."""

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_BINARY: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_WIDE: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEAD: Final = 4096
"""Bytes in which a file must show what it is; the HTML standard allows 1,024 for the declaration of its charset."""


def media_type(data: bytes) -> str:
    """Return the media type of a file's bytes, one of ENDINGS, or empty where it is none of them."""
    if b"%PDF-" in data[:1024]:  # readers accept junk before it
        return "application/pdf"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00" and len(data) > 26:
        return "image/bmp"
    return _of_text(data)


def _of_text(data: bytes) -> str:
    head = data[:_HEAD]
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            head = data[: _HEAD * 2].decode(encoding, "replace").encode()
            return "text/html" if _HTML.search(head) else "text/plain"
    if not data or _BINARY.search(data):
        return ""
    return "text/html" if _HTML.search(head) else "text/plain"


@dataclass
class _Title(HTMLParser):
    """Collects the text of the first title element."""

    text: str = ""
    inside: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.inside = tag == "title" and not self.text

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data


def html_title(data: bytes) -> str:
    """Return the title a web page gives itself, in one line, empty where it has none."""
    found = _CHARSET.search(data[:_HEAD])
    wide = next((encoding for mark, encoding in _WIDE if data.startswith(mark)), "")
    encoding = wide or (found[1].decode("ascii") if found else "utf-8")
    try:
        text = data[: 64 * 1024].decode(encoding, "replace")
    except (LookupError, UnicodeError):  # a charset nobody knows, or that can't replace what is no text
        text = data[: 64 * 1024].decode("utf-8", "replace")
    reader = _Title()
    with suppress(AssertionError):  # raised by html.parser for a marked section it does not know
        reader.feed(text)
    title = reader.text.encode(errors="replace").decode()  # UTF-7 and the like give lone surrogates
    return " ".join(title.split())
