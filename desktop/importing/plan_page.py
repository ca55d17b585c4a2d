"""The last page of an import: what would be done, in total and row by row, and what is still asked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QTabWidget, QVBoxLayout, QWidget

from desktop.importing.names_view import NamesView
from desktop.importing.repeats_view import RepeatsView
from desktop.importing.rows_tables import MOST, list_rows, rows_table
from desktop.widgets.notice import Notice
from desktop.widgets.rows_view import RowsView
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

if TYPE_CHECKING:
    from db.imports.planning.plan import Plan
    from db.imports.planning.shape import Answer, Decisions

_MADE = {
    "actors_created": (tr("actor"), tr("actors")),
    "people_created": (tr("person"), tr("people")),
    "mechanisms_created": (tr("mechanism"), tr("mechanisms")),
    "tags_created": (tr("tag"), tr("tags")),
    "sources_created": (tr("source"), tr("sources")),
    "standings_created": (tr("standing"), tr("standings")),
    "successions_created": (tr("succession"), tr("successions")),
    "contexts_created": (tr("context"), tr("contexts")),
}


class PlanPage(QWidget):
    """Shows a plan and gathers the answers; `answered` asks for the plan to be made anew with them."""

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self._names: dict[tuple[str, str], int | None] = {}
        self._repeats: dict[int, Answer] = {}
        self.totals = ToneLabel("", Tone.PLAIN)
        self.notice = Notice()
        self.leave_out = QCheckBox(tr("&Import without the rows that can’t be used"))
        self.names = NamesView()
        self.repeats = RepeatsView()
        self.rows = rows_table()
        self.list = RowsView()
        self.tabs = QTabWidget()
        self._lay_out()
        self.names.answered.connect(self._on_name)
        self.names.remember_changed.connect(self.answered)
        self.repeats.answered.connect(self._on_repeat)
        self.leave_out.clicked.connect(self.answered)

    @property
    def ready(self) -> bool:
        """Whether what is planned can be done."""
        return self.plan is not None and not self.plan.blocked and not self.plan.empty

    def begin(self) -> None:
        """Forget a plan of other rows, with its answers."""
        self.plan = None
        self._names.clear()
        self._repeats.clear()
        self.leave_out.setChecked(False)
        self.totals.setText("")
        self.notice.clear()
        self.rows.set_rows([])
        self.names.show_questions([])
        self.repeats.show_questions([])

    def decisions(self) -> "Decisions":
        """Return what was answered so far."""
        from db.imports.planning.shape import Decisions

        return Decisions(
            dict(self._names), remembered=self.names.remember.isChecked(), duplicates=dict(self._repeats),
            leave_out_rejected=self.leave_out.isChecked(),
        )  # fmt: skip

    def show_plan(self, plan: "Plan") -> None:
        """Show what would be done."""
        self.plan = plan
        self.totals.setText(_summed_up(plan))
        self.leave_out.setVisible(bool(plan.problems))
        self.names.show_questions(plan.names)
        self.repeats.show_questions(plan.duplicates)
        whole = list_rows(self.rows, plan)
        self._title(
            0, tr("Rows") if whole else tr("The first {count} rows", count=f"{MOST:,}"), self.rows.total
        )
        self._title(1, tr("Names"), len(plan.names))
        self._title(2, tr("Repeats"), len(plan.duplicates))
        if plan.blocked:
            self.notice.say(
                tr("{count} cells can’t be used, so nothing will be imported. The first one: {first}",
                   count=len(plan.problems), first=plan.problems[0])
            )  # fmt: skip
        elif plan.empty:
            self.notice.say(tr("Everything in the file is in the timeline already."), Tone.QUIET)
        else:
            self.notice.clear()

    def refuse(self, sentence: str) -> None:
        """Say why there is no plan, or why it was not carried out."""
        self.notice.say(sentence)

    def _on_name(self, kind: str, name: str, record: int | None) -> None:
        self._names[kind, name] = record
        self.answered.emit()

    def _on_repeat(self, rows: list[int], answer: str) -> None:
        proposed = {each.row: each.proposed for each in self.plan.duplicates} if self.plan else {}
        for row in rows:
            self._repeats[row] = answer or proposed[row]  # type: ignore[assignment]
        self.answered.emit()

    def _title(self, place: int, words: str, count: int) -> None:
        self.tabs.setTabText(place, f"{words} ({count:,})" if count else words)
        if place:
            self.tabs.setTabEnabled(place, bool(count))

    def _lay_out(self) -> None:
        self.list.setModel(self.rows)
        self.list.setAccessibleName(tr("What happens to each row"))
        self.list.fit_columns([column.width for column in self.rows.columns])
        self.tabs.addTab(self.list, tr("Rows"))
        self.tabs.addTab(self.names, tr("Names"))
        self.tabs.addTab(self.repeats, tr("Repeats"))
        self.tabs.setDocumentMode(True)
        self.leave_out.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.totals)
        layout.addWidget(self.notice)
        layout.addWidget(self.leave_out)
        layout.addWidget(self.tabs, 1)


def _summed_up(plan: "Plan") -> str:
    """Return the totals in a few sentences."""
    told = plan.counts()
    rows = len(plan.table.rows) + len({each.row for each in plan.table.problems})
    said: list[str] = []
    if rows:
        said.append(
            tr("Of {rows} rows, {created} will be added, {updated} changed and {skipped} skipped as already there.",
               rows=f"{rows:,}", created=f"{told['created']:,}", updated=f"{told['updated']:,}",
               skipped=f"{told['skipped']:,}")
        )  # fmt: skip
    else:
        changed, there = (
            sum(count for key, count in told.items() if key.endswith(end)) for end in ("_updated", "_skipped")
        )
        said.append(
            tr("{changed} records will be changed, {there} are there already.",
               changed=f"{changed:,}", there=f"{there:,}")
        )  # fmt: skip
    joined = [
        words
        for key, words in (
            ("merged", tr("{count} join others", count=told["merged"])),
            ("linked", tr("{count} become further sources", count=told["linked"])),
            ("rejected", tr("{count} can’t be used", count=told["rejected"])),
        )
        if told[key]
    ]
    if joined:
        said.append(", ".join(joined) + ".")
    made = ", ".join(f"{told[key]:,} {words[told[key] > 1]}" for key, words in _MADE.items() if told.get(key))
    if made:
        said.append(tr("New: {what}.", what=made))
    return " ".join([*said, *plan.incoming.left_out])
