"""Makes two records of the same actor, person or source one: side by side, the values to keep chosen."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.forms.codebook import Codebook
from desktop.forms.editing import Editing, unknown_name
from desktop.live import LiveTimeline
from desktop.widgets.name_field import NameField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import PlainLabel, tr

if TYPE_CHECKING:
    from db.registry.merging import Comparison, Pair

_WORDS = {
    "name": tr("Name"),
    "kind": tr("Kind"),
    "family": tr("Family"),
    "parent_id": tr("Part of"),
    "country_id": tr("Country"),
    "date": tr("Dates"),
    "note": tr("Note"),
    "title": tr("Title"),
    "title_translated": tr("Translated title"),
    "author": tr("Author"),
    "publisher": tr("Publisher"),
    "side": tr("Side"),
    "language": tr("Language"),
    "retrieved": tr("Retrieved"),
    "url": tr("Address"),
    "archive_url": tr("Archive"),
}


class _Words(PlainLabel):
    """The words of a choice, which wrap; a click on them is one on its button."""

    def __init__(self, text: str, button: QRadioButton) -> None:
        super().__init__(text)
        self._button = button
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumWidth(80)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._button.click()


class Merge(QDialog):
    """Asks which record is meant and, where the two differ, which value stays; then merges in one undo step."""

    def __init__(self, live: LiveTimeline, kind: str, record: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Merge two records"))
        self.setModal(True)
        self.resize(680, 520)
        self.kind, self.keep = kind, record
        self.drop: int | None = None
        self.comparison: Comparison | None = None
        self.choices: dict[str, QButtonGroup] = {}
        self.editing = Editing(live, Codebook(live, self), self)
        self.other = NameField(partial(self.editing.candidates, kind))
        self.other.setPlaceholderText(tr("The record that goes: type any of its names"))
        self.other.setAccessibleName(tr("The record that goes"))
        self.about = ToneLabel("", Tone.QUIET)
        self.grid = QWidget()
        self.area = QScrollArea()
        self.swap = QPushButton(tr("Swap"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(tr("Merge"))
        self._lay_out()
        self.other.chosen.connect(self._on_other)
        self.other.unknown.connect(self._on_unknown)
        self.swap.clicked.connect(self._on_swap)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self._show()

    def _lay_out(self) -> None:
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.grid)
        self.swap.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.editing.box("other", self.other, self.swap))
        layout.addWidget(self.area, 1)
        layout.addWidget(self.about)
        layout.addWidget(self.buttons)
        self.editing.alias("parent", "other")

    def _show(self) -> None:
        ready = self.drop is not None
        self.swap.setEnabled(ready)
        self.ok.setEnabled(ready)
        self.choices.clear()
        if self.drop is None:
            self.about.setText(
                tr("All that refers to the one will refer to the other; all names stay as aliases.")
            )
            return
        from db.registry import merging

        with self.editing.live.read() as session:
            self.comparison = merging.compare(session, self.kind, self.keep, self.drop)
        self._fill(self.comparison)
        self.about.setText(_consequences(self.comparison))

    def _fill(self, comparison: "Comparison") -> None:
        self.grid = QWidget()
        grid = QGridLayout(self.grid)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, words in ((1, tr("stays")), (2, tr("goes"))):
            grid.addWidget(ToneLabel(words, Tone.QUIET), 0, column)
            grid.setColumnStretch(column, 1)
        shown = [pair for pair in comparison.fields if pair.a_words or pair.b_words]
        for row, pair in enumerate(shown, 1):
            self._add_pair(grid, row, pair)
        grid.setRowStretch(len(shown) + 1, 1)
        self.area.setWidget(self.grid)

    def _add_pair(self, grid: QGridLayout, row: int, pair: "Pair") -> None:
        label = PlainLabel(_WORDS.get(pair.field, pair.field))
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        if pair.same:
            both = PlainLabel(pair.a_words)
            both.setWordWrap(True)
            grid.addWidget(both, row, 1, 1, 2)
            return
        group = self.choices[pair.field] = QButtonGroup(self.grid)
        for column, words in ((1, pair.a_words), (2, pair.b_words)):
            button = QRadioButton()
            button.setAccessibleName(f"{label.text()}: {words or tr('nothing')}")
            group.addButton(button, column)
            line = QHBoxLayout()
            line.setSpacing(4)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(_Words(words or "–", button), 1)
            grid.addLayout(line, row, column)
        group.button(1 if pair.a_words else 2).setChecked(True)

    def _chosen(self) -> dict[str, Any]:
        if self.comparison is None:
            return {}
        pairs = {pair.field: pair for pair in self.comparison.fields}
        return {
            field: pairs[field].a if group.checkedId() == 1 else pairs[field].b
            for field, group in self.choices.items()
        }

    def _on_other(self, record: int | None) -> None:
        self.editing.clear()
        if record == self.keep:
            self.editing.refuse("other", tr("This is the record itself: choose another one."))
            record = None
        self.drop = record
        if record is not None:
            self.other.show_value(record, self._name(record))
        self._show()

    def _on_unknown(self, typed: str) -> None:
        self.editing.refuse("other", unknown_name(typed, can_create=False))

    def _on_swap(self) -> None:
        if self.drop is not None:
            self.keep, drop = self.drop, self.keep
            self._on_other(drop)

    def _on_accepted(self) -> None:
        from db.registry import merging

        if self.drop is None:
            return
        words = tr("Merge {name}", name=self._name(self.drop))
        if self.editing.edit(words, "other", merging.merge, self.kind, self.keep, self.drop, self._chosen()):
            self.accept()

    def _name(self, record: int) -> str:
        if self.kind in {"actor", "person"}:
            return self.editing.live.names(self.kind).get(record, "")
        with self.editing.live.reading() as connection:
            found = connection.execute("SELECT title FROM source WHERE id = ?", (record,)).fetchone()
        return found[0] if found else ""


def ask_merge(
    parent: QWidget, live: LiveTimeline, kind: str, record: int, say: Callable[[str], object]
) -> Merge:
    """Show the dialog for a record; `say` tells the user what was done."""
    dialog = Merge(live, kind, record, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: say(tr("Merged; Ctrl+Z makes them two again.")))  # the words are ours
    dialog.open()
    dialog.other.setFocus()
    return dialog


def _consequences(comparison: "Comparison") -> str:
    from db.registry.references import described

    moved = described({words: count for words, count in comparison.b_refers.items() if count})
    said = [tr("Will refer to the one that stays: {what}.", what=moved or tr("nothing"))]
    if comparison.joined:
        one = tr("In one event both take part: there they become one.")
        many = tr("In {count} events both take part: there they become one.", count=comparison.joined)
        said.append(one if comparison.joined == 1 else many)
    if comparison.clashing:
        one = tr("One standing that overlaps those of the other goes.")
        many = tr("{count} standings that overlap those of the other go.", count=comparison.clashing)
        said.append(one if comparison.clashing == 1 else many)
    return " ".join(said)
