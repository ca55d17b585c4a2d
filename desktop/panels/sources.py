"""The page of sources: the library, begun by pasting an address or dropping files, with copies and citations."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from db.dates import describe, from_edtf
from db.errors import Problem
from db.sourcing import source_edits, sources
from db.sourcing.citations import STYLES, citation
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.attachments import Attachments
from desktop.forms.citation import Citation
from desktop.forms.source_begin import Beginnings, begin_typed
from desktop.forms.source_drops import Drops, addresses_in, files_in
from desktop.forms.source_fields import KIND, SIDE, form
from desktop.forms.specs import FieldSpec
from desktop.live import LiveTimeline
from desktop.models.rows_table import Column, RowsTable, number
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.tasks import Task
from desktop.widgets.notice import Notice
from desktop.wording import plain_tip, tr


class SourceTable(RowsTable):
    """Finds sources by all their texts, also those that no column shows."""

    def said_of(self, row: sources.SourceRow) -> str:
        """Return all texts of a source."""
        texts = (row.title, row.title_translated, row.author, row.publisher, row.url, row.kind, _side(row))
        return "\n".join((*texts, row.published, _published(row), row.retrieved))


class SourcesPage(RecordsPage):
    """Lists sources; begins, merges and deletes them, and copies citations of several.

    An address may be pasted onto the list, links and files dropped onto it; files dropped onto the form are
    attached to the source shown.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())
        self.beginnings = Beginnings(desk.live, self)
        self.notice = Notice()
        self.cite = QPushButton(tr("Copy citations"))
        self.cite.setToolTip(plain_tip(tr("Copies the citations of the chosen sources (Ctrl+Shift+C).")))
        self.cite.clicked.connect(self.copy_citations)
        self.tools.insertWidget(self.tools.indexOf(self.merge), self.cite)
        self.tools.addStretch(1)
        self.left.insertWidget(2, self.notice)
        self.add.setToolTip(plain_tip(tr("New source (Ctrl+N); or paste or drop one onto the list")))
        self.question: QMessageBox | None = None
        self._begun: int | None = None
        self._shortcut("Ctrl+V", self.paste)
        self._shortcut("Ctrl+Shift+C", self.copy_citations)
        self._drops = (
            Drops(self, self._takes),
            Drops(self._area, self._attaches),
        )  # the last one is asked first
        self._drops[0].dropped.connect(self._on_dropped)
        self._drops[1].dropped.connect(self._on_attached)
        self.beginnings.begun.connect(self._on_begun)
        self.beginnings.refused.connect(self.notice.say)
        self.beginnings.told.connect(self.message)

    def make_model(self) -> RowsTable:
        """Return the model of the library."""
        return SourceTable(self.spec.columns, self)

    # --- what is asked for ---

    @property
    def chosen(self) -> list[int]:
        """The ids of the sources chosen in the list, from top to bottom."""
        return [self.model.rows[place].id for place in self.view.chosen_places()]

    def begin_new(self) -> None:
        """Ask for the address or title of a new source."""
        self.notice.clear()
        super().begin_new()

    def paste(self) -> None:
        """Begin a source from what is on the clipboard: addresses, files, or a title that is shown first."""
        self.take(QApplication.clipboard().mimeData())

    def take(self, mime: QMimeData) -> None:
        """Begin sources from what was pasted or dropped."""
        if self._live.read_only:
            self.notice.say(self._live.read_only)
            return
        self.notice.clear()
        files, addresses = files_in(mime), addresses_in(mime)
        if files:
            self.beginnings.from_files(files)
        elif addresses:
            self.beginnings.from_addresses(addresses)
        else:
            self._begin_with(" ".join(mime.text().split())[:500])

    def delete_current(self) -> None:
        """Delete the sources chosen; where something hangs on them, that is asked first."""
        ids = self.chosen or ([self.current] if self.current is not None else [])
        if not ids or self._live.read_only:
            return
        with self._live.read() as session:
            hanging = sources.hanging(session, ids)
        if hanging:
            self._ask(ids, str(hanging))
        else:
            self._delete(ids)

    def copy_citations(self) -> None:
        """Put the citations of the chosen sources on the clipboard, one a line, in the style of the form."""
        part = self.form.parts["citation"]
        if isinstance(part, Citation) and self.chosen:
            task = Task(_citations, self._live, self.chosen, part.style_chosen, parent=self)
            task.done.connect(partial(self._on_cited, STYLES[part.style_chosen]))
            task.failed.connect(self._on_failed)
            task.start()

    # --- inside ---

    def _shortcut(self, keys: str, call: Any) -> None:
        shortcut = QShortcut(QKeySequence(keys), self.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(call)

    def _show_form(self, record: int | None = None) -> None:
        super()._show_form(record)
        self.cite.setEnabled(self.current is not None)

    def _choose(self, record: int) -> None:
        super()._choose(record)
        if record == self._begun:
            self._begun = None
            self.form.fields.focus("title")

    def _begin_with(self, text: str) -> None:
        self.begin_new()
        if self._dialog is not None and text:
            self._dialog.new.begin(text=text)

    def _on_added(self) -> None:
        known = self._dialog is not None and self.model.place_of(self._dialog.result_id) >= 0
        super()._on_added()
        if known:
            self.message.emit(tr("It is in the library already."))

    def _on_begun(self, source: int) -> None:
        if self.model.place_of(source) < 0:
            self._begun = source
        self.show_record(source)

    def _takes(self, mime: QMimeData) -> bool:
        files = files_in(mime)
        imported = any(path.suffix.lower() == ".csv" for path in files)  # the window asks about it
        return not self._live.read_only and not imported and bool(files or addresses_in(mime))

    def _attaches(self, mime: QMimeData) -> bool:
        return not self._live.read_only and self.current is not None and bool(files_in(mime))

    def _on_dropped(self, mime: QMimeData) -> None:
        self.take(mime)

    def _on_attached(self, mime: QMimeData) -> None:
        part = self.form.parts["attachments"]
        if isinstance(part, Attachments):
            self.form.sections["attachments"].set_open(True)
            part.attach(files_in(mime))

    def _ask(self, ids: Sequence[int], hanging: str) -> None:
        box = self.question = QMessageBox(QMessageBox.Icon.Question, tr("Delete source"), "", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        words = tr("On this source hang: {what}. Delete it with all of that?", what=hanging)
        if len(ids) > 1:
            words = tr("On these {count} sources hang: {what}. Delete them with all of that?",
                       count=len(ids), what=hanging)  # fmt: skip
        box.setText(words)
        go = box.addButton(tr("Delete with all"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go.clicked.connect(partial(self._delete, list(ids)))
        box.open()

    def _delete(self, ids: Sequence[int], *_: object) -> None:
        gone = set(ids)
        place = min(self.model.place_of(one) for one in ids)
        near = [*self.model.rows[place:], *reversed(self.model.rows[:place])]
        self._wanted = next((row.id for row in near if row.id not in gone), None)
        words = self.spec.delete_words if len(ids) == 1 else tr("Delete {count} sources", count=len(ids))
        try:
            self._live.edit(words, source_edits.delete, list(ids), with_what_hangs=True)
        except Problem as problem:
            self.notice.say(str(problem))
            return
        self.message.emit(tr("{what}: Ctrl+Z brings it back.", what=words))

    def _on_cited(self, style: str, lines: list[str]) -> None:
        QApplication.clipboard().setText("\n".join(lines))
        many = tr("{count} citations copied ({style}).", count=len(lines), style=tr(style))
        self.message.emit(tr("Citation copied ({style}).", style=tr(style)) if len(lines) == 1 else many)


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="sources",
        noun=tr("Sources"),
        rows=sources.rows,
        columns=(
            Column(tr("Title"), lambda row: row.title, width=26),
            Column(tr("Publisher"), lambda row: row.publisher, width=13),
            Column(tr("Kind"), lambda row: tr(row.kind) if row.kind else "", width=10),
            Column(tr("Side"), _side, width=13, tip=tr("Whose words they are")),
            Column(tr("Published"), _published, sort=lambda row: row.sort_day, width=12),
            Column(tr("Retrieved"), lambda row: row.retrieved, width=12),
            number(tr("Events"), "events", tr("Events it is evidence for")),
            number(tr("Copies"), "attachments", tr("Attached copies")),
        ),
        tables=frozenset({"source", "evidence", "attachment"}),
        form=form(),
        new=NewSpec(
            title=tr("New source"),
            fields=(
                FieldSpec(
                    "text",
                    tr("Address or title"),
                    tip=tr(
                        "An address begins a web page, retrieved today; one that is there already is shown."
                    ),
                    hint="https://…",
                ),
                KIND,
                SIDE,
            ),
            add=begin_typed,
            defaults={"text": "", "kind": "", "side": ""},
        ),
        delete=source_edits.delete,
        delete_words=tr("Delete source"),
        merges="source",
        merge_words=tr("Makes this source and another one a single record."),
        hint=tr(
            "Sources are what events rest on.\n\nPaste an address, drop a link or files, or choose “New…” (Ctrl+N)."
        ),
    )


def _side(row: sources.SourceRow) -> str:
    return tr(row.side) if row.side else ""


def _published(row: sources.SourceRow) -> str:
    """Return a plain date as it is stored, which is short and can be compared, any other in words."""
    plain = row.published.replace("-", "").isdecimal()
    return row.published if plain or not row.published else describe(from_edtf(row.published))


def _citations(live: LiveTimeline, ids: Sequence[int], style: str) -> list[str]:
    with live.read() as session:
        found = [sources.detail(session, one) for one in ids]
    return [citation(one, style) for one in found if one is not None]
