"""Plain cells as a table, with what is wrong in them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush

from desktop.models.cells_table import CellsTable


def test_cells_and_faults_are_shown(qtmodeltester):
    model = CellsTable()
    qtmodeltester.check(model)
    faults = {(3, 0): "a date is needed", (4, -1): "1 cell stands under 2 columns"}
    model.show_cells(["When", "What"], [(2, ["2004", "a\nb"]), (3, ["x", "c"]), (4, ["2005"])], faults)
    qtmodeltester.check(model)
    text = [[model.index(row, column).data() for column in range(2)] for row in range(3)]
    assert text == [["2004", "a b"], ["x", "c"], ["2005", ""]]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "What"
    assert model.headerData(1, Qt.Orientation.Vertical) == "3"
    assert "a date is needed" in model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "stands under 2" in model.index(2, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert isinstance(model.index(1, 0).data(Qt.ItemDataRole.ForegroundRole), QBrush)
    assert model.index(1, 1).data(Qt.ItemDataRole.ForegroundRole) is None
    assert "2004" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
