"""The first page of an import: what the file is, how its cells are read, and its first rows."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.importing.setup import OWN, PACKAGE, TABLE, Look, Setup
from desktop.importing.words import DELIMITERS
from desktop.importing.work import ROWS
from desktop.models.cells_table import CellsTable
from desktop.widgets.notice import Notice
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import PlainLabel, tr

if TYPE_CHECKING:
    from db.imports.incoming import Incoming
    from db.imports.tables.book import Book
    from db.replication.importing import Imported


class WhatPage(QWidget):
    """Shows what was found and lets it be corrected: `changed` comes with every correction."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setup = Setup()
        self.kind = _combo(tr("What it is"))
        self.encoding = _combo(tr("Encoding"))
        self.delimiter = _combo(tr("Cells are parted by"))
        self.sheet = _combo(tr("Sheet"))
        self.header = QCheckBox(tr("The first row names the columns"))
        self.pairs = QCheckBox(tr("Join A→B and B→A of one day and code to one event"))
        self.span = QLineEdit()
        self.span.setPlaceholderText(tr("2004..2026"))
        self.span.setAccessibleName(tr("Span"))
        self.notice = Notice()
        self.about = ToneLabel("", Tone.QUIET)
        self.cells = CellsTable(self)
        self.preview = QTableView()
        self._form = QFormLayout()
        self._holders: dict[QWidget, QWidget] = {}
        self._lay_out()
        self._fill()
        for combo in (self.kind, self.encoding, self.delimiter, self.sheet):
            combo.activated.connect(self._on_chosen)
        self.header.clicked.connect(self._on_chosen)
        self.pairs.clicked.connect(self._on_chosen)
        self.span.editingFinished.connect(self._on_chosen)

    def begin(self, setup: Setup) -> None:
        """Start with files whose kind is still to be found."""
        self.setup = setup
        self.kind.setEnabled(bool(setup.paths))

    def show_look(self, look: Look) -> None:
        """Show what was found."""
        self.notice.clear()
        self.kind.setCurrentIndex(max(self.kind.findData(look.format), 0))
        is_table = look.book is not None
        for field in (self.encoding, self.delimiter, self.sheet, self.header):
            self._show_row(field, shown=is_table)
        self._show_row(self.pairs, shown=look.format in {"icews", "gdelt"})
        self._show_row(self.span, shown=look.format == "icalendar_events")
        if look.book is not None:
            self._show_book(look.book)
        elif look.incoming is not None:
            self._show_incoming(look.incoming)
        elif look.package is not None:
            self.cells.show_cells((), ())
            self.about.setText(_of_package(look.package))
        self.preview.setVisible(bool(self.cells.rows))

    def refuse(self, sentence: str) -> None:
        """Say why the file can't be read so."""
        self.cells.show_cells((), ())
        self.about.setText("")
        self.notice.say(sentence)

    def _show_book(self, book: "Book") -> None:
        reading, sheet = book.reading, book.sheet
        self._show_row(self.encoding, shown=bool(reading.encoding))
        self._show_row(self.delimiter, shown=bool(reading.delimiter))
        self._show_row(self.sheet, shown=len(book.names) > 1)
        self.sheet.clear()
        for name in book.names:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(self.sheet.findData(reading.sheet))
        self.encoding.setCurrentIndex(self.encoding.findData(reading.encoding))
        self.delimiter.setCurrentIndex(self.delimiter.findData(reading.delimiter))
        self.header.setChecked(reading.has_header)
        faults = {(each.row, -1): each.message for each in sheet.problems}
        self.cells.show_cells(sheet.names, sheet.rows[:ROWS], faults)
        said = [
            tr("{count} rows in {columns} columns.", count=f"{len(sheet.rows):,}", columns=len(sheet.names))
        ]
        if sheet.problems:
            said.append(
                tr("{count} rows can’t be used: {first}", count=len(sheet.problems), first=sheet.problems[0])
            )
        self.about.setText(" ".join([*said, *book.notes]))

    def _show_incoming(self, incoming: "Incoming") -> None:
        counted = {
            tr("events"): len(incoming.events.rows) if incoming.events else 0,
            tr("actors"): len(incoming.actors),
            tr("standings"): len(incoming.standings),
            tr("successions"): len(incoming.successions),
            tr("contexts"): len(incoming.contexts),
            tr("sources"): len(incoming.sources),
        }
        said = ", ".join(f"{count:,} {words}" for words, count in counted.items() if count)
        self.about.setText(
            "\n".join([tr("It holds {what}.", what=said or tr("nothing")), *incoming.left_out])
        )
        if incoming.events is not None:
            faults = {(each.row, -1): each.message for each in incoming.events.problems}
            self.cells.show_cells(incoming.events.columns, incoming.events.rows[:ROWS], faults)
        else:
            rows = [(each.row, (each.name, each.country, each.family)) for each in incoming.actors[:ROWS]]
            rows += [(each.row, (each.title, each.author, each.edtf)) for each in incoming.sources[:ROWS]]
            self.cells.show_cells((tr("Name"), "", ""), rows)

    def _lay_out(self) -> None:
        self.preview.setModel(self.cells)
        self.preview.setAccessibleName(tr("The first rows"))
        self.preview.setTabKeyNavigation(False)
        self.preview.setWordWrap(False)
        self.preview.verticalHeader().setDefaultSectionSize(24)
        for label, field in (
            (tr("What it is"), self.kind),
            (tr("Encoding"), self.encoding),
            (tr("Cells are parted by"), self.delimiter),
            (tr("Sheet"), self.sheet),
            (tr("Recurring events within"), self.span),
        ):
            shown = PlainLabel(label)
            shown.setBuddy(field)
            self._holders[field] = _left(field)
            self._form.addRow(shown, self._holders[field])
        self._form.addRow("", self.header)
        self._form.addRow("", self.pairs)
        self._form.setHorizontalSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._form)
        layout.addWidget(self.notice)
        layout.addWidget(self.about)
        layout.addWidget(self.preview, 1)

    def _fill(self) -> None:
        from db.imports.formats import FORMATS
        from db.imports.tables import ENCODINGS

        self.kind.addItem(tr("Table with columns of its own"), TABLE)
        self.kind.addItem(tr("Table in Liaison’s own columns"), OWN)
        self.kind.addItem(tr("Replication package"), PACKAGE)
        for each in FORMATS:
            self.kind.addItem(each.title, each.key)
        for key, words in ENCODINGS.items():
            self.encoding.addItem(words, key)
        for sign, words in DELIMITERS.items():
            self.delimiter.addItem(words, sign)

    def _show_row(self, field: QWidget, *, shown: bool) -> None:
        self._form.setRowVisible(self._holders.get(field, field), shown)

    def _on_chosen(self) -> None:
        sender = self.sender()
        table, options = self.setup.table, self.setup.options
        if sender is self.kind:
            self.setup = replace(self.setup, format=self.kind.currentData(), mapping=None)
        elif sender is self.pairs:
            self.setup = replace(self.setup, options=replace(options, join_pairs=self.pairs.isChecked()))
        elif sender is self.span:
            if not self._take_span():
                return
        else:
            said = {
                self.encoding: ("encoding", self.encoding.currentData()),
                self.delimiter: ("delimiter", self.delimiter.currentData()),
                self.sheet: ("sheet", self.sheet.currentData()),
                self.header: ("header", self.header.isChecked()),
            }
            name, value = next(each for field, each in said.items() if field is sender)
            self.setup = replace(self.setup, table=replace(table, **{name: value}), mapping=None)
        self.changed.emit()

    def _take_span(self) -> bool:
        from db.dates import DateError, parse

        text = self.span.text().strip()
        try:
            span = parse(text.replace("..", "/")) if text else None
        except DateError as error:
            self.notice.say(str(error))
            return False
        if span == self.setup.options.span:
            return False
        self.setup = replace(self.setup, options=replace(self.setup.options, span=span))
        return True


def _of_package(package: "Imported") -> str:
    others = sum(package.rows.values()) - package.events
    return tr(
        "A replication package of {events} events and {others} other records, made by Liaison {program}. All of it is "
        "brought into this timeline, which has to be empty.",
        events=f"{package.events:,}", others=f"{others:,}", program=package.program,
    )  # fmt: skip


def _combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def _left(field: QWidget) -> QWidget:
    """Return a field as wide as it wants to be, at the left of its row."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(field)
    line.addStretch(1)
    return holder
