"""How many invitations were fulfilled and how soon, by counterpart or by year, as a small table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.rows_table import Column, RowsTable, number
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.rows_view import RowsView
from desktop.widgets.section import Section
from desktop.wording import PlainLabel, tr

if TYPE_CHECKING:
    from db.ledgers.invitation_rates import Rate

_HEIGHT = 180


class RatesPanel(QWidget):
    """Shows the rates of fulfilment per counterpart or per year of extension; folds away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rates: dict[str, Sequence[Rate]] = {}
        self.by = ChoiceField((Choice("counterpart", tr("per counterpart")), Choice("year", tr("per year"))))
        self.by.setAccessibleName(tr("Rates per"))
        self.by.combo.setMinimumContentsLength(14)
        self.by.show_value("counterpart")
        self.model = RatesTable(self)
        self.view = RowsView()
        self.view.setModel(self.model)
        self.view.fit_columns([column.width for column in self.model.columns])
        self.view.setFixedHeight(_HEIGHT)
        self.view.setAccessibleName(tr("Rates of fulfilment"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(tr("Of those extended by that day")))
        head.addWidget(self.by)
        head.addStretch(1)
        section = Section(tr("Fulfilment and latency"), "invitations/rates", self)
        section.content.addLayout(head)
        section.content.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(section)
        self.by.committed.connect(self._on_by)

    def show_rates(self, per_counterpart: "Sequence[Rate]", per_year: "Sequence[Rate]") -> None:
        """Show these rates."""
        self._rates = {"counterpart": per_counterpart, "year": per_year}
        self._on_by(self.by.value)

    def _on_by(self, by: object) -> None:
        self.by.show_value(by)
        self.model.set_rows(self._rates.get(str(by), ()))


class RatesTable(RowsTable):
    """Rates as rows, each known by its counterpart or year."""

    def __init__(self, parent: QWidget) -> None:
        columns = (
            Column(tr("Counterpart or year"), lambda row: row.key, width=24),
            number(tr("Extended"), "extended"),
            number(tr("Fulfilled"), "fulfilled", tr("Fulfilled for certain")),
            number(tr("Perhaps"), "perhaps", tr("That may have been fulfilled besides")),
            number(tr("Open"), "open"),
            Column(tr("Share"), _share, sort=lambda row: row.share, numeric=True, width=12),
            Column(tr("Days, median"), _latency, sort=lambda row: row.latency[0], numeric=True, width=12),
        )
        super().__init__(columns, parent)

    def key_of(self, row: "Rate") -> str:
        return row.key


def _share(row: "Rate") -> str:
    least, most = f"{row.share:.0%}", f"{row.share_most:.0%}"
    return least if least == most else f"{least}–{most}"


def _latency(row: "Rate") -> str:
    least, most = row.latency
    if least is None:
        return ""
    if most is None:
        return tr("at least {days}", days=f"{least:g}")
    return f"{least:g}" if least == most else f"{least:g}–{most:g}"
