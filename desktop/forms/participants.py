"""Who took part in an event: a list, and the fields of the participation chosen in it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.forms.editing import Editing, unknown_name
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.forms.taking_fields import TakingFields
from desktop.widgets.name_field import NameField, Suggestion
from desktop.widgets.records import Record, RecordList
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.events import Taking

SIGNS: Final = {"focal": "●", "counterpart": "○", "other": "◇"}


class Participants(Part):
    """Edits the participations of one event: adds, changes, orders and removes them, one undo step each."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.takings: tuple[Taking, ...] = ()
        self._event: int | None = None
        self._shown: Shown | None = None
        self._people: set[int] = set()
        self.list = RecordList(movable=True)
        self.list.setAccessibleName(tr("Participants"))
        tip = tr("Enter edits, Del removes, Alt+Up and Alt+Down or the mouse move a participant.")
        self.list.setToolTip(plain_tip(tip))
        self.fields = TakingFields(editing)
        self.adder = NameField(
            self._actors_and_people,
            {
                "actor": tr("Create actor “{name}”", name="{name}"),
                "person": tr("Create person “{name}”", name="{name}"),
            },
        )
        self.adder.clears = True
        self.adder.setPlaceholderText(tr("Add an actor or a person"))
        self.adder.setAccessibleName(tr("Add a participant"))
        self.adder.setToolTip(plain_tip(tr("Type any name in any script, or a new one.")))
        self.up = _button("↑", tr("Move the participant up (Alt+Up)"))
        self.down = _button("↓", tr("Move the participant down (Alt+Down)"))
        self.remove = _button("−", tr("Remove the participant (Del)"))
        self._lay_out()
        self.pending = [*self.fields.pending, self.adder]
        self._connect()

    def show_event(self, shown: Shown) -> None:
        """Show the participants of an event; the one chosen stays chosen."""
        same = self._event == shown.detail.id
        chosen = self.list.currentRow() if same else -1
        chosen_id = self.takings[chosen].id if 0 <= chosen < len(self.takings) else 0
        self._event, self._shown, self.takings = shown.detail.id, shown, shown.detail.takings
        places = {taking.id: place for place, taking in enumerate(self.takings)}
        self._fill(places.get(chosen_id, min(chosen, len(self.takings) - 1)))

    def takes(self, shown: Shown) -> object:
        """Return who took part, by what names, and what they were on the day."""
        return shown.detail.takings, shown.posts, shown.disagreeing, shown.actors, shown.people

    def choose(self, place: int) -> None:
        """Choose a participant."""
        self.list.setCurrentRow(place)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.editing.box("participants", self.adder), 1)
        for button in (self.up, self.down, self.remove):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list)
        layout.addWidget(self.fields)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_current)
        self.list.moved.connect(self._on_moved)
        self.list.removed.connect(self._on_removed)
        self.list.opened.connect(self._on_opened)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.remove.clicked.connect(self._on_remove)
        self.adder.chosen.connect(self._on_added)
        self.adder.create_requested.connect(self._on_create)
        self.adder.unknown.connect(self._on_unknown)
        self.fields.changed.connect(self._on_changed)
        self.fields.create_requested.connect(self._on_create_in_row)

    def _fill(self, current: int) -> None:
        assert self._shown is not None  # noqa: S101 - filled only after show_event
        self.list.fill([_record(taking, self._shown) for taking in self.takings], current)
        self._on_current(self.list.currentRow())

    def _on_current(self, place: int) -> None:
        chosen = self.takings[place] if 0 <= place < len(self.takings) else None
        self.fields.show_taking(chosen, self._shown)
        for button, usable in (
            (self.up, place > 0),
            (self.down, 0 <= place < len(self.takings) - 1),
            (self.remove, chosen is not None),
        ):
            button.setEnabled(usable and not self.editing.live.read_only)

    def _store(self, label: str, takings: Sequence["Taking"]) -> bool:
        from db import events

        return self.editing.edit(label, "participants", events.set_takings, self._event, takings)

    def _on_moved(self, start: int, to: int) -> None:
        rows = list(self.takings)
        rows.insert(to, rows.pop(start))
        if self._store(tr("Order participants"), rows):
            self.list.setCurrentRow(to)
        else:
            self._fill(start)

    def _on_removed(self, place: int) -> None:
        self._store(tr("Remove participant"), [*self.takings[:place], *self.takings[place + 1 :]])

    def _on_opened(self, place: int) -> None:
        self.choose(place)
        self.fields.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_up(self) -> None:
        self.list.ask_move(-1)

    def _on_down(self) -> None:
        self.list.ask_move(1)

    def _on_remove(self) -> None:
        if self.list.currentRow() >= 0:
            self._on_removed(self.list.currentRow())

    def _on_added(self, record: int | None) -> None:
        if record is None:
            return
        from db.events import Taking
        from db.table import event_forms

        if record in self._people:
            added = Taking(None, record)
        else:
            with self.editing.live.read() as session:
                added = Taking(record, side=event_forms.side_of(session, record))
        if self._store(tr("Add participant"), [*self.takings, added]):
            self._after_adding("person" if added.person_id is None else "actor")

    def _on_create(self, name: str, kind: str) -> None:
        if self._create(name, kind, len(self.takings)):
            self._after_adding("person" if kind == "actor" else "actor")

    def _on_create_in_row(self, name: str, kind: str) -> None:
        self._create(name, kind, self.list.currentRow())

    def _create(self, name: str, kind: str, place: int) -> bool:
        from db.table import event_forms

        words = (
            tr("Create actor “{name}”", name=name)
            if kind == "actor"
            else tr("Create person “{name}”", name=name)
        )
        work = event_forms.name_taking
        return self.editing.edit(words, "participants", work, self._event, self.takings, place, kind, name)

    def _after_adding(self, missing: str) -> None:
        """Choose the new participant and go on to what is still to be said of it."""
        self.choose(len(self.takings) - 1)
        self.fields.focus(missing)

    def _on_changed(self, values: dict[str, object], label: str) -> None:
        place = self.list.currentRow()
        rows = list(self.takings)
        rows[place] = replace(rows[place], **values)  # type: ignore[arg-type]
        self._store(label, rows)

    def _on_unknown(self, typed: str) -> None:
        self.editing.refuse("participants", unknown_name(typed, can_create=True))

    def _actors_and_people(self, typed: str) -> list[Suggestion]:
        people = self.editing.candidates("person", typed)
        self._people.update(one.id for one in people)
        return [*self.editing.candidates("actor", typed)[:7], *people[:7]]


def _record(taking: "Taking", shown: Shown) -> Record:
    person = shown.people.get(taking.person_id or 0, "")
    actor = shown.actors.get(taking.actor_id or 0, "")
    post = shown.posts.get(taking.person_id or 0, "") or taking.post_printed
    role = tr(taking.role) if taking.role != "attendee" else ""
    about = [post, actor if person else "", role]  # the post first: names of organs are long
    lines = [" · ".join(filter(None, about))]
    if taking.id in shown.disagreeing:
        lines.append(tr("⚑ printed as “{printed}”", printed=taking.post_printed))
    return Record(person or actor, "\n".join(filter(None, lines)), SIGNS[taking.side], tr(taking.side))


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(plain_tip(tip))
    button.setAccessibleName(tip)
    button.setFixedSize(24, 24)
    return button
