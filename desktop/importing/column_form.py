"""What one column of a foreign table becomes, as a form."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSizePolicy, QSpinBox, QWidget

from db.words import ROLES, SIDES
from desktop.importing.words import BECOMES
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import PlainLabel, plain_tip, tr

if TYPE_CHECKING:
    from db.imports.mapping.uses import Use
    from db.imports.mapping.value import CellRule, Mapping, ParticipantsRule

_LISTS: Final = frozenset({"areas", "issues", "tags"})
_WORDS: Final = frozenset({"type", "channel", "level", "country", "status"})
_UNKNOWN: Final = {"": tr("is a problem"), "note": tr("goes into the note"), "tags": tr("becomes a tag")}


class ColumnForm(QWidget):
    """Edits one column's part in a mapping; `edited(mapping)` brings the new one."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mapping: Mapping | None = None
        self._column = ""
        self.name = PlainLabel()
        self.becomes = _choice(tr("Becomes"), {"": tr("nothing: it is left out"), **BECOMES})
        self.group = QSpinBox()
        self.scheme = QLineEdit()
        self.split = QLineEdit()
        self.people = QLineEdit()
        self.side = _choice(tr("Side"), {"": tr("by what Liaison knows of it"), **{w: tr(w) for w in SIDES}})
        self.role = _choice(tr("Role"), {"": tr("attendee"), **{w: tr(w) for w in ROLES if w != "attendee"}})
        self.fixed = QLineEdit()
        self.unknown = _choice(tr("A word that is not known"), _UNKNOWN)
        self.why = ToneLabel("", Tone.QUIET)
        self._form = QFormLayout(self)
        self._lay_out()
        for combo in (self.becomes, self.side, self.role, self.unknown):
            combo.activated.connect(self._on_edited)
        for line in (self.scheme, self.split, self.people, self.fixed):
            line.editingFinished.connect(self._on_edited)
        self.group.valueChanged.connect(self._on_edited)

    def show_column(self, mapping: "Mapping", column: str, why: str) -> None:
        """Show what a column becomes in a mapping."""
        from db.imports.mapping import uses

        self._mapping, self._column = mapping, column
        used = uses.uses(mapping).get(column, [])
        use = used[0] if used else None
        self.name.setText(column)
        self.why.setText(why)
        with QSignalBlocker(self.group):  # what is shown is no edit
            self.becomes.setCurrentIndex(self.becomes.findData(use.becomes if use else ""))
            self._show_details(mapping, use)
        self.setEnabled(True)

    def _show_details(self, mapping: "Mapping", use: "Use | None") -> None:
        kind, _, part = use.becomes.partition(".") if use else ("", "", "")
        takes_part = kind == "participants" and bool(part)
        group = mapping.participants[use.group] if use and takes_part else None
        rule = mapping.cell(kind) if use and not part else None
        self._show_rows(kind, part)
        groups = mapping.participants if takes_part else mapping.sources
        self.group.setRange(1, len(groups) + 1)
        self.group.setValue(use.group + 1 if use else 1)
        self.scheme.setText(use.scheme if use else "")
        if group is not None:
            self.split.setText(group.split_actors)
            self.people.setText(group.split_people)
            self.fixed.setText(group.fixed_actor)
            self.side.setCurrentIndex(max(self.side.findData(group.side), 0))
            self.role.setCurrentIndex(max(self.role.findData(group.role), 0))
        elif rule is not None:
            self.split.setText(rule.split)
            self.unknown.setCurrentIndex(max(self.unknown.findData(rule.otherwise), 0))

    def _show_rows(self, kind: str, part: str) -> None:
        takes_part = kind == "participants" and bool(part)
        shown = {
            self.group: takes_part or (kind == "sources" and bool(part)),
            self.scheme: kind == "identifiers",
            self.split: takes_part or kind in _LISTS,
            self.people: takes_part,
            self.side: takes_part,
            self.role: takes_part,
            self.fixed: takes_part,
            self.unknown: kind in _WORDS,
        }
        for field, wanted in shown.items():
            self._form.setRowVisible(field, wanted)

    def _lay_out(self) -> None:
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.name.setWordWrap(True)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.addRow(self.name)
        for label, field, tip in (
            (tr("Becomes"), self.becomes, ""),
            (
                tr("Group"),
                self.group,
                tr("Columns of one group belong together: an actor with its person and post."),
            ),
            (
                tr("Scheme"),
                self.scheme,
                tr("What the other dataset is called: importing it again updates by its ids."),
            ),
            (tr("Lists are parted by"), self.split, tr("Signs that part several in one cell, such as |;")),
            (tr("People are parted by"), self.people, tr("Signs that part several people of one actor.")),
            (tr("Side"), self.side, ""),
            (tr("Role"), self.role, ""),
            (tr("Where no actor is named"), self.fixed, tr("Name of the actor that takes part then.")),
            (tr("An unknown word"), self.unknown, ""),
        ):
            shown = PlainLabel(label)
            shown.setBuddy(field)
            field.setAccessibleName(label)
            field.setToolTip(plain_tip(tip))
            self._form.addRow(shown, field)
        self._form.addRow(self.why)
        self.setEnabled(False)

    def _on_edited(self) -> None:
        from db.imports.mapping import uses

        if self._mapping is None:
            return
        made = self._mapping
        becomes = self.becomes.currentData()
        if self.sender() in {self.becomes, self.group, self.scheme}:
            place = self.group.value() - 1 if self.sender() is self.group else 0
            use = uses.Use(becomes, place, self.scheme.text().strip() or self._column) if becomes else None
            made = uses.with_use(made, self._column, use)
        else:
            made = self._with_details(made)
        if made != self._mapping:
            self._mapping = made
            self.edited.emit(made)

    def _with_details(self, mapping: "Mapping") -> "Mapping":
        kind, _, part = self.becomes.currentData().partition(".")
        if kind == "participants" and part:
            place = self.group.value() - 1
            groups: list[ParticipantsRule] = list(mapping.participants)
            groups[place] = replace(
                groups[place], side=self.side.currentData(), role=self.role.currentData(),
                fixed_actor=self.fixed.text().strip(), split_actors=self.split.text(),
                split_people=self.people.text(),
            )  # fmt: skip
            return replace(mapping, participants=tuple(groups))
        rule = mapping.cell(kind)
        if rule is None:
            return mapping
        changed: dict[str, Any] = {}
        if kind in _LISTS:
            changed["split"] = self.split.text()
        if kind in _WORDS:
            changed["otherwise"] = self.unknown.currentData()
        grown: CellRule = replace(rule, **changed)
        return replace(mapping, cells=tuple(grown if each is rule else each for each in mapping.cells))


def _choice(name: str, words: dict[str, str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMaxVisibleItems(24)
    made.setMinimumContentsLength(12)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for value, said in words.items():
        made.addItem(said, value)
    return made
