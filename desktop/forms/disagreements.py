"""Where sources print a post of a person that no tenure of that day bears out."""

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.dates import describe, from_edtf
from desktop.forms.editing import Editing
from desktop.forms.record_form import DetailPart
from desktop.widgets.records import Record, RecordList
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

if TYPE_CHECKING:
    from db.registry.people import PersonDetail
    from db.registry.post_disagreement import Disagreement

_EVENT: Final = "SELECT title, edtf, date_text FROM event WHERE id = ?"


class _Line(NamedTuple):
    event: int
    title: str
    when: str
    printed: str
    held: str
    certain: bool


class Disagreements(DetailPart):
    """Lists the events whose source prints another post than the one held on their day; Enter shows one."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.lines: list[_Line] = []
        self.none = ToneLabel(
            tr("Sources print the posts held on the day, as far as both are known."), Tone.QUIET
        )
        self.list = RecordList(highest=8)
        self.list.set_read_only(True)
        self.list.setAccessibleName(tr("Posts as printed that disagree"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.none)
        layout.addWidget(self.list)
        self.list.opened.connect(self._on_opened)

    def show_detail(self, detail: "PersonDetail") -> None:
        """Show where sources disagree with the posts of a person."""
        from db.registry.post_disagreement import disagreements

        with self.editing.live.read() as session:
            found = disagreements(session, person_id=detail.id)
        with self.editing.live.reading() as connection:
            events = [connection.execute(_EVENT, (one.event_id,)).fetchone() for one in found]
        self.lines = [_line(one, *event) for one, event in zip(found, events, strict=True)]
        self.none.setVisible(not self.lines)
        self.list.fill([_record(line) for line in self.lines], self.list.currentRow())

    def remark(self, detail: "PersonDetail") -> str:
        """Say how many there are."""
        del detail
        return f"⚑ {len(self.lines)}" if self.lines else ""

    def set_read_only(self, fixed: bool) -> None:
        """Nothing is edited here: the list is only looked at, whatever the timeline allows."""
        del fixed

    def _on_opened(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self.lines):
            self.event_requested.emit(self.lines[place].event)


def _line(one: "Disagreement", title: str, edtf: str, text: str) -> _Line:
    when = describe(from_edtf(edtf, text)) if edtf else ""
    return _Line(one.event_id, title, when, one.printed, one.title, one.certainty == "certain")


def _record(line: _Line) -> Record:
    words = tr("printed “{printed}”; on record “{held}”", printed=line.printed, held=line.held)
    about = " · ".join(filter(None, (line.when, words)))
    told = tr("disagrees") if line.certain else tr("perhaps disagrees")
    return Record(line.title, about, "⚑" if line.certain else "?", told)
