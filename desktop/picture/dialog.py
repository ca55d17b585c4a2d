"""Asks how the picture of the timeline shall be: format, page, span and words, with a preview."""

from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from db.dates import UncertainDate
from db.dates import parse as parse_date
from db.errors import Problem
from desktop import settings
from desktop.picture.content import Shown, days_of, gather
from desktop.picture.preview import Preview
from desktop.picture.sheets import POINT, arrange
from desktop.picture.spec import MOST_ACROSS, PictureSpec
from desktop.picture.writing import image
from desktop.tasks import Newest
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.date_field import DateField
from desktop.widgets.line_field import LineField
from desktop.widgets.number_field import NumberField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

KINDS: Final = {"pdf": "PDF", "svg": "SVG", "png": "PNG"}
_PAPERS: Final = {
    "A4 wide": "A4, landscape", "A4 high": "A4, portrait", "A3 wide": "A3, landscape", "A3 high": "A3, portrait",
}  # fmt: skip
_ARRANGEMENTS: Final = {
    "page": "All on one page", "height": "One page, as high as needed", "pages": "Several pages",
}  # fmt: skip
_SPANS: Final = {"view": "What is in view now", "all": "The whole span", "days": "Chosen days"}
_PREVIEW_WIDTH: Final = 1100


class _Drawn(NamedTuple):
    image: QImage
    pages: int
    told: str


