"""The citation of a source in one of several styles, ready to be copied."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.errors import Problem
from db.sourcing.citations import STYLES
from desktop import settings
from desktop.forms.editing import Editing
from desktop.forms.record_form import DetailPart
from desktop.tasks import Newest
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.text_field import TextField
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.sourcing.sources import SourceDetail

_KEY = "sources/style"


class Citation(DetailPart):
    """Sets the citation in the pool, since a style takes a moment to read; the style chosen is remembered."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self._detail: SourceDetail | None = None
        self.style_field = ChoiceField([Choice(key, tr(words)) for key, words in STYLES.items()])
        self.style_field.setAccessibleName(tr("Style of the citation"))
        kept = settings.text(_KEY)
        self.style_field.show_value(kept if kept in STYLES else next(iter(STYLES)))
        self.text = TextField(lowest=2, highest=8)
        self.text.setReadOnly(True)
        self.text.setProperty("always_read_only", "yes")
        self.text.setAccessibleName(tr("Citation"))
        self.copy = QPushButton(tr("Copy"))
        self.copy.setAutoDefault(False)
        self.copy.setToolTip(plain_tip(tr("Copies the citation as plain text.")))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.style_field, 1)
        head.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(editing.box("citation", self.text))
        self._query = Newest(self)
        self._query.done.connect(self._on_done)
        self._query.failed.connect(self._on_failed)
        self.style_field.committed.connect(self._on_style)
        self.copy.clicked.connect(self._on_copy)

    @property
    def style_chosen(self) -> str:
        """One of `db.sourcing.citations.STYLES`."""
        return str(self.style_field.value)

    def show_detail(self, detail: "SourceDetail") -> None:
        """Show how a source is cited."""
        if self._detail is None or self._detail.id != detail.id:
            self._on_done("")
        self._detail = detail
        self._ask()

    def set_read_only(self, fixed: bool) -> None:
        """Citing edits nothing: it works as ever."""
        del fixed

    def _ask(self) -> None:
        from db.sourcing.citations import citation

        if self._detail is not None:
            self._query.ask(citation, self._detail, self.style_chosen)

    def _on_style(self, style: object) -> None:
        settings.remember(_KEY, style)
        self.style_field.show_value(style)
        self._ask()

    def _on_done(self, text: str) -> None:
        self.editing.clear("citation")
        self.text.show_value(text)
        self.copy.setEnabled(bool(text))

    def _on_failed(self, error: Exception) -> None:
        self._on_done("")
        if not isinstance(error, Problem):
            raise error
        self.editing.refuse("citation", str(error))

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.text.text())
