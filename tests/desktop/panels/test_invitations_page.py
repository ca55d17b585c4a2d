"""The page of invitations by keyboard and mouse: steps, what is open on a day, rates, evidence and links."""

import pytest
from pages_support import add_entry, add_record, choose, enter, pick, shown
from PySide6.QtCore import Qt

from desktop.panels.invitations import InvitationsPage


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(InvitationsPage(sample_desk), qtbot)


def steps(page):
    return [(one.kind, one.date.edtf if one.date else "") for one in page.form.detail.steps]


def test_what_was_open_on_a_day(page, qtbot, qtmodeltester):
    qtmodeltester.check(page.model)
    qtmodeltester.check(page.rates.model)
    page.open_only.setFocus()
    qtbot.keyClick(page.open_only, Qt.Key.Key_Space)
    assert [row.purpose for row in page.model.rows] == [
        "Party congress of the CDU",
        "Party congress of the SPD",
    ]
    page.as_of.show_text("2006-02-20")
    qtbot.waitUntil(lambda: "First session" in page.model.rows[0].purpose)
    assert str(page.model.rows[0].state) == "extended"
    page.as_of.show_text("2006-02-23")
    qtbot.waitUntil(lambda: "First session" not in page.model.rows[0].purpose)
    qtbot.keyClick(page.open_only, Qt.Key.Key_Space)
    assert page.model.total == 5


def test_rates_are_per_counterpart_or_per_year(page, qtbot):
    rates = {row.key: row for row in page.rates.model.rows}
    assert (rates["Liberal Democratic Party"].extended, rates["Liberal Democratic Party"].fulfilled) == (2, 2)
    pick(page.rates.by, "year")
    years = [row.key for row in page.rates.model.rows]
    assert "Liberal Democratic Party" not in years
    assert years


def test_steps_in_an_impossible_order_are_refused_and_nothing_is_stored(page, qtbot):
    choose(page, qtbot, "First session")
    before = steps(page)
    entries = page.form.parts["steps"]
    assert not add_entry(qtbot, entries, kind="accepted", date="2010-01-01")
    assert entries.editing.notice("date") or entries.editing.notice("kind")
    assert steps(page) == before
    qtbot.keyClick(entries, Qt.Key.Key_Escape)
    choose(page, qtbot, "congress of the CDU")
    assert not add_entry(qtbot, entries, kind="accepted", date="nonsense")
    assert len(page.form.detail.steps) == 1
    assert add_entry(qtbot, entries, date="2007-10-01")
    assert steps(page)[-1] == ("accepted", "2007-10-01")
    entries.list.setFocus()
    entries.list.setCurrentRow(1)
    qtbot.keyClick(entries.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert entries.editing.notice("entries")  # nobody accepts what was not yet extended
    assert steps(page)[-1] == ("accepted", "2007-10-01")


def test_a_visit_fulfils_an_invitation_and_is_shown_from_it(page, qtbot, sample_desk):
    choose(page, qtbot, "congress of the SPD")
    entries, links = page.form.parts["steps"], page.form.parts["events"]
    assert links.none.isVisibleTo(page)
    assert add_entry(qtbot, entries, kind="accepted", date="2007-10-01")
    early = "China–Japan ruling parties: first session"
    assert not add_entry(qtbot, entries, kind="fulfilled", event_id=early)
    assert not links.links
    qtbot.keyClick(entries, Qt.Key.Key_Escape)
    with sample_desk.live.reading() as connection:
        later = connection.execute(
            "SELECT id, title FROM event WHERE start_lo > 733000 AND status = 'held' ORDER BY sort_lo"
        ).fetchone()
    assert add_entry(qtbot, entries, kind="fulfilled", event_id=later[1])
    assert str(page.form.detail.state) == "fulfilled"
    assert "fulfilled by" in page.form.banner.text
    assert [one.event for one in links.links] == [later[0]]
    links.list.setFocus()
    links.list.setCurrentRow(0)
    with qtbot.waitSignal(page.event_requested) as asked:
        qtbot.keyClick(links.list, Qt.Key.Key_Return)
    assert asked.args == [later[0]]
    sample_desk.live.undo()
    assert str(page.form.detail.state) == "accepted"
    assert not links.links


def test_an_invitation_by_nobody_is_refused_by_the_dialog(page, qtbot):
    dialog = add_record(qtbot, page, purpose="A visit", extended="2020-13")
    assert dialog.isVisible()
    assert page.model.total == 5
    add_record(qtbot, page, extended="March 2020")
    assert dialog.isVisible()
    assert "somebody" in dialog.editing.notice("inviter_id")
    add_record(qtbot, page, inviter_id="Komeito", invitee_id="Komeito")
    assert "themselves" in dialog.editing.notice("invitee_id")
    add_record(qtbot, page, invitee_id="Communist Party of China")
    qtbot.waitUntil(lambda: page.form.detail.purpose == "A visit")
    assert steps(page) == [("extended", "2020-03")]
    enter(qtbot, page.form.fields.fields["inviter_id"], "Communist Party of China")
    assert "themselves" in page.form.editing.notice("invitee_id")
    assert page.form.detail.inviter == "Komeito"
