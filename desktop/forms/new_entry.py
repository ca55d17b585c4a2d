"""A record that is being typed and is not stored yet: its values, and the records it names that are new too."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from desktop.forms.editing import Editing
from desktop.forms.field_rows import FieldRows
from desktop.forms.specs import FieldSpec
from desktop.widgets.optional_spin import OptionalSpin

Work = Callable[..., Any]
_NAMED: Final = frozenset({"actor", "person", "mechanism", "country", "term"})


class NewEntry(QObject):
    """Holds what fields send while `active`; `store` carries it out as one undo step, or tells at a field why not."""

    def __init__(self, editing: Editing, fields: FieldRows, defaults: Mapping[str, object]) -> None:
        super().__init__(fields)
        self.active = False
        self._editing = editing
        self._fields = fields
        self._defaults = dict(defaults)
        self._values: dict[str, object] = {}
        self._new: dict[str, str] = {}
        fields.stored.connect(self._on_stored)
        fields.create_requested.connect(self._on_create)

    def begin(self, **values: object) -> None:
        """Start with the defaults, some of them replaced."""
        self.active, self._new = True, {}
        self._values = {name: self._defaults.get(name) for name in self._fields.specs} | values
        self._editing.clear()
        self.show()

    def end(self) -> None:
        """Give it up."""
        self.active, self._values, self._new = False, {}, {}

    def show(self) -> None:
        """Show in the fields what has been typed so far."""
        for name, spec in self._fields.specs.items():
            value = self._values.get(name)
            self._fields.show_field(name, _shown(spec, value), self._words(spec, value))

    def store(self, label: str, add: Work, *owner: int) -> bool:
        """Carry out `add(session, *owner, **values)`; its result is `editing.result` then."""
        for field in self._fields.pending:
            field.commit()
            if getattr(field, "edited", False) and not isinstance(field, OptionalSpin):
                field.setFocus(Qt.FocusReason.OtherFocusReason)  # type: ignore[attr-defined]
                return False  # it said itself what is wrong
        kinds = {name: (self._fields.specs[name].of, text) for name, text in self._new.items()}
        values = {name: value for name, value in self._values.items() if name not in kinds}
        first = next(iter(self._fields.fields))
        self.active = False  # the edit's signal shows what is stored
        self.active = not self._editing.edit(label, first, with_new, add, owner, kinds, values)
        return not self.active

    def _words(self, spec: FieldSpec, value: object) -> str:
        """Return the name of the record that a field holds."""
        if spec.name in self._new:
            return self._new[spec.name]
        if spec.kind != "name" or not isinstance(value, int):
            return ""
        if spec.of in _NAMED:
            return self._editing.live.names(spec.of).get(value, "")
        return self._fields.fields[spec.name].text()  # type: ignore[attr-defined]

    def _on_stored(self, name: str, value: object) -> None:
        if self.active:
            self._new.pop(name, None)
            self._values[name] = value
            self._editing.clear(name)
            spec = self._fields.specs[name]
            self._fields.show_field(name, value, self._words(spec, value))

    def _on_create(self, name: str, text: str) -> None:
        if self.active:
            self._new[name], self._values[name] = text, None
            self._fields.show_field(name, None, text)


def with_new(
    session: Any,
    work: Work,
    records: tuple[int, ...],
    kinds: Mapping[str, tuple[str, str]],
    values: Mapping[str, object],
) -> Any:
    """Make the records that are named but not known yet, then carry out an edit with them."""
    from db.registry import names

    made = {name: names.find_or_create(session, kind, text) for name, (kind, text) in kinds.items()}
    return work(session, *records, **values, **made)


def _shown(spec: FieldSpec, value: object) -> object:
    texts = {"line", "paragraph", "text"}
    return "" if value is None and spec.kind in texts else value