class PictureDialog(QDialog):
    """Shows the choices beside a page of the picture; `chosen(PictureSpec)` follows the button."""

    chosen = Signal(object)

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export the picture of the timeline"))
        self._shown = shown
        kept = settings.text("picture/paper", "A4 wide")
        self.kind = _choice(KINDS, settings.text("picture/kind", "pdf"), tr("Format"))
        self.paper = _choice(_PAPERS, kept, tr("Page"))
        self.arrangement = _choice(
            _ARRANGEMENTS, settings.text("picture/arrangement", "page"), tr("Arranged")
        )
        self.across = _spin(1, MOST_ACROSS, 2, tr("Pages side by side"))
        self.dpi = NumberField(50, 1200)
        self.dpi.show_value(300)
        self.span = _choice(_SPANS, "view", tr("Days"))
        self.first, self.last = DateField(), DateField()
        self.title = LineField()
        self.words = QPlainTextEdit()
        self.preview = Preview()
        self.page = _spin(1, 1, 1, tr("Page of the preview"))
        self.told = ToneLabel("", Tone.QUIET)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write = self.buttons.addButton(tr("&Write…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._drawing = Newest(self)
        self._lay_out()
        self._show_days()
        self._connect()
        self._on_changed()

    @property
    def spec(self) -> PictureSpec:
        """What is chosen now."""
        paper, _, form = str(self.paper.value).partition(" ")
        first, last = self._days()
        return PictureSpec(
            kind=str(self.kind.value),
            paper=paper,
            landscape=form == "wide",
            arrangement=str(self.arrangement.value),
            across=self.across.value(),
            span=str(self.span.value),
            first=first,
            last=last,
            title=self.title.text().strip(),
            words=self.words.toPlainText().strip(),
            dpi=self.dpi.value() or 300,
        )

    # --- slots ---

    def _on_chosen(self, value: object) -> None:
        field = self.sender()
        if isinstance(field, ChoiceField):
            field.show_value(value)
        self._on_changed()

    def _on_date(self, value: UncertainDate | None) -> None:
        field = self.sender()
        if isinstance(field, DateField):
            field.show_value(value)
        self._on_changed()

    def _on_changed(self) -> None:
        spec = self.spec
        form = self._form
        form.setRowVisible(self.arrangement, spec.kind == "pdf")
        form.setRowVisible(self.across, spec.arranged == "pages")
        form.setRowVisible(self.dpi, spec.kind == "png")
        for field in (self.first, self.last):
            form.setRowVisible(field, spec.span == "days")
        self._drawing.ask(_drawn, self._shown, spec, self.page.value() - 1)

    def _on_drawn(self, drawn: _Drawn) -> None:
        self.page.setMaximum(drawn.pages)
        self.page.setSuffix(tr(" of {pages}", pages=drawn.pages))
        self.page.setEnabled(drawn.pages > 1)
        self.told.setText(drawn.told)
        self.preview.show_image(drawn.image)
        self.write.setEnabled(True)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self.preview.show_image(None, str(error))

    def _on_accepted(self) -> None:
        for field in (self.first, self.last, self.dpi):
            field.commit()
        for name, field in (("kind", self.kind), ("paper", self.paper), ("arrangement", self.arrangement)):
            settings.remember(f"picture/{name}", field.value)
        self.accept()
        self.chosen.emit(self.spec)

    # --- helpers ---

    def _connect(self) -> None:
        for field in (self.kind, self.paper, self.arrangement, self.span):
            field.committed.connect(self._on_chosen)
        for spin in (self.across, self.page):
            spin.valueChanged.connect(self._on_changed)
        for field in (self.first, self.last):
            field.committed.connect(self._on_date)
        self.title.editingFinished.connect(self._on_changed)
        self.words.textChanged.connect(self._on_changed)
        self._drawing.done.connect(self._on_drawn)
        self._drawing.failed.connect(self._on_failed)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)

    def _days(self) -> tuple[int, int]:
        first, last = self.first.date, self.last.date
        begin, end = (int(day) for day in days_of(self._shown, PictureSpec()))
        found = (
            first.start[0] if first is not None and first.start[0] is not None else begin,
            last.end[1] if last is not None and last.end[1] is not None else end - 1,
        )
        return min(found), max(found)

    def _show_days(self) -> None:
        first, last = days_of(self._shown, replace(PictureSpec(), span="view"))
        for field, day in ((self.first, int(first)), (self.last, int(last) - 1)):
            iso = date.fromordinal(min(max(1, day), date.max.toordinal())).isoformat()
            field.show_value(parse_date(iso))

    def _lay_out(self) -> None:
        self.words.setFixedHeight(68)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(tr("Added to the caption"))
        self.title.setAccessibleName(tr("Title"))
        form = self._form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for words, field in (
            (tr("&Format"), self.kind), (tr("&Page"), self.paper), (tr("&Arranged"), self.arrangement),
            (tr("Pages &side by side"), self.across), (tr("D&ots per inch"), self.dpi), (tr("&Days"), self.span),
            (tr("F&irst day"), self.first), (tr("&Last day"), self.last), (tr("&Title"), self.title),
            (tr("Add to the &caption"), self.words),
        ):  # fmt: skip
            form.addRow(words, field)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(form)
        left.addWidget(self.told)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        right.addWidget(self.page)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left)
        both.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(both, 1)
        column.addWidget(self.buttons)
        self.write.setDefault(True)
        self.write.setEnabled(False)
        self.resize(1020, 620)


def _drawn(shown: Shown, spec: PictureSpec, number: int) -> _Drawn:
    """Draw a page of the preview (in the pool)."""
    sheets = arrange(gather(shown, spec), spec)
    place = min(number, len(sheets.pages) - 1)
    return _Drawn(
        image(sheets, place, _PREVIEW_WIDTH), len(sheets.pages), told(sheets.point, sheets.left_out)
    )


def told(point: float, left_out: int) -> str:
    """Say how small the text is, and what to do where that is too small."""
    size = round(13 * point, 1)
    if left_out:
        return tr("{count} lanes find no room: choose several pages, or a larger one.", count=f"{left_out:,}")
    if point < 0.75 * POINT:
        return tr("Text is only {size} points high: choose several pages, or a larger one.", size=size)
    return tr("Text is {size} points high.", size=size)


def _choice(words: dict[str, str], value: str, name: str) -> ChoiceField:
    field = ChoiceField([Choice(key, tr(said)) for key, said in words.items()])
    field.setAccessibleName(name)
    field.show_value(value if value in words else next(iter(words)))
    return field


def _spin(least: int, most: int, value: int, name: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setValue(value)
    spin.setAccessibleName(name)
    return spin
