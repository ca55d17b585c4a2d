"""The help that is in the program: how dates are read, the filter's words, and what Liaison is."""

from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

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
        """Show versions, licences and folders."""
        from desktop import about

        self._show(tr("About Liaison"), about.text(), copies=True)

    def _show(self, title: str, text: str, *, copies: bool = False) -> None:
        dialog = QDialog(self._parent)
        dialog.setWindowTitle(title)
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        if copies:
            copy = buttons.addButton(tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
            copy.clicked.connect(lambda: QApplication.clipboard().setText(text))
        column = QVBoxLayout(dialog)
        column.addWidget(shown)
        column.addWidget(buttons)
        dialog.resize(720, 460)
        dialog.exec()
        dialog.deleteLater()
