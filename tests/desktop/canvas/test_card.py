"""The card over an event is as high as its lines need, however they wrap."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.canvas.card import HoverCard
from desktop.canvas.data import Card


def test_no_line_is_cut_off(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 700)
    parent.show()
    card = HoverCard(parent)
    people = [
        f"Person {place} (Deputy Secretary-General of a committee with a long name, 国際局長)"
        for place in range(6)
    ]
    for who in ("LDP", "\n".join(people), "LDP, Komeito"):
        card.show_card(
            Card("A title that is longer than the card is wide, so that it wraps", "2006", who), QPoint(9, 9)
        )
        lines = [line for line in card.findChildren(QLabel) if line.isVisible()]
        card.layout().activate()
        assert all(line.height() >= line.heightForWidth(line.width()) for line in lines)
        assert parent.rect().contains(card.geometry())
