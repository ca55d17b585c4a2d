"""The page of the codebook: the file's own definitions of types, channels, levels, areas, issues and tags."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QToolButton
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codebook import codebook_edits, codebook_terms
from db.errors import Problem
from db.models import Term
from db.words import TERM_VOCABULARIES
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.record_form import FormSpec, SectionSpec
from desktop.forms.specs import FieldSpec, chosen_from
from desktop.forms.term_use import TermUse
from desktop.models.rows_table import Column, number
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr


class CodebookPage(RecordsPage):
    """Lists the terms of one vocabulary or all, with the codebook's version; orders and exports them.

    Alt+Up and Alt+Down move the term chosen among those of its vocabulary, which is the order fields offer them in.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())
        self._rows: list[codebook_terms.TermRow] = []
        all_of_them = (Choice("", tr("all vocabularies")), *chosen_from(TERM_VOCABULARIES))
        self.vocabulary = ChoiceField(all_of_them)
        self.vocabulary.combo.setMinimumContentsLength(16)
        self.vocabulary.setAccessibleName(tr("Vocabulary"))
        self.vocabulary.show_value("")
        self.version = ToneLabel("", Tone.QUIET)
        self.export = QPushButton(tr("Export…"))
        self.export.setToolTip(plain_tip(tr("Writes the codebook with its version as JSON or CSV.")))
        self.up = self._mover(Qt.ArrowType.UpArrow, "Alt+Up", tr("Moves the term up in its vocabulary"), -1)
        self.down = self._mover(
            Qt.ArrowType.DownArrow, "Alt+Down", tr("Moves the term down in its vocabulary"), 1
        )
        self.tools.addWidget(self.vocabulary)
        self.tools.addWidget(self.version, 1)
        for button in (self.up, self.down, self.export):
            self.tools.addWidget(button)
        self.vocabulary.committed.connect(self._on_vocabulary)
        self.export.clicked.connect(self._on_export)

    def take_rows(self, rows: Any) -> None:
        """Show the terms of the vocabulary chosen."""
        self._rows, version = rows
        self.version.setText(tr("version {number}", number=version))
        wanted = self.vocabulary.value
        super().take_rows([row for row in self._rows if wanted in {"", row.vocabulary}])

    def move_term(self, step: int) -> None:
        """Move the term shown one place up (-1) or down (1) in its vocabulary."""
        term = self.form.detail
        if term is None or self._live.read_only:
            return
        ids = [row.id for row in self._rows if row.vocabulary == term.vocabulary]
        place = ids.index(term.id) if term.id in ids else -1
        to = place + step
        if place < 0 or not 0 <= to < len(ids):
            return
        ids[place], ids[to] = ids[to], ids[place]
        try:
            self._live.edit(tr("Move term {name}", name=term.label), codebook_edits.reorder, ids)
        except Problem as problem:
            self.message.emit(str(problem))
            return
        self._rows = _in_order(self._rows, ids)  # a second step may come before they are read again
        self.message.emit(
            tr("{name} is number {place} of {count} now.", name=term.label, place=to + 1, count=len(ids))
        )

    def _mover(self, arrow: Qt.ArrowType, keys: str, tip: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setArrowType(arrow)
        button.setToolTip(
            plain_tip(f"{tip} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})")
        )
        button.setAccessibleName(tip)
        button.clicked.connect(partial(self._on_move, step))
        shortcut = QShortcut(QKeySequence(keys), self.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(partial(self._on_move, step))
        return button

    def _show_form(self, record: int | None = None) -> None:
        super()._show_form(record)
        for button in (self.up, self.down):
            button.setEnabled(self.current is not None and not self._live.read_only)

    def _on_move(self, step: int, *_: object) -> None:
        self.move_term(step)

    def _on_vocabulary(self, name: object) -> None:
        self.vocabulary.show_value(name)
        self.refresh()

    def _on_export(self) -> None:
        from desktop.dialogs.codebook_file import export_codebook

        export_codebook(self, self._live, self.message.emit)


def _rows(session: Session) -> tuple[list[codebook_terms.TermRow], int]:
    return codebook_terms.rows(session), codebook_terms.version(session)


_LABEL = FieldSpec("label", tr("Term"))
_DEFINITION = FieldSpec("definition", tr("Definition"), "text", tr("When a coder should choose it."))


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="codebook",
        noun=tr("Codebook"),
        rows=_rows,
        columns=(
            Column(tr("Term"), lambda row: row.label, width=20),
            Column(tr("Vocabulary"), lambda row: tr(row.vocabulary), width=10),
            Column(tr("Definition"), lambda row: row.definition, width=30),
            Column(tr("CAMEO"), lambda row: row.cameo, width=7),
            Column(tr("PLOVER"), lambda row: row.plover, width=16),
            number(tr("Uses"), "uses", tr("Records that bear it")),
        ),
        tables=frozenset({"term", "event", "event_term", "post", "invitation"}),
        form=FormSpec(
            name="codebook",
            load=_load,
            setter=codebook_edits.change,
            change_words=tr("Change codebook"),
            fields=(
                _LABEL,
                _DEFINITION,
                FieldSpec("parent_id", tr("Under"), "name", tr("The wider term it belongs to."), of="term"),
                FieldSpec("cameo", tr("CAMEO"), tip=tr("Code of the CAMEO ontology, such as 042.")),
                FieldSpec("plover", tr("PLOVER"), tip=tr("Event and mode, such as CONSULT visit.")),
            ),
            sections=(SectionSpec("use", tr("Use"), TermUse),),
        ),
        new=NewSpec(
            title=tr("New term"),
            fields=(
                FieldSpec("vocabulary", tr("Vocabulary"), "choice", choices=chosen_from(TERM_VOCABULARIES)),
                _LABEL,
                _DEFINITION,
            ),
            add=codebook_edits.add,
            defaults={"vocabulary": "tag", "label": "", "definition": ""},
        ),
        delete=codebook_edits.remove,
        delete_words=tr("Delete term"),
        hint=tr("The codebook says what each type, level, issue and tag means."),
    )


def _load(session: Session, term_id: int) -> codebook_terms.TermRow | None:
    """Return one term for the form, `parent` being the label of the wider one; counts only what bears this one."""
    term = session.get(Term, term_id)
    if term is None:
        return None
    wider = session.get(Term, term.parent_id) if term.parent_id else None
    counts = (select(func.count()).where(column == term_id) for column in codebook_terms.references())
    return codebook_terms.TermRow(
        term.id, term.vocabulary, term.key, term.label, term.definition, term.position, term.parent_id,
        wider.label if wider else "", term.cameo, term.plover,
        sum(session.scalar(count) or 0 for count in counts),
    )  # fmt: skip


def _in_order(rows: list[codebook_terms.TermRow], ids: list[int]) -> list[codebook_terms.TermRow]:
    """Return rows with those that have these ids in the order of the ids, the others where they were."""
    known = {row.id: row for row in rows}
    wanted = iter(ids)
    moved = set(ids)
    return [known[next(wanted)] if row.id in moved else row for row in rows]
