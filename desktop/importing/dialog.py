"""Importing in steps: what the file is, what its columns become, what would be done, and doing it."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import Problem
from desktop import settings
from desktop.importing.columns_page import ColumnsPage
from desktop.importing.plan_page import PlanPage
from desktop.importing.remaining import Remaining
from desktop.importing.setup import PACKAGE, TABLE, Look, Setup
from desktop.importing.steps import Steps
from desktop.importing.what_page import WhatPage
from desktop.importing.work import ROWS, bring_package, carry_out, look, make_plan, preview, read
from desktop.tasks import Newest, Task
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.imports.incoming import Incoming
    from db.imports.mapping.value import Mapping
    from db.imports.planning.plan import Plan
    from desktop.desk import Desk

WHAT, COLUMNS, PLAN = range(3)
_LAYOUT: Final = "importing/window"


class ImportDialog(QDialog):
    """Leads through one import; `imported(outcome)` comes when it is done."""

    imported = Signal(object)
    advanced = Signal(int, int)

    def __init__(self, desk: "Desk", setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import {name}", name=setup.name))
        self.setModal(True)
        self._desk = desk
        self._look: Look | None = None
        self._incoming: Incoming | None = None
        self._stopped = False
        self._writing: Task | None = None
        self.steps = Steps((tr("What it is"), tr("Columns"), tr("What will be done")))
        self.what = WhatPage()
        self.columns = ColumnsPage(desk.live)
        self.plan = PlanPage()
        self.pages = QStackedWidget()
        self.bar = QProgressBar()
        self.said = ToneLabel("", Tone.QUIET)
        self.back = QPushButton(tr("&Back"))
        self.next = QPushButton(tr("&Next"))
        self.cancel = QPushButton(tr("Cancel"))
        self._remaining = Remaining()
        self._looks = Newest(self)
        self._previews = Newest(self)
        self._plans = Newest(self)
        self._lay_out()
        self._connect()
        self.what.begin(setup)
        self._look_again()

    @property
    def step(self) -> int:
        """The page shown: WHAT, COLUMNS or PLAN."""
        return self.pages.currentIndex()

    @property
    def busy(self) -> bool:
        """Whether something is under way in the pool."""
        newest = (self._looks, self._previews, self._plans)
        return self._writing is not None or any(each.busy for each in newest)

    @property
    def _is_package(self) -> bool:
        return self._look is not None and self._look.format == PACKAGE

    # --- steps ---

    def _look_again(self) -> None:
        self._look = None
        self._enable()
        self._looks.ask(look, self._desk.live.timeline, self.what.setup)

    def _on_looked(self, found: Look) -> None:
        self._look = found
        self.what.show_look(found)
        if found.format == TABLE and found.book is not None and found.proposal is not None:
            self.columns.show_sheet(found.book.sheet, found.proposal, found.saved)
        self.steps.leave_out(COLUMNS, out=found.format != TABLE)
        self.steps.leave_out(PLAN, out=found.format == PACKAGE)
        self._incoming = found.incoming
        self.plan.begin()
        self._enable()

    def _on_look_failed(self, error: Exception) -> None:
        self._look = None
        self.what.refuse(_sentence(error))
        self._enable()

    def _on_mapping(self, mapping: "Mapping") -> None:
        self._incoming = None
        self.plan.begin()
        if self._look is not None and self._look.book is not None:
            self._previews.ask(preview, mapping, self._look.book.sheet, ROWS)
        self._enable()

    def _on_preview(self, incoming: "Incoming") -> None:
        self.columns.show_result(incoming)
        self._enable()

    def _on_next(self) -> None:
        if self.step == PLAN:
            self._carry_out()
        elif self._is_package:
            self._write(partial(bring_package, self._desk.live.timeline, self.what.setup, self._advance))
        elif self.step == WHAT and self._look is not None and self._look.format == TABLE:
            self._show(COLUMNS)
        else:
            self._show(PLAN)
            self._plan()

    def _on_back(self) -> None:
        is_table = self._look is not None and self._look.format == TABLE
        self._plans.forget()
        self._show(COLUMNS if self.step == PLAN and is_table else WHAT)

    def _plan(self) -> None:
        """Plan anew with the answers given so far."""
        self._stopped = False
        self._remaining.begin()
        self.said.setText(tr("Reading the rows and looking for their names…"))
        self._plans.ask(self._read_and_plan, self._final_setup(), self.plan.decisions())
        self._enable()

    def _final_setup(self) -> Setup:
        assert self._look is not None  # noqa: S101 - there is no next page without it
        setup = replace(self.what.setup, format=self._look.format)
        if self._look.format == TABLE:
            setup = replace(setup, mapping=self.columns.mapping)
        return setup

    def _read_and_plan(self, setup: Setup, decisions: Any) -> "Plan":
        """Read everything once and plan (in the pool)."""
        if self._incoming is None or setup.format != self._incoming.format:
            self._incoming = read(self._desk.live.timeline, setup)
        return make_plan(self._desk.live.timeline, self._incoming, decisions, self._advance)

    def _on_planned(self, plan: "Plan") -> None:
        self.said.setText("")
        self.bar.hide()
        self.plan.show_plan(plan)
        self._enable()

    def _carry_out(self) -> None:
        plan = self.plan.plan
        if plan is None:
            return
        self._write(partial(carry_out, self._desk.live.timeline, plan, self._advance))

    def _write(self, work: "Callable[[], object]") -> None:
        self._stopped = False
        self._remaining.begin()
        self.said.setText(tr("Importing the rows…"))
        self._writing = Task(work, parent=self)
        self._writing.done.connect(self._on_written)
        self._writing.failed.connect(self._on_write_failed)
        self._writing.start()
        self._enable()

    def _on_written(self, outcome: object) -> None:
        self._writing = None
        self.accept()
        self.imported.emit(outcome)

    def _on_write_failed(self, error: Exception) -> None:
        self._writing = None
        self.bar.hide()
        self._on_failed(error)
        self._enable()

    def _on_failed(self, error: Exception) -> None:
        self.said.setText("")
        self.bar.hide()
        (self.what if self._is_package else self.plan).refuse(_sentence(error))
        self._enable()

    # --- progress ---

    def _advance(self, done: int, total: int) -> None:
        """Hear from the pool how far it is; raising gives up, with nothing written."""
        if self._stopped:
            raise Problem(tr("The import was stopped; nothing was changed."))
        self.advanced.emit(done, total)

    def _on_advanced(self, done: int, total: int) -> None:
        if not self._plans.busy and self._writing is None:
            return  # a late word of what is over
        self.bar.setVisible(True)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setFormat(f"%p %  {self._remaining.words(done, total)}")

    # --- window ---

    def _show(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.steps.show_step(step)
        self._enable()

    def _enable(self) -> None:
        writing = self._writing is not None
        ready = {
            WHAT: self._look is not None and not self._looks.busy and not writing,
            COLUMNS: self.columns.mapping is not None and not self.columns.asks,
            PLAN: self.plan.ready and not self._plans.busy and not writing,
        }[self.step]
        self.back.setEnabled(self.step != WHAT and not writing)
        self.next.setEnabled(ready)
        self.next.setText(tr("&Import") if self.step == PLAN or self._is_package else tr("&Next"))
        self.plan.setEnabled(not writing)
        self.cancel.setText(tr("Stop") if writing else tr("Cancel"))

    def _lay_out(self) -> None:
        for page in (self.what, self.columns, self.plan):
            self.pages.addWidget(page)
        self.bar.hide()
        self.bar.setTextVisible(True)
        self.bar.setMaximumWidth(320)
        self.next.setDefault(True)
        for button in (self.back, self.cancel):
            button.setAutoDefault(False)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.bar)
        line.addWidget(self.said, 1)
        for button in (self.cancel, self.back, self.next):
            line.addWidget(button)
        right = QVBoxLayout()
        right.setContentsMargins(16, 16, 16, 12)
        right.setSpacing(12)
        right.addWidget(self.pages, 1)
        right.addLayout(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.steps)
        layout.addLayout(right, 1)
        self.resize(1040, 680)
        kept = settings.layout(_LAYOUT)
        if kept is not None:
            self.restoreGeometry(kept)

    def _connect(self) -> None:
        self.what.changed.connect(self._look_again)
        self.columns.changed.connect(self._on_mapping)
        self.plan.answered.connect(self._plan)
        self._looks.done.connect(self._on_looked)
        self._looks.failed.connect(self._on_look_failed)
        self._previews.done.connect(self._on_preview)
        self._previews.failed.connect(lambda error: self.columns.refuse(_sentence(error)))
        self._plans.done.connect(self._on_planned)
        self._plans.failed.connect(self._on_failed)
        self.advanced.connect(self._on_advanced)
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        self.cancel.clicked.connect(self.reject)

    def reject(self) -> None:
        """Stop what is being written, else close."""
        self._stopped = True
        if self._writing is None:
            self._forget()
            super().reject()

    def done(self, result: int) -> None:
        settings.remember(_LAYOUT, self.saveGeometry())
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._writing is not None:
            self._stopped = True
            event.ignore()
            return
        super().closeEvent(event)

    def _forget(self) -> None:
        for newest in (self._looks, self._previews, self._plans):
            newest.forget()


def _sentence(error: Exception) -> str:
    """Return what a user is told; what is no problem of theirs is a bug and goes on."""
    if isinstance(error, Problem):
        return str(error)
    raise error
