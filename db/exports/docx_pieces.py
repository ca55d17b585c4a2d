"""Paragraphs and tables of a Word document, appended as XML: a thousand times faster than by python-docx's own."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

_LATIN: Final = "Cambria"
_EAST_ASIAN: Final = "Microsoft YaHei"
_FONTS: Final = {"ja": "Yu Mincho", "ko": "Malgun Gothic", "zh": "Microsoft YaHei"}
"""The font of East Asian text by language; a reader without it takes one of its own."""
_TAGS: Final = {"ja": "ja-JP", "ko": "ko-KR", "zh": "zh-CN"}
_INK: Final = "24292F"
_SOFT: Final = "59636E"
_OWN: Final = {
    "When": (9.0, _SOFT, 0),
    "Fact": (9.5, _INK, 1701),
    "Source": (10.0, _INK, 567),
}
"""Styles that the template lacks: size in points, colour, and the hanging indent in twentieths of a point."""
_SIZES: Final = {"Title": 20.0, "Heading 1": 15.0, "Heading 2": 11.5, "Caption": 9.0, "Quote": 10.0, "Normal": 10.5,
                 "List Bullet": 10.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; `soft` is of less weight, `language` is that of the text, empty for the document's."""

    text: str
    soft: bool = False
    language: str = ""


class Pieces:
    """A document that grows at its end."""

    def __init__(self, language: str, title: str) -> None:
        import docx

        self._document: Any = docx.Document()
        body = self._document.element.body
        self._end: Any = body.sectPr
        self._ids: dict[str, str] = {}
        self._set_page()
        self._set_styles(language)
        self._set_properties(language, title)

    def paragraph(self, style: str, *runs: Run) -> None:
        """Append a paragraph in a style, by its name."""
        self._end.addprevious(self._made(style, runs))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Append a table with a line between its rows."""
        table = self._document.add_table(rows=0, cols=len(rows[0]) if rows else 1)
        table.style = self._document.styles["Table Grid"]
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                element = cell._tc
                element.remove(element.p_lst[0])
                element.append(self._made("Fact cell", (Run(text),)))

    def saved(self) -> bytes:
        """The document as a file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    # --- XML -------------------------------------------------------------------------------------------------

    def _made(self, style: str, runs: Sequence[Run]) -> Any:
        paragraph = _element("w:p")
        properties = _element("w:pPr")
        properties.append(_element("w:pStyle", val=self._style_id(style)))
        paragraph.append(properties)
        for run in runs:
            if run.text:
                paragraph.append(_run(run))
        return paragraph

    def _style_id(self, name: str) -> str:
        if name not in self._ids:
            self._ids[name] = self._document.styles[name].style_id
        return self._ids[name]

    # --- the document as a whole -------------------------------------------------------------------------------

    def _set_page(self) -> None:
        from docx.shared import Mm

        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(22)

    def _set_styles(self, language: str) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt, RGBColor

        styles = self._document.styles
        for name, (size, ink, hanging) in {**_OWN, "Fact cell": (9.5, _INK, 0)}.items():
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            style.font.size = Pt(size)
            style.font.color.rgb = RGBColor.from_string(ink)
            layout = style.paragraph_format
            layout.space_before, layout.space_after = Pt(0), Pt(1 if hanging else 3)
            if hanging:
                layout.left_indent, layout.first_line_indent = Pt(hanging / 20), Pt(-hanging / 20)
                layout.tab_stops.add_tab_stop(Pt(hanging / 20))
        for name, size in _SIZES.items():
            style = styles[name]
            style.font.size = Pt(size)
            style.font.color.rgb = RGBColor.from_string(_SOFT if name == "Caption" else _INK)
            style.font.bold = name.startswith("Heading") or name == "Title"
            style.font.italic = False
        styles["Quote"].paragraph_format.left_indent = Pt(28)
        styles["Normal"].paragraph_format.space_before = Pt(3)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        styles["Heading 2"].paragraph_format.space_before = Pt(14)
        styles["Heading 2"].paragraph_format.keep_with_next = True
        for style in (*(styles[name] for name in (*_SIZES, *_OWN, "Fact cell")),):
            _set_fonts(style.element.get_or_add_rPr(), _EAST_ASIAN)
        defaults = styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
        _set_fonts(defaults, _EAST_ASIAN)
        _set_language(defaults, language, "zh-CN")

    def _set_properties(self, language: str, title: str) -> None:
        core = self._document.core_properties
        core.title, core.language, core.author, core.comments = _clean(title)[:255], language, "", ""
        kept = core._element
        for child in [
            each for each in kept if each.tag.endswith(("}created", "}modified", "}lastModifiedBy"))
        ]:
            kept.remove(child)


def _element(name: str, **attributes: str) -> Any:
    from docx import oxml
    from docx.oxml.ns import qn

    library: Any = oxml  # its types are only half known
    made: Any = library.OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _run(run: Run) -> Any:
    made = _element("w:r")
    language = run.language.partition("-")[0].lower()
    if run.soft or language in _FONTS or run.language:
        properties = _element("w:rPr")
        if language in _FONTS:
            properties.append(_element("w:rFonts", eastAsia=_FONTS[language], hint="eastAsia"))
        if run.soft:
            properties.append(_element("w:color", val=_SOFT))
        if language in _TAGS:
            properties.append(_element("w:lang", eastAsia=_TAGS[language]))
        elif run.language:
            properties.append(_element("w:lang", val=run.language))
        made.append(properties)
    for place, part in enumerate(_clean(run.text).split("\t")):
        if place:
            made.append(_element("w:tab"))
        if part:
            text = _element("w:t")
            text.text = part
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(text)
    return made


def _set_fonts(properties: Any, east_asian: str) -> None:
    """Set the fonts of a style; those of the template's theme would go before them."""
    from docx.oxml.ns import qn

    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    made = _element("w:rFonts", ascii=_LATIN, hAnsi=_LATIN, eastAsia=east_asian, cs=_LATIN)
    properties.insert(0, made)


def _set_language(properties: Any, language: str, east_asian: str) -> None:
    from docx.oxml.ns import qn

    found = properties.find(qn("w:lang"))
    if found is not None:
        properties.remove(found)
    properties.append(_element("w:lang", val=language, eastAsia=east_asian, bidi="ar-SA"))


def _clean(text: str) -> str:
    """Text without the characters that XML forbids; line ends become spaces."""
    return "".join(
        " " if sign in "\r\n" else sign
        for sign in text
        if sign in "\t\r\n"
        or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
    )
