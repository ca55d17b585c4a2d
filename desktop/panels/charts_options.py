"""The options of a chart: a column of fields of which only those stand that its kind uses."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.plots.spec import USES, ChartSpec
from desktop.panels.charts_uses import (
    KINDS,
    LIMITS,
    OPTIONS,
    WIDTHS,
    Option,
    choices_of,
    grouping_words,
)
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.many_field import ManyField
from desktop.widgets.notice import FieldBox
from desktop.widgets.number_field import NumberField
from desktop.widgets.offered_line import OfferedLine
from desktop.widgets.section import Section
from desktop.wording import PlainLabel, plain_tip, tr

_LABEL: Final = 76
_HINTS: Final = {option.name: option.hint for option in OPTIONS}


class Offers:
    """What the file offers the fields: contexts, outlets that were searched, and widths of bins of its own."""

    def __init__(
        self, contexts: Sequence[Choice] = (), outlets: Sequence[str] = (), widths: Sequence[str] = ()
    ) -> None:
        self.contexts = tuple(contexts)
        self.outlets = tuple(outlets)
        self.widths = tuple(widths)


class ChartOptions(QWidget):
    """Holds a ChartSpec; `changed` tells of another one. `show_spec` fills the fields without a signal."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = ChartSpec()
        self.kinds = _Kinds()
        self.fields: dict[str, Any] = {}
        self.boxes: dict[str, FieldBox] = {}
        self._rows: dict[str, tuple[QFormLayout, QWidget]] = {}
        self._flags = _Flags()
        self._parts = {"count": _form(), "draw": _form()}
        for option in OPTIONS:
            self._add(option)
        self._lay_out()
        self.kinds.currentRowChanged.connect(self._on_kind)
        self.setFocusProxy(self.kinds)
        self.show_spec(self.spec)

    def show_spec(self, spec: ChartSpec) -> None:
        """Show a chart's options."""
        self.spec = spec
        self.clear_notices()
        self.kinds.show_kind(spec.chart)
        for option in OPTIONS:
            if option.field == "choice" and option.name != "context":
                self.fields[option.name].set_choices(choices_of(option.name, spec.chart))
            self.fields[option.name].show_value(getattr(spec, option.name))
        self.fields["of"].show_value(spec.of or ChartSpec.usual(spec.chart).of)
        self._show_rows()

    def offer(self, offers: Offers) -> None:
        """Offer what the file has."""
        none = Choice("", tr("Two spans as typed"))
        self.fields["context"].set_choices((none, *offers.contexts))
        self.fields["outlets"].offer(offers.outlets)
        self.fields["by"].offer((*WIDTHS, *offers.widths))
        self.fields["across"].offer((*WIDTHS, *grouping_words(), *offers.widths))

    def refuse(self, name: str, sentence: str) -> bool:
        """Say beside a field why its value can't be used; tells whether the field is shown."""
        box = self.boxes.get(name)
        if box is None or name not in self.spec.used:
            return False
        box.notice.say(sentence)
        return True

    def clear_notices(self) -> None:
        """Say nothing beside the fields."""
        for box in self.boxes.values():
            box.notice.clear()

    def commit(self) -> None:
        """Take over what is half typed."""
        for field in self.fields.values():
            if hasattr(field, "commit"):
                field.commit(again=False)

    # --- slots ---

    def _on_kind(self, place: int) -> None:
        kind = tuple(KINDS)[place]
        if kind != self.spec.chart:
            self.show_spec(_as_kind(self.spec, kind))
            self.changed.emit()

    def _on_value(self, name: str, value: object) -> None:
        if value != getattr(self.spec, name):
            self.boxes[name].notice.clear()
            self.spec = replace(self.spec, **{name: value})
            self.fields[name].show_value(value)
            if name == "context":
                self._clear_spans()
            self._show_rows()
            self.changed.emit()

    # --- inside ---

    def _clear_spans(self) -> None:
        """Compare around another context with the spans that it proposes, not with those typed for the last."""
        self.spec = replace(self.spec, before="", after="")
        for name in ("before", "after"):
            self.fields[name].show_value("")

    def _show_rows(self) -> None:
        for name in ("before", "after"):
            own = self.spec.context and tr("as long as it lasted")
            self.fields[name].setPlaceholderText(own or tr(_HINTS[name]))
        used = self.spec.used
        for name, (form, widget) in self._rows.items():
            form.setRowVisible(widget, name in used)
        self._flags.show_only([name for name in self._flags.flags if name in used])
        for part, section in self._sections.items():
            section.setVisible(any(option.name in used for option in OPTIONS if option.part == part))

    def _add(self, option: Option) -> None:
        field = _field(option)
        field.setToolTip(plain_tip(tr(option.tip)))
        field.setAccessibleName(tr(option.words).replace("&", ""))
        field.setAccessibleDescription(tr(option.tip))
        field.committed.connect(lambda value, name=option.name: self._on_value(name, value))
        box = FieldBox(field)
        self.fields[option.name], self.boxes[option.name] = field, box
        if option.field == "flag":
            self._flags.add(option.name, box)
            return
        label = PlainLabel(tr(option.words))
        label.setMinimumWidth(_LABEL)
        label.setBuddy(field)
        form = self._parts[option.part]
        form.addRow(label, box)
        self._rows[option.name] = (form, box)

    def _lay_out(self) -> None:
        self._sections = {
            "count": Section(tr("What is counted"), "charts/count"),
            "draw": Section(tr("How it is shown"), "charts/draw"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.kinds)
        for part, section in self._sections.items():
            section.content.addLayout(self._parts[part])
            column.addWidget(section)
        self._sections["draw"].content.addWidget(self._flags)
        column.addStretch(1)


class _Flag(QCheckBox):
    """A field that is on or off."""

    committed = Signal(bool)

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.toggled.connect(self.committed)

    def show_value(self, value: bool) -> None:
        """Show a stored value."""
        self.setChecked(value)


class _Flags(QWidget):
    """Flags in two columns, closed up where some are of no use."""

    def __init__(self) -> None:
        super().__init__()
        self.flags: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def add(self, name: str, flag: QWidget) -> None:
        """Add a flag after the others."""
        self.flags[name] = flag
        flag.setParent(self)

    def show_only(self, names: Sequence[str]) -> None:
        """Show these flags."""
        for name, flag in self.flags.items():
            self._grid.removeWidget(flag)
            flag.setVisible(name in names)
        for place, name in enumerate(names):
            self._grid.addWidget(self.flags[name], *divmod(place, 2))
        self.setVisible(bool(names))


class _Kinds(QListWidget):
    """The kinds of charts, chosen with arrows or the mouse; as high as they are many."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Kind of chart"))
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for words, tip in KINDS.values():
            item = QListWidgetItem(tr(words), self)
            item.setToolTip(plain_tip(tr(tip)))
            item.setSizeHint(QSize(0, (self.fontMetrics().height() + 7) // 4 * 4))
        self.setFixedHeight(sum(map(self.sizeHintForRow, range(self.count()))) + 2 * self.frameWidth())

    def show_kind(self, kind: str) -> None:
        """Choose a kind without a signal."""
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt
        self.setCurrentRow(tuple(KINDS).index(kind))
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _as_kind(spec: ChartSpec, kind: str) -> ChartSpec:
    """Return the same chart as another kind; what can't be its rows or its counting rule gives way."""
    rows = [choice.value for choice in choices_of("of", kind)] if "of" in USES[kind] else [""]
    of = spec.of if spec.of in rows else ChartSpec.usual(kind).of
    rules = [choice.value for choice in choices_of("unit", kind)]
    return replace(spec, chart=kind, of=of, unit=spec.unit if spec.unit in rules else "event")


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    form.setContentsMargins(8, 0, 0, 0)
    form.setHorizontalSpacing(8)
    form.setVerticalSpacing(6)
    return form


def _field(option: Option) -> Any:
    if option.field == "flag":
        return _Flag(tr(option.words))
    if option.field == "choice":
        return ChoiceField()
    if option.field == "number":
        return NumberField(*LIMITS[option.name])
    if option.field == "outlets":
        return ManyField(tr("all"))
    line = OfferedLine()
    line.setPlaceholderText(tr(option.hint))
    return line
