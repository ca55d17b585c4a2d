"""XML and HTML of foreign files: read without entities, and as plain text."""

import re
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from db.imports.incoming import UnreadableTable
from db.imports.tables import delimited
from db.imports.tables.book import MOST_BYTES
from db.imports.tables.encodings import NOTHING

_GZIP: Final = b"\x1f\x8b"
_DEEPEST: Final = 200
_BREAKS: Final = frozenset(("address", "blockquote", "br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
                            "li", "ol", "p", "pre", "table", "tr", "ul"))  # fmt: skip
_UNSEEN: Final = frozenset(("script", "style", "template"))
_NAME: Final = re.compile(r"<([/!?]?)([A-Za-z][A-Za-z0-9]*|(?<=[!?]))")
"""The beginning of a tag; declarations have no name."""
_BODY: Final = re.compile(r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+")
_ADDRESS: Final = re.compile(r"(?i)\bhref\s*=\s*([\"']?)([^\"'\s>]+)\1")


# --- XML ---------------------------------------------------------------------------------------------------


def load(path: Path) -> bytes:
    """Return a file's bytes, unpacked where it is packed by gzip; raises UnreadableTable."""
    data = delimited.load(path)
    return unpacked(path, data) if data.startswith(_GZIP) else data


def unpacked(path: Path, data: bytes) -> bytes:
    """Return what gzip packed; raises UnreadableTable for what is broken or larger than any file that is read."""
    unpack = zlib.decompressobj(wbits=31)
    try:
        whole = unpack.decompress(data, MOST_BYTES + 1)
    except zlib.error as error:
        raise UnreadableTable(f"“{path}” is packed by gzip and broken; {NOTHING}; get it anew.") from error
    if len(whole) > MOST_BYTES:
        raise UnreadableTable(f"“{path}” unpacks to more than {MOST_BYTES // 1024**2} MB; {NOTHING}.")
    if not unpack.eof:
        raise UnreadableTable(f"“{path}” is packed by gzip and ends early; {NOTHING}; get it anew.")
    return whole


def beginning(data: bytes) -> bytes:
    """Return the beginning of a file, unpacked where it is packed by gzip, as far as it can be."""
    if not data.startswith(_GZIP):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 65_536)
    except zlib.error:
        return b""


def tree(path: Path) -> Element:
    """Return the root of an XML file; raises UnreadableTable where it is none, or defines entities."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    data = load(path)
    try:
        root = fromstring(data)
    except DefusedXmlException as error:
        raise UnreadableTable(
            f"“{path}” defines entities, which can hide any amount of text; {NOTHING}; "
            "save it anew with the program that it comes from."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableTable(f"“{path}” is no XML that can be read ({error}); {NOTHING}.") from error
    if _deeper_than(root, _DEEPEST):
        raise UnreadableTable(f"“{path}” is nested more than {_DEEPEST} deep; {NOTHING}.")
    return root


def _deeper_than(root: Element, most: int) -> bool:
    level = [root]
    for _ in range(most):
        level = [child for each in level for child in each]
        if not level:
            return False
    return True


def without_namespaces(root: Element) -> Element:
    """Take the namespaces from the names of all elements, and return the root."""
    for each in root.iter():
        each.tag = each.tag.rpartition("}")[2]
    return root


def text_of(parent: Element, name: str) -> str:
    """Return the text of a child, empty where there is none."""
    return (parent.findtext(name) or "").strip()


def texts_of(parent: Element, name: str) -> Iterator[str]:
    """Yield the texts of the children of a name that hold any."""
    for child in parent.findall(name):
        if child.text and child.text.strip():
            yield child.text.strip()


# --- HTML --------------------------------------------------------------------------------------------------


def plain(html: str) -> str:
    """Return the text of HTML as lines; a text without any tags or references comes back as it is.

    Blocks end lines, links are followed by their address. Unlike that of the standard library, this reading passes
    every letter once, however broken the text is.
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    parts: list[str] = []
    links: list[tuple[str, int]] = []
    for text, tag, closes, attributes in _tokens(html):
        if text:
            parts.append(unescape(text))
        elif tag in _BREAKS:
            parts.append("\n")
        elif tag == "a" and not closes:
            found = _ADDRESS.search(attributes)
            links.append((unescape(found[2]) if found else "", len(parts)))
        elif tag == "a" and links:
            address, start = links.pop()
            if "://" in address and "".join(parts[start:]).strip() != address:
                parts.append(f" ({address})")
    lines = (re.sub(r"[ \t\r\f\xa0]+", " ", line).strip() for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _tokens(html: str) -> Iterator[tuple[str, str, bool, str]]:
    """Yield texts, and tags with whether they close and what stands in them."""
    at, length = 0, len(html)
    while at < length:
        start = html.find("<", at)
        if start != at:
            yield html[at : start if start >= 0 else length], "", False, ""
            at = start if start >= 0 else length
            continue
        if html.startswith("<!--", at):
            end = html.find("-->", at)
            at = end + 3 if end >= 0 else length
            continue
        name = _NAME.match(html, at)
        if name is None:
            yield "<", "", False, ""
            at += 1
            continue
        body = _BODY.match(html, name.end())
        end = body.end() if body else length
        if not html.startswith(">", end):
            yield html[at:end], "", False, ""
            at = end
            continue
        tag = name[2].lower()
        at = end + 1
        if tag in _UNSEEN and not name[1]:
            closing = re.compile(f"</{tag}", re.IGNORECASE).search(html, at)
            at = closing.start() if closing else length
        elif tag:
            yield "", tag, bool(name[1]), html[name.end() : end]
