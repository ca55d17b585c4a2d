"""Editors and drawing of the event table's cells."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.dates import DateError, describe, parse
from db.event_choices import Choice
from desktop.models.events_table import EventsTable
from desktop.models.table_columns import COLUMNS, Column
from desktop.models.events_table import ROW_ROLE
from desktop.widgets.tones import Tone, tone_colour
from desktop.wording import tr

Index = QModelIndex | QPersistentModelIndex
_NAMES_ROLE = Qt.ItemDataRole.UserRole + 1
