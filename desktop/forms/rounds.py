"""The sessions of a mechanism: a strip with the gaps between them, a list, and the findings of the check."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.dates import describe
from desktop.forms.editing import Editing
from desktop.forms.record_form import DetailPart
from desktop.widgets.records import Record, RecordList
from desktop.widgets.sentences import Sentences
from desktop.widgets.strip import Band, Gap, Mark, TimeStrip
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.ledgers.mechanisms import MechanismDetail
    from db.ledgers.rounds import Round


class Sessions(DetailPart):
    """Shows the sessions of a mechanism on a strip of time and as a list; Enter or a click shows one's event."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.sessions: tuple[Round, ...] = ()
        self.strip = TimeStrip()
        self.strip.setAccessibleName(tr("Sessions over time"))
        self.list = RecordList(highest=12)
        self.list.set_read_only(True)
        self.list.setAccessibleName(tr("Sessions"))
        self.list.setToolTip(plain_tip(tr("Enter or a double click shows the event.")))
        self.empty = ToneLabel(
            tr("No session yet: an event of the type “session” with this mechanism and a round is one."),
            Tone.QUIET,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.empty, self.strip, self.list):
            layout.addWidget(widget)
        self.strip.opened.connect(self.event_requested)
        self.list.opened.connect(self._on_opened)

    def show_detail(self, detail: "MechanismDetail") -> None:
        """Show the sessions of a mechanism."""
        self.sessions = detail.sessions
        self.empty.setVisible(not detail.sessions)
        marks = [mark for one in detail.sessions if (mark := _mark(one)) is not None]
        self.strip.show_content(bands=_life(detail), marks=marks, gaps=_gaps(detail))
        chosen = self.list.currentRow()
        self.list.fill([_record(one) for one in detail.sessions], chosen)

    def remark(self, detail: "MechanismDetail") -> str:
        """Say how many there were and how long it has been silent."""
        if not detail.sessions:
            return ""
        held = str(sum(one.held for one in detail.sessions))
        return (
            tr("{count} held · silent for {time}", count=held, time=detail.silence)
            if detail.silence
            else held
        )

    def _on_opened(self, place: int) -> None:
        self.event_requested.emit(self.sessions[place].id)


class Findings(DetailPart):
    """Says what the check of a mechanism found: numbers missing, doubled or out of order, hosts, long gaps."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self._sessions: list[tuple[int, ...]] = []
        self.list = Sentences()
        self.list.setAccessibleName(tr("Findings"))
        self.good = ToneLabel("", Tone.QUIET)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.good)
        layout.addWidget(self.list)
        self.list.opened.connect(self._on_opened)

    def show_detail(self, detail: "MechanismDetail") -> None:
        """Show the findings on a mechanism."""
        self._sessions = [one.sessions for one in detail.findings]
        self.good.setVisible(not detail.findings)
        good = tr("Numbers, hosts and intervals are as expected.")
        self.good.setText(good if detail.sessions else tr("Without a session there is nothing to check."))
        self.good.set_tone(Tone.GOOD if detail.sessions else Tone.QUIET)
        records = [
            Record(one.sentence, "" if one.certain else tr("possibly"), "⚑" if one.certain else "?")
            for one in detail.findings
        ]
        self.list.fill(records)

    def remark(self, detail: "MechanismDetail") -> str:
        """Say how many findings there are."""
        return str(len(detail.findings) or "")

    def _on_opened(self, place: int) -> None:
        if self._sessions[place]:
            self.event_requested.emit(self._sessions[place][-1])


def _mark(one: "Round") -> Mark | None:
    first, last = one.start
    if first is None or last is None:
        return None
    hollow = one.basis == "inferred" or not one.held
    number = str(one.number) if one.number is not None else ""
    return Mark(first, last, f"{number}?" if one.basis == "inferred" else number, _words(one), one.id, hollow)


def _words(one: "Round") -> str:
    number = tr("Session {number}", number=one.number) if one.number is not None else one.title
    if one.basis == "inferred":
        number += " " + tr("(number inferred)")
    when = describe(one.date) if one.date is not None else tr("undated")
    status = "" if one.held else tr(one.status)
    return " · ".join(filter(None, (number, when, one.place or one.country, status)))


def _record(one: "Round") -> Record:
    hosts = tr("hosts: {names}", names=", ".join(dict.fromkeys(one.hosts))) if one.hosts else ""
    when = describe(one.date) if one.date is not None else tr("undated")
    place = ", ".join(dict.fromkeys(filter(None, (one.place, one.country))))
    inferred = tr("number inferred") if one.basis == "inferred" else ""
    status = "" if one.held else tr(one.status)
    sign = str(one.number) if one.number is not None else "–"
    about = " · ".join(filter(None, (inferred, status, place, hosts)))
    return Record(when, about, f"{sign}?" if inferred else sign, tr("session"))


def _gaps(detail: "MechanismDetail") -> list[Gap]:
    found: list[Gap] = []
    for gap in detail.gaps:
        first, last = gap.before.start[1], gap.after.start[0]
        if first is not None and last is not None and last > first:
            long = bool(detail.interval_days and gap.time.longer_than(detail.interval_days))
            found.append(Gap(first, last, str(gap.time), long, gap.time.short))
    return found


def _life(detail: "MechanismDetail") -> list[Band]:
    if detail.date is None:
        return []
    first, last = detail.date.start[0], detail.date.end[1]
    if first is None and last is None:
        return []
    end = last if last is None or last < date.max.toordinal() else None
    return [Band(first, end, tr("existed"), 7, describe(detail.date))]
