"""The help that is in the program: how dates are read, the filter's words, and what Liaison is."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from db.version import VERSION
from desktop.wording import tr


class HelpDialogs:
    """Shows texts one can select and copy from."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def dates(self) -> None:
        """Show what vague dates are taken for, and the forms that can be typed."""
        from db.dates import CONVENTIONS, describe, parse

        forms = (
            "16 Oct 2006", "Oct. 16-17, 2006", "March 2004", "late February 2009", "spring 2004", "c. 2004",
            "before 2005", "between 2004 and 2006", "2004-03/..", "2004年3月", "平成16年3月", "民國93年3月",
            "二〇〇四年三月十六日", "2006년 10월 16일",
        )  # fmt: skip
        lines = [tr("Where sources are vague, Liaison takes their words as follows."), ""]
        lines += [f"{words}: {meaning}" for words, meaning in CONVENTIONS]
        lines += ["", tr("Forms that can be typed, and what they mean"), ""]
        lines += [f"{form}   →   {parse(form).edtf}   ({describe(parse(form))})" for form in forms]
        self._show(tr("How dates are read"), "\n".join(lines))

    def filters(self) -> None:
        """Show the filter's keys."""
        from db.filters import KEYS

        lines = [
            tr(
                "Words are looked for in titles, summaries, places, notes, quotes and names. All must be met."
            ),
            tr("A comma means or, a minus in front means not, quotes keep words together."),
            "",
            'party:LDP country:JP 2004..2012 type:meeting,visit -status:cancelled "yellow sea"',
            "",
        ]
        lines += [f"{name}:   {key.about}" for name, key in sorted(KEYS.items())]
        self._show(tr("Filter words"), "\n".join(lines))

    def about(self) -> None:
        """Show version, licence and libraries."""
        import sqlite3
        import sys

        import PySide6

        self._show(
            tr("About Liaison"),
            f"Liaison {VERSION}\n\n"
            + tr("Keeps a timeline of exchanges between political parties, with the evidence for each.")
            + f"\n\nPython {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, "
            + f"Qt for Python {PySide6.__version__}\n"
            + tr("Licence: Apache 2.0. Qt is used under the LGPL 3."),
        )

    def _show(self, title: str, text: str) -> None:
        dialog = QDialog(self._parent)
        dialog.setWindowTitle(title)
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        column = QVBoxLayout(dialog)
        column.addWidget(shown)
        column.addWidget(buttons)
        dialog.resize(720, 460)
        dialog.exec()
        dialog.deleteLater()
