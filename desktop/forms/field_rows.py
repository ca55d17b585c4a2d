"""Rows of fields made from specs, for any kind of record."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.forms.editing import Editing, unknown_name
from desktop.forms.part import Fields
from desktop.forms.specs import FieldSpec
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.date_field import DateField
from desktop.widgets.line_field import LineField
from desktop.widgets.name_field import NameField
from desktop.widgets.optional_spin import OptionalSpin
from desktop.widgets.text_field import TextField
from desktop.wording import plain_tip, tr


class FieldRows(Fields):
    """Shows one record in fields made from specs.

    `stored(name, value)` asks for a finished value to be stored, `create_requested(name, text)` for a new record
    under a name; `entered` follows the key that ends a line. What comes back by `show_record` is what then stands
    in the fields.
    """

    label_width = 96
    stored = Signal(str, object)
    create_requested = Signal(str, str)
    entered = Signal()

    def __init__(self, editing: Editing, specs: Sequence[FieldSpec], parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.specs = {spec.name: spec for spec in specs}
        self.fields: dict[str, QWidget] = {}
        for spec in specs:
            self._add(spec)
        if self.fields:
            self.setFocusProxy(next(iter(self.fields.values())))

    def show_record(self, row: object) -> None:
        """Show the attributes of a row that the specs name."""
        for name, spec in self.specs.items():
            self.show_field(name, spec.value_of(row), spec.words_of(row))

    def show_field(self, name: str, value: Any, words: object = "") -> None:
        """Show one stored value; `words` is the name of the record if it is one."""
        field = self.fields[name]
        if isinstance(field, NameField):
            field.show_value(value, str(words or ""))
        elif isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, ChoiceField):
            if self.specs[name].kind == "term":
                field.set_choices(self.editing.codebook.choices(self.specs[name].of))
            field.show_value(value)
        else:
            field.show_value(value)  # type: ignore[attr-defined]

    def fix_once(self, *, fixed: bool) -> None:
        """Make the fields that are said only once readable only, or editable."""
        for name, spec in self.specs.items():
            field = self.fields[name]
            if not spec.once:
                continue
            if isinstance(field, ChoiceField | DateField):
                field.set_read_only(fixed)
            elif isinstance(field, QLineEdit | TextField):
                field.setReadOnly(fixed)

    def focus(self, name: str = "") -> None:
        """Put the cursor into a field, the first if none is named."""
        field = self.fields.get(name) or next(iter(self.fields.values()))
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        line = field.line if isinstance(field, DateField) else field
        if isinstance(line, QLineEdit | TextField):
            line.selectAll()

    def _add(self, spec: FieldSpec) -> None:
        field = self._make(spec)
        if spec.hint and isinstance(field, QLineEdit | TextField):
            field.setPlaceholderText(spec.hint)
        if isinstance(field, LineField | TextField):
            field.entered.connect(self.entered)
        self.fields[spec.name] = field
        if isinstance(field, QCheckBox):
            field.setText(spec.label)
            field.setToolTip(plain_tip(spec.tip))
            self.form.addRow("", self.editing.box(spec.name, field))
        else:
            beside = (spec.beside(field),) if spec.beside else ()
            self.row(spec.label, spec.name, field, *beside, tip=spec.tip)

    def _make(self, spec: FieldSpec) -> QWidget:
        store = partial(self.stored.emit, spec.name)
        if spec.kind == "tick":
            tick = QCheckBox()
            tick.clicked[bool].connect(store)  # type: ignore[index] - the other overload has no value
            return tick
        if spec.kind == "name":
            return self._make_name(spec, store)
        make: dict[str, Callable[[], Any]] = {
            "line": LineField,
            "paragraph": partial(TextField, paragraph=True, highest=6),
            "text": partial(TextField, lowest=2, highest=12),
            "date": partial(DateField, unknown=""),
            "choice": partial(ChoiceField, spec.choices),
            "term": ChoiceField,
            "number": OptionalSpin,
        }
        field = make[spec.kind]()
        field.committed.connect(store)
        return field

    def _make_name(self, spec: FieldSpec, store: Callable[..., object]) -> NameField:
        words = {spec.of: tr("Create “{name}”", name="{name}")} if spec.creates else {}
        field = NameField(partial(self.editing.candidates, spec.of), words)
        field.chosen.connect(store)
        field.create_requested.connect(partial(self._on_create, spec.name))
        field.unknown.connect(partial(self._on_unknown, spec))
        return field

    def _on_create(self, name: str, text: str, kind: str) -> None:
        del kind
        self.create_requested.emit(name, text)

    def _on_unknown(self, spec: FieldSpec, typed: str) -> None:
        self.editing.refuse(spec.name, unknown_name(typed, can_create=spec.creates))
