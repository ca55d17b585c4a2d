"""The Charts page through its real widgets: kinds and options, following filter and edits, and its words."""

from dataclasses import replace

import pytest
from charts_support import BUSY, LEFT, choose, go_to_kind, ready, settle, shown, type_into
from PySide6.QtCore import QPoint, Qt

from db import events, filters
from db.dates import parse
from db.plots.spec import CHARTS, USES
from desktop.panels.charts_uses import KINDS, OPTIONS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
Key = Qt.Key


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(qtbot, sample_desk)


def test_it_draws_what_passes_the_filter_and_follows_it(page, sample_desk, qtbot):
    before = page.shown.result.frequency.units
    assert page.picture.isVisible()
    assert page.caption.text() == page.shown.result.caption
    sample_desk.browse.set_filter(filters.parse("country:JP"))
    settle(qtbot, page)
    assert 0 < page.shown.result.frequency.units < before
    assert "country:JP" in page.caption.text()
    sample_desk.browse.set_filter(filters.parse("country:JP 1950..1951"))
    settle(qtbot, page)
    assert not page.picture.isVisible()
    assert "No event passes" in page.sentence.text()
    assert not page.export_button.isEnabled()
    sample_desk.browse.set_filter(filters.parse(""))
    settle(qtbot, page)
    assert page.picture.isVisible()
    assert page.shown.result.frequency.units == before


def test_every_kind_can_be_chosen_by_keyboard_and_shows_only_its_options(page, qtbot):
    assert tuple(KINDS) == CHARTS
    assert {option.name for option in OPTIONS} == {name for names in USES.values() for name in names}
    for kind in CHARTS:
        go_to_kind(qtbot, page, kind)
        visible = {name for name, box in page.options.boxes.items() if not box.isHidden()}
        assert visible <= set(USES[kind])
        assert page.options.spec.chart == kind
        if kind == "compare":  # two spans have to be named first
            assert page.sentence.isVisible()
            continue
        assert page.picture.isVisible(), page.sentence.text()
        assert page.shown.result.spec.chart == kind
        assert page.caption.text()


def test_options_change_the_picture(page, qtbot):
    type_into(qtbot, page.options.fields["by"], "month")
    settle(qtbot, page)
    assert page.shown.result.frequency.by == "month"
    choose(qtbot, page, "group", "family")
    choose(qtbot, page, "unit", "dyad")
    choose(qtbot, page, "style", "lines")
    assert len(page.shown.result.frequency.groups) > 1
    assert page.shown.result.frequency.unit == "dyad"
    assert page.shown.result.spec.style == "lines"
    qtbot.mouseClick(page.options.fields["draws"], LEFT, pos=QPoint(8, 8))
    settle(qtbot, page)
    assert page.shown.result.draws is not None
    assert page.options.fields["seed"].isVisible()
    type_into(qtbot, page.options.fields["first"], "2005")
    type_into(qtbot, page.options.fields["last"], "2010")
    settle(qtbot, page)
    assert page.shown.result.frequency.bins.labels[0] == "2005-01"
    assert page.shown.result.frequency.bins.labels[-1] == "2009-12"


def test_a_wrong_option_is_told_at_its_field_and_in_place_of_the_picture(page, qtbot):
    type_into(qtbot, page.options.fields["first"], "2004-13")
    settle(qtbot, page)
    assert "month" in page.options.boxes["first"].notice.text
    assert page.sentence.isVisible()
    assert page.shown is None
    type_into(qtbot, page.options.fields["first"], "2004")
    settle(qtbot, page)
    assert page.options.boxes["first"].notice.text == ""
    assert page.picture.isVisible()
    type_into(qtbot, page.options.fields["by"], "yaer")
    settle(qtbot, page)
    assert "did you mean “year”" in page.sentence.text()


def test_widths_and_rounds_of_the_file_are_offered(page, qtbot):
    qtbot.waitUntil(lambda: len(page.options.fields["context"]._choices) > 1)
    by = page.options.fields["by"]
    by.setFocus()
    by.selectAll()
    qtbot.keyClicks(by, "round of")
    completer = by.completer()
    assert completer.completionCount() > 0
    popup = completer.popup()
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    qtbot.waitUntil(lambda: page.options.spec.by.startswith("round of"))
    settle(qtbot, page)
    assert page.picture.isVisible(), page.sentence.text()


def test_a_comparison_around_a_context_or_between_two_spans(page, qtbot):
    go_to_kind(qtbot, page, "compare")
    type_into(qtbot, page.options.fields["before"], "2004..2009-08")
    type_into(qtbot, page.options.fields["after"], "2009-09..2012-12")
    settle(qtbot, page)
    assert page.picture.isVisible(), page.sentence.text()
    assert page.shown.result.sentence
    qtbot.waitUntil(lambda: len(page.options.fields["context"]._choices) > 1)
    context = next(c for c in page.options.fields["context"]._choices if "DPJ" in c.words)
    choose(qtbot, page, "context", context.value)
    assert page.options.spec.before == page.options.fields["before"].text() == ""
    assert page.shown is not None, page.sentence.text()
    assert page.shown.result.spec.context == context.value


def test_it_counts_again_after_an_edit_and_waits_while_hidden(page, sample_desk, qtbot):
    before = page.shown.result.frequency.units
    page.hide()
    sample_desk.live.edit("New", events.create, title="A talk", date=parse("2024-05-01"))
    assert not page._later.isActive()
    assert not page._work.busy
    page.show()
    qtbot.waitUntil(lambda: page.shown.result.frequency.units == before + 1, timeout=BUSY)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.shown.result.frequency.units == before, timeout=BUSY)


def test_resizing_draws_anew_without_counting_again(page, qtbot):
    ready(qtbot, page)
    result = page.shown.result
    page.resize(1000, 700)
    qtbot.waitUntil(lambda: not page.picture._fits())
    ready(qtbot, page)
    assert page.shown.result is result
    assert page.shown.image.width() == page.picture.width()


def test_an_empty_timeline_says_what_to_do(desk, qtbot):
    page = shown(qtbot, desk)
    assert "Ctrl+N" in page.sentence.text()
    desk.live.edit("New", events.create, title="A talk", date=parse("2024-05-01"))
    qtbot.waitUntil(page.picture.isVisible, timeout=BUSY)
    assert page.shown.result.frequency.units == 1


def test_typing_never_waits_only_the_newest_picture_is_shown(page, qtbot):
    for year in range(2004, 2012):
        page.options.spec = replace(page.options.spec, first=str(year))
        page.refresh()
        page._ask()
    settle(qtbot, page)
    assert page.shown.result.frequency.bins.labels[0] == "2011"
