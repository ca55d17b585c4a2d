"""The page of context by keyboard and mouse, and its colours behind canvas and chart."""

import pytest
from pages_support import add_record, choose, enter, pick, shown
from PySide6.QtCore import Qt

from db import saved_filters
from db.ledgers import contexts
from desktop.contexts import bands
from desktop.panels.context import ContextPage
from desktop.theme import DARK, LIGHT, contrast

LOW = "Low point of China–Japan relations"


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(ContextPage(sample_desk), qtbot)


def colours(desk):
    with desk.live.reading() as connection:
        return {band.label: band.own for band in bands(connection)}


def test_a_colour_of_its_own_reaches_the_bands_as_a_tint(page, qtbot, qtmodeltester, sample_desk):
    qtmodeltester.check(page.model)
    choose(page, qtbot, "Low point")
    colour = page.form.fields.fields["colour"]
    enter(qtbot, colour, "reddish")
    assert "#rrggbb" in page.form.editing.notice("colour")
    assert colours(sample_desk)[LOW] == "#e6cfc2"
    enter(qtbot, colour, "#F00")
    assert colours(sample_desk)[LOW] == "#ff0000"
    for theme in (LIGHT, DARK):
        tint = theme.context(2, "#ff0000")
        assert contrast(tint, theme.ground) <= 1.35
        assert contrast(tint, theme.text) >= 7
        assert tint not in theme.contexts
        assert theme.context(2) == theme.contexts[2]
    enter(qtbot, colour, "")
    assert colours(sample_desk)[LOW] == ""
    sample_desk.live.undo()
    sample_desk.live.undo()
    assert colours(sample_desk)[LOW] == "#e6cfc2"


def test_what_it_is_for_is_chosen_and_emptied(page, qtbot):
    choose(page, qtbot, "Low point")
    assert page.model.rows[0].about == "Japan"
    enter(qtbot, page.form.fields.fields["country_id"], "")
    enter(qtbot, page.form.fields.fields["actor_id"], "自民党")
    qtbot.waitUntil(lambda: page.model.rows[0].about == "Liberal Democratic Party")
    pick(page.form.fields.fields["kind"], "election")
    assert page.form.detail.kind == "election"


def test_a_new_one_is_stored_whole_or_not_at_all(page, qtbot, sample_desk):
    dialog = add_record(qtbot, page, title="", kind="election", date="2009-08-30")
    assert dialog.isVisible()
    assert dialog.editing.notice("title")
    assert page.model.total == 9
    add_record(qtbot, page, title="总选举")
    qtbot.waitUntil(lambda: page.form.detail.title == "总选举")
    assert (page.form.detail.kind, page.form.detail.date.edtf) == ("election", "2009-08-30")
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.total == 9)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 10)


def test_a_hidden_page_waits_with_list_and_form(page, qtbot, sample_desk):
    before = choose(page, qtbot, "Low point")
    page.hide()
    sample_desk.live.edit("Keep filter", saved_filters.create, "Held", "status:held")
    sample_desk.live.edit("Rename context", contexts.change, before.id, title="Low point, later")
    assert page.form.detail is before
    page.show()
    assert page.form.detail.title == "Low point, later"
    qtbot.waitUntil(lambda: page.model.rows[0].title == "Low point, later")
