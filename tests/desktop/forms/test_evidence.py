"""The evidence of an event in the inspector: added, changed, chosen among and removed, each one undo step."""

from collections.abc import Callable

import pytest
from inspector_support import choose, detail, pick, type_into, undone
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from db.sourcing import evidence_choice
from db.sourcing.evidence import cite
from db.sourcing.source_edits import create
from desktop.desk import Desk
from desktop.forms.passages import split_pasted
from desktop.panels.inspector import Inspector
from desktop.widgets.address import OpenAddress
from desktop.widgets.records import DETAIL

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen

Cite = Callable[..., int]


@pytest.fixture
def cited(full_desk: Desk, event: int) -> Cite:
    """Return a function that cites a source for the event."""
    return lambda url, **fields: full_desk.live.edit("Cite", cite, event, url, **fields)


def kept(desk: Desk, event: int) -> list[tuple[str, str, str, str]]:
    """Return title, address, value and quote of each piece of evidence."""
    return [(one.source_title, one.url, one.value, one.quote) for one in detail(desk, event).passages]


def test_it_is_pasted_changed_and_removed(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    pieces = inspector.form.evidence.pieces
    bare = detail(full_desk, event)
    pieces.adder.setFocus()
    pieces.adder.insertPlainText("https://a.example/1 “二月下旬に開催された。”")
    qtbot.mouseClick(pieces.add, Qt.MouseButton.LeftButton)
    assert kept(full_desk, event) == [
        ("https://a.example/1", "https://a.example/1", "", "二月下旬に開催された。")
    ]
    assert pieces.adder.text() == ""
    before = detail(full_desk, event)
    fields = pieces.fields
    for field, text, label in (
        (fields.publisher, "Xinhua", "Change publisher"),
        (fields.url, "https://a.example/2", "Change address"),
        (fields.value, "2009", "Change value"),
        (fields.locator, "p. 3", "Change locator"),
        (fields.note, "copied", "Change remark"),
    ):
        shown = field.text()
        type_into(qtbot, field, text)
        assert field.text() == text
        undone(full_desk, event, before, label)
        assert field.text() == shown
    fields.quote.setFocus()
    qtbot.keyClicks(fields.quote, "x")
    qtbot.keyClick(fields.quote, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    undone(full_desk, event, before, "Change quote")
    qtbot.mouseClick(pieces.remove, Qt.MouseButton.LeftButton)
    assert kept(full_desk, event) == []
    undone(full_desk, event, before, "Remove evidence")
    undone(full_desk, event, bare, "Add evidence")


def test_confidence_is_chosen_in_words(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int, cited: Cite
) -> None:
    passage = cited("https://a.example")
    before = detail(full_desk, event)
    inspector.form.evidence.choose(passage)
    fields = inspector.form.evidence.pieces.fields
    assert fields.confidence.words == "not judged"
    pick(qtbot, fields.confidence, "4  official record")
    assert detail(full_desk, event).passages[0].confidence == 4
    assert "official record" in inspector.form.evidence.pieces.list.item(0).data(DETAIL)
    undone(full_desk, event, before, "Change confidence")


def test_a_source_is_renamed_replaced_or_made_by_its_name(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int, cited: Cite
) -> None:
    other = full_desk.live.edit("Source", create, "人民日报报道")
    passage = cited("https://a.example")
    before = detail(full_desk, event)
    inspector.form.evidence.choose(passage)
    source = inspector.form.evidence.pieces.fields.source
    choose(qtbot, source, "<b>News</b>")
    assert source.text() == "<b>News</b>"
    undone(full_desk, event, before, "Change source")
    choose(qtbot, source, "人民")
    assert detail(full_desk, event).passages[0].source_id == other
    undone(full_desk, event, before, "Change source")
    choose(qtbot, source, "Memoir", downs=1)
    assert detail(full_desk, event).passages[0].source_id not in {other, before.passages[0].source_id}
    undone(full_desk, event, before, "Add source “Memoir”")
    type_into(qtbot, source, "")
    assert "needs a source" in inspector.form.editing.notice("evidence.source")
    assert detail(full_desk, event) == before


def test_a_source_of_the_library_is_cited_with_the_quote_typed(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    source = full_desk.live.edit("Source", create, "People's Daily, 3 March", publisher="People's Daily")
    before = detail(full_desk, event)
    pieces = inspector.form.evidence.pieces
    pieces.adder.insertPlainText("“They met.”")
    choose(qtbot, pieces.library, "march")
    (passage,) = detail(full_desk, event).passages
    assert (passage.source_id, passage.quote) == (source, "They met.")
    assert (pieces.library.text(), pieces.adder.text()) == ("", "")
    assert pieces.fields.isVisible()
    undone(full_desk, event, before, "Add evidence")
    type_into(qtbot, pieces.library, "nobody knows it")
    assert "not known" in inspector.form.editing.notice("library")


def test_its_source_is_shown_in_the_library(qtbot: QtBot, inspector: Inspector, cited: Cite) -> None:
    inspector.form.evidence.choose(cited("https://a.example"))
    with qtbot.waitSignal(inspector.record_requested) as asked:
        qtbot.mouseClick(inspector.form.evidence.pieces.fields.show_source, Qt.MouseButton.LeftButton)
    assert asked.args == ["source", inspector.form.evidence.passages[0].source_id]


def test_nothing_pasted_is_refused_and_what_is_left_stays_unsent(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    pieces = inspector.form.evidence.pieces
    qtbot.mouseClick(pieces.add, Qt.MouseButton.LeftButton)
    assert "address" in inspector.form.editing.notice("source")
    pieces.adder.setFocus()
    qtbot.keyClicks(pieces.adder, "https://a.example")
    pieces.adder.clearFocus()
    assert pieces.adder.text() == "https://a.example"
    assert kept(full_desk, event) == []


def values(inspector: Inspector) -> dict[str, QToolButton]:
    """Return the buttons of the values that differ, by the value shown."""
    return {one.text().split("\n")[0]: one for one in inspector.form.evidence.differences.buttons}


def test_values_that_differ_stand_side_by_side_with_sources_and_confidence(
    inspector: Inspector, cited: Cite
) -> None:
    cited("https://a.example", field="place", value="Beijing", confidence=4)
    assert not inspector.form.evidence.differences.isVisible()
    cited("https://b.example", field="place", value="<i>Tokyo</i>", confidence=1)
    cited("https://c.example", field="place", value="<i>Tokyo</i>", confidence=2)
    assert "⚑ sources differ" in inspector.form.sections["evidence"].remark.text()
    shown = values(inspector)
    assert list(shown) == ["Beijing", "<i>Tokyo</i>"]
    assert shown["Beijing"].text().split("\n")[1] == "https://a.example · official record"
    assert shown["<i>Tokyo</i>"].text().split("\n")[1:] == [
        "https://b.example · doubtful",
        "https://c.example · likely",
    ]
    assert "<i>" not in shown["<i>Tokyo</i>"].toolTip()


def test_choosing_a_value_asks_for_the_reason_and_shows_it_afterwards(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int, cited: Cite
) -> None:
    cited("https://a.example", field="place", value="Beijing", confidence=4)
    cited("https://b.example", field="place", value="Tokyo", confidence=1)
    better = cited("https://c.example", field="place", value="Tokyo", confidence=2)
    before = detail(full_desk, event)
    form = inspector.form
    differences = form.evidence.differences
    qtbot.mouseClick(values(inspector)["Tokyo"], Qt.MouseButton.LeftButton)
    assert detail(full_desk, event) == before, "a reason is asked for first"
    assert "Tokyo" in differences.question.text()
    assert differences.reason.hasFocus()
    qtbot.keyClick(differences.reason, Qt.Key.Key_Return)
    assert "Say why" in form.editing.notice("evidence.choice")
    qtbot.keyClicks(differences.reason, "The host says so.")
    qtbot.keyClick(differences.reason, Qt.Key.Key_Return)
    assert not differences.asking.isVisible()
    taken = values(inspector)["✓ Tokyo"]
    assert taken.isChecked()
    assert taken.hasFocus()
    assert [one.id for one in form.evidence.passages if one.chosen] == [better]
    qtbot.waitUntil(lambda: "✓ Tokyo holds: The host says so." in shown_texts(inspector))
    assert form.circumstances.place.text() == "Tokyo"
    assert form.evidence.pieces.fields.reason.text() == "The host says so."
    undone(full_desk, event, before, "Choose value")
    full_desk.live.redo()
    qtbot.mouseClick(values(inspector)["✓ Tokyo"], Qt.MouseButton.LeftButton)
    assert not any(button.isChecked() for button in differences.buttons)
    assert form.circumstances.place.text() == "Tokyo", "the event keeps its value"


def shown_texts(inspector: Inspector) -> list[str]:
    """Return what the labels among the differences say."""
    return [one.text() for one in inspector.form.evidence.differences.findChildren(QLabel) if one.isVisible()]


def test_esc_leaves_a_choice_open(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int, cited: Cite
) -> None:
    cited("https://a.example", field="place", value="Beijing")
    cited("https://b.example", field="place", value="Tokyo")
    before = detail(full_desk, event)
    differences = inspector.form.evidence.differences
    qtbot.mouseClick(values(inspector)["Beijing"], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(differences.reason, "half")
    qtbot.keyClick(differences.reason, Qt.Key.Key_Escape)
    qtbot.keyClick(differences.reason, Qt.Key.Key_Escape)
    assert not differences.asking.isVisible()
    assert detail(full_desk, event) == before


def test_a_value_that_cant_stand_is_refused_where_it_was_chosen(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int, cited: Cite
) -> None:
    cited("https://a.example", field="date", value="2009-02-23")
    cited("https://b.example", field="date", value="the day after")
    before = detail(full_desk, event)
    differences = inspector.form.evidence.differences
    qtbot.mouseClick(values(inspector)["the day after"], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(differences.reason, "It was there.")
    qtbot.keyClick(differences.reason, Qt.Key.Key_Return)
    assert "can't be the date" in inspector.form.editing.notice("evidence.choice")
    assert detail(full_desk, event) == before


def test_the_tick_takes_a_value_that_nothing_contradicts_without_a_question(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int, cited: Cite
) -> None:
    bare, stated = cited("https://a.example"), cited("https://b.example", field="place", value="Kyoto")
    evidence = inspector.form.evidence
    tick = evidence.pieces.fields.chosen
    evidence.choose(bare)
    tick.click()
    assert "Only a value" in inspector.form.editing.notice("evidence.value")
    assert not tick.isChecked()
    evidence.choose(stated)
    tick.click()
    assert tick.isChecked()
    assert detail(full_desk, event).place == "Kyoto"


def test_chosen_evidence_is_the_only_one_for_its_field(full_desk: Desk, event: int, cited: Cite) -> None:
    one = cited("https://a.example", field="date", value="2004")
    two = cited("https://b.example", field="date", value="2006")
    full_desk.live.edit("Choose", evidence_choice.choose, one, "Its own report.")
    full_desk.live.edit("Choose", evidence_choice.choose, two, "Names the day.")
    assert {p.id: p.chosen for p in detail(full_desk, event).passages} == {one: False, two: True}


def test_addresses_open_after_they_were_shown(qtbot: QtBot, inspector: Inspector, cited: Cite) -> None:
    evidence = inspector.form.evidence
    evidence.choose(cited("https://a.example/<b>"))
    qtbot.mouseClick(evidence.pieces.fields.open, Qt.MouseButton.LeftButton)
    dialog = evidence.findChild(OpenAddress)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


@pytest.mark.parametrize(
    ("pasted", "parts"),
    [
        ("https://a.example/x.", ("https://a.example/x", "", "")),
        ("He said “yes” https://a.example", ("https://a.example", "", "He said “yes”")),
        ("People's Daily, p. 3\n「会談」", ("", "People's Daily, p. 3", "会談")),
        ("(see http://a.example/b) quote", ("http://a.example/b", "", "(see ) quote")),
    ],
)
def test_pasted_text_is_split(pasted: str, parts: tuple[str, str, str]) -> None:
    assert split_pasted(pasted) == parts
