"""The dialog for the picture: what is chosen is what is drawn, and only what has a meaning is asked."""

import pytest
from picture_support import shown_of
from pytestqt.qtbot import QtBot

from db.dates import parse
from desktop.desk import Desk
from desktop.picture.dialog import PictureDialog, told
from desktop.picture.spec import PictureSpec


@pytest.fixture
def dialog(sample_desk: Desk, qtbot: QtBot) -> PictureDialog:
    made = PictureDialog(shown_of(sample_desk.live))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.preview.image is not None, timeout=10_000)
    return made


def choose(dialog: PictureDialog, name: str, value: str) -> None:
    getattr(dialog, name).committed.emit(value)


def test_it_begins_with_what_is_in_view_on_one_page(dialog: PictureDialog) -> None:
    spec = dialog.spec
    assert (spec.kind, spec.paper, spec.landscape, spec.arranged, spec.span) == (
        "pdf",
        "A4",
        True,
        "page",
        "view",
    )
    assert dialog.write.isEnabled()
    assert "points high" in dialog.told.text()


def test_only_what_counts_is_asked(dialog: PictureDialog) -> None:
    def shown(name: str) -> bool:
        return getattr(dialog, name).isVisibleTo(dialog)

    assert [shown(name) for name in ("across", "dpi", "first", "last")] == [False] * 4
    choose(dialog, "arrangement", "pages")
    assert shown("across")
    choose(dialog, "kind", "png")
    assert shown("dpi")
    assert not shown("across")
    assert not shown("arrangement")
    choose(dialog, "span", "days")
    assert shown("first")
    assert shown("last")


def test_several_pages_can_be_looked_through(dialog: PictureDialog, qtbot: QtBot) -> None:
    one = dialog.preview.image
    choose(dialog, "arrangement", "pages")
    dialog.across.setValue(3)
    qtbot.waitUntil(lambda: dialog.page.maximum() >= 3, timeout=10_000)
    qtbot.waitUntil(lambda: dialog.preview.image != one, timeout=10_000)
    first = dialog.preview.image
    dialog.page.setValue(2)
    qtbot.waitUntil(lambda: dialog.preview.image != first, timeout=10_000)


def test_days_in_any_form_and_order(dialog: PictureDialog) -> None:
    choose(dialog, "span", "days")
    dialog.first.committed.emit(parse("March 2010"))
    dialog.last.committed.emit(parse("2006"))
    first, last = parse("2006").end[1], parse("March 2010").start[0]
    assert (dialog.spec.first, dialog.spec.last) == (first, last)


def test_what_was_chosen_is_told_and_remembered(
    dialog: PictureDialog, sample_desk: Desk, qtbot: QtBot
) -> None:
    choose(dialog, "kind", "svg")
    choose(dialog, "paper", "A3 high")
    dialog.title.setText("  Exchanges 訪問 ")
    dialog.words.setPlainText("See section 4.")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.write.click()
    spec = chosen.args[0]
    assert spec == PictureSpec(
        kind="svg", paper="A3", landscape=False, arrangement="page", across=2, span="view", first=spec.first,
        last=spec.last, title="Exchanges 訪問", words="See section 4.",
    )  # fmt: skip
    again = PictureDialog(shown_of(sample_desk.live))
    qtbot.addWidget(again)
    assert (again.spec.kind, again.spec.paper, again.spec.landscape) == ("svg", "A3", False)
    qtbot.waitUntil(lambda: again.preview.image is not None, timeout=10_000)


def test_it_says_how_small_the_text_is() -> None:
    assert told(0.6, 0) == "Text is 7.8 points high."
    assert told(0.3, 0).startswith("Text is only 3.9 points high: choose")
    assert told(0.3, 5).startswith("5 lanes find no room")
