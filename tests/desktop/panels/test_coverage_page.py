"""The page of coverage by keyboard and mouse: what was searched, how completely, what is missing."""

import pytest
from pages_support import add_record, choose, enter, pick, shown
from PySide6.QtCore import Qt

from desktop.panels.coverage import CoveragePage


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(CoveragePage(sample_desk), qtbot)


def test_the_sample_says_what_nobody_looked_for(page, qtbot, qtmodeltester):
    qtmodeltester.check(page.model)
    detail = choose(page, qtbot, "any outlet")
    assert detail.missing == "A report of the third session."
    assert page.form.fields.fields["source_id"].text().startswith("Development and Functions")


def test_fields_are_edited_and_undone(page, qtbot, sample_desk):
    choose(page, qtbot, "Press on contacts")
    pick(page.form.fields.fields["completeness"], 4)
    assert page.form.detail.completeness == 4
    enter(qtbot, page.form.fields.fields["date"], "2005/2012")
    assert page.form.detail.span.edtf == "2005/2012"
    enter(qtbot, page.form.fields.fields["searched_on"], "some time ago")
    assert page.form.editing.notice("searched_on")
    assert page.form.detail.searched_on == "2026-11"
    for _ in range(2):
        sample_desk.live.undo()
    assert (page.form.detail.completeness, page.form.detail.span.edtf) == (1, "2004/2025")


def test_a_new_one_needs_an_outlet_and_a_span_that_is_one(page, qtbot, sample_desk):
    dialog = add_record(qtbot, page, outlet="Xinhua", date="2012/2004")
    assert dialog.isVisible()
    assert page.model.total == 3
    add_record(qtbot, page, outlet="", date="2004/2012")
    assert dialog.isVisible()
    assert dialog.editing.notice("outlet")
    add_record(qtbot, page, outlet="Xinhua", completeness=2)
    qtbot.waitUntil(lambda: page.form.detail.outlet == "Xinhua")
    assert (page.form.detail.span.edtf, page.form.detail.completeness) == ("2004/2012", 2)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.total == 3)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 4)
