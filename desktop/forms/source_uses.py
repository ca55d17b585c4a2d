"""What a source is evidence for: events and other records, with the passages quoted from it."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.dates import describe, from_edtf
from db.sourcing.source_words import RECORDS
from desktop.forms.contacts import filter_of
from desktop.forms.editing import Editing
from desktop.forms.evidence_words import field_words
from desktop.forms.record_form import DetailPart
from desktop.widgets.records import Record, RecordList
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.sourcing.sources import SourceDetail, Use

_OWNERS: Final = {
    "post": ("person", "SELECT person_id FROM post WHERE id = ?"),
    "standing": ("actor", "SELECT actor_id FROM standing WHERE id = ?"),
    "invitation_step": ("invitation", "SELECT invitation_id FROM invitation_step WHERE id = ?"),
}
"""Records that have no page of their own, and the record on whose page they stand."""


class SourceUses(DetailPart):
    """Lists the passages of a source; Enter or a double click shows what one is evidence for."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.uses: tuple[Use, ...] = ()
        self._title = ""
        self.said = ToneLabel("", Tone.QUIET)
        self.list = RecordList(highest=8)
        self.list.set_read_only(True)
        self.list.setAccessibleName(tr("Supports"))
        self.list.setToolTip(plain_tip(tr("Enter or a double click shows the record.")))
        self.show_events = QPushButton(tr("Show events"))
        self.show_events.setAutoDefault(False)
        self.show_events.setToolTip(
            plain_tip(tr("Shows the events of sources with this title in the table."))
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_events)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list)
        layout.addWidget(self.said)
        layout.addLayout(buttons)
        self.list.opened.connect(self._on_opened)
        self.show_events.clicked.connect(self._on_show)

    def show_detail(self, detail: "SourceDetail") -> None:
        """Show what a source is evidence for, and how many records merely name it."""
        place = self.list.currentRow() if self.uses and self._title == detail.title else -1
        self.uses, self._title = detail.uses, detail.title
        self.list.fill([_record(use) for use in self.uses], place)
        said = self._said(detail)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.show_events.setVisible(any(use.kind == "event" for use in self.uses))

    def remark(self, detail: "SourceDetail") -> str:
        """Say how many records there are."""
        return str(detail.records or "")

    def set_read_only(self, fixed: bool) -> None:
        """Nothing is edited here: the list is only looked at, whatever the timeline allows."""
        del fixed

    def _said(self, detail: "SourceDetail") -> str:
        from db.sourcing.sources import Hanging, hanging

        with self.editing.live.read() as session:
            named = hanging(session, [detail.id]).records
        said: list[str] = []
        if not detail.uses:
            said.append(tr("No passage of it is quoted yet: evidence is added in the form of an event."))
        elif len(detail.uses) < detail.passages:
            said.append(
                tr("Listed are {most} of {count} passages.", most=len(detail.uses), count=detail.passages)
            )
        if named:
            said.append(tr("Named as the source of {what}.", what=str(Hanging(0, 0, 0, named))))
        return " ".join(said)

    def _on_opened(self) -> None:
        place = self.list.currentRow()
        if not 0 <= place < len(self.uses):
            return
        kind, record = self.uses[place].kind, self.uses[place].record_id
        if kind in _OWNERS:
            kind, query = _OWNERS[kind]
            with self.editing.live.reading() as connection:
                (record,) = connection.execute(query, (record,)).fetchone()
        if kind == "event":
            self.event_requested.emit(record)
        else:
            self.record_requested.emit(kind, record)

    def _on_show(self) -> None:
        self.filter_requested.emit(filter_of("source", self._title))


def _record(use: "Use") -> Record:
    kind = "" if use.kind == "event" else tr(RECORDS[use.kind])
    when = describe(from_edtf(use.date)) if use.date else ""
    field = field_words(use.field, use.kind) if use.field else ""
    stated = f"{field}: {use.value}" if use.value else field
    about = " · ".join(filter(None, (kind, when, stated, use.locator)))
    quote = f"“{' '.join(use.quote.split())}”" if use.quote else ""
    return Record(use.record, "\n".join(filter(None, (about, quote))))
