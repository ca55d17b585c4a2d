"""A researcher's day through the real widgets: registry, ledgers, evidence, a merge; all undone, redone, reopened."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from inspector_support import pick
from pages_support import add_entry, add_record, choose, enter, fill
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db import sample
from db.codebook import codebook
from db.models import Base
from db.recording import OWN_TABLES
from db.timeline import Timeline
from desktop.actions import TABS
from desktop.dialogs.merge import Merge
from desktop.pages import NAMES
from desktop.pages import TABS as HOME
from desktop.window import Window

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support")]

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PARTY, PERSON, MECHANISM = "Party of the Coast", "Maria Silva", "Coastal Dialogue"
VISIT, TALK = "Coastal Dialogue: first session", "Coastal Dialogue: second session"
CPC = "Communist Party of China"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


class Day:
    """The window of one sitting, driven by keys and clicks."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def pages(self) -> Any:
        return self.window.pages

    @property
    def timeline(self) -> Timeline:
        return self.window.desk.live.timeline  # type: ignore[union-attr]

    @property
    def form(self) -> Any:
        return self.pages.inspector.form

    @property
    def focus(self) -> Any:
        """The widget that keys go to while the window is active."""
        return self.window.focusWidget()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.activate()
        self.qtbot.keyClick(self.focus or self.window, key, modifiers)

    def activate(self) -> None:
        """Make the window the active one: dialogs take that from it where there is no window manager."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def tab(self, name: str) -> Any:
        """Go to the records of one kind by its shortcut, and wait until they are listed."""
        self.press(Qt.Key(Qt.Key.Key_0 + (TABS.index(name) + 1) % 10), ALT)
        page = self.pages.records
        assert page.spec.name == name
        self.qtbot.waitUntil(lambda: bool(page.count.text()) and not page._stale)
        return page

    def new(self, page: Any, **values: str) -> None:
        """Add a record by Ctrl+N and wait until it is shown."""
        before = page.current
        self.press(Qt.Key.Key_N, CTRL)
        add_record(self.qtbot, page, **values)
        self.qtbot.waitUntil(lambda: page.current not in {before, None})
        self.activate()

    def find(self, page: Any, text: str) -> None:
        """Find a record by Ctrl+F and go to it."""
        self.press(Qt.Key.Key_F, CTRL)
        assert self.focus is page.finder
        choose(page, self.qtbot, text)
        page.finder.clear()

    def event(self, title: str, date: str) -> int:
        """Add an event by Ctrl+N, and type its title and date."""
        self.press(Qt.Key.Key_1, CTRL)
        self.press(Qt.Key.Key_N, CTRL)
        basics = self.form.basics
        assert self.focus is basics.title
        self.qtbot.keyClicks(basics.title, title)
        self.qtbot.keyClick(basics.title, Qt.Key.Key_Return)
        assert self.focus is basics.date.line
        self.qtbot.keyClicks(basics.date.line, date)
        self.qtbot.keyClick(basics.date.line, Qt.Key.Key_Return)
        return self.window.desk.browse.current  # type: ignore[union-attr, return-value]

    def events_of(self, text: str) -> int:
        """Type a filter by Ctrl+F on a page of events and return how many events pass it."""
        self.press(Qt.Key.Key_1, CTRL)
        self.press(Qt.Key.Key_F, CTRL)
        line, browse = self.pages.filter_bar.line, self.window.desk.browse  # type: ignore[union-attr]
        assert self.focus is line
        self.qtbot.keyClick(line, Qt.Key.Key_A, CTRL)
        self.qtbot.keyClicks(line, text)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: str(browse.filter) == text)
        found = len(browse.rows)
        self.pages.clear_filter()
        return found

    def show(self, event: int) -> None:
        """Show an event."""
        self.pages.show_event(event)
        self.qtbot.waitUntil(lambda: self.form.shown is not None and self.form.shown.detail.id == event)


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Day]]:
    """Return a function that opens the window on a timeline made by a function of `db`."""
    windows: list[Window] = []

    def make(build: Callable[..., object] = sample.build, *, write: bool = True) -> Day:
        Timeline.create(tmp_path / "day.liaison", build).close()
        shown = Window()
        windows.append(shown)
        shown.resize(1440, 900)
        shown.show()
        qtbot.waitExposed(shown)
        if write:
            shown.open(tmp_path / "day.liaison")
        else:
            shown.show_timeline(Timeline.open(tmp_path / "day.liaison", write=False))
        return Day(shown, qtbot)

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def contents(timeline: Timeline) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table that users edit."""
    with timeline.reading() as connection:
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
            for table in set(Base.metadata.tables) - OWN_TABLES
        }


def test_a_day(begin: Callable[..., Day], qtbot: QtBot, tmp_path: Path) -> None:
    day = begin()
    before = contents(day.timeline)
    a_party_with_names_and_standings(day)
    a_person_with_a_post(day)
    sessions = a_mechanism_with_sessions(day)
    an_invitation_and_a_commitment(day, sessions)
    a_source_with_its_copy(day, tmp_path)
    two_sources_that_differ(day, sessions[0])
    two_actors_made_one(day)
    after = contents(day.timeline)
    assert after != before
    steps = undo_everything(day)
    assert contents(day.timeline) == before
    assert steps > 30
    for _ in range(steps):
        day.press(Qt.Key.Key_Y, CTRL)
    assert day.timeline.steps()[1] is None
    assert contents(day.timeline) == after
    path = day.timeline.path
    day.press(Qt.Key.Key_W, CTRL)
    assert day.window.desk is None
    day.window.open(path)
    assert contents(day.timeline) == after
    assert undo_everything(day) == steps
    assert contents(day.timeline) == before


def undo_everything(day: Day) -> int:
    """Press Ctrl+Z, each time on another page, until nothing is left; return how often."""
    count = 0
    while day.timeline.steps()[0] is not None:
        if count % 8 == 0:
            day.press(Qt.Key.Key_PageDown, CTRL)
        label = day.timeline.steps()
        day.press(Qt.Key.Key_Z, CTRL)
        count += 1
        assert day.timeline.steps() != label
    return count


def a_party_with_names_and_standings(day: Day) -> None:
    page = day.tab("actors")
    day.new(page, name=PARTY, country_id="Brazil")
    names, standings = page.form.parts["names"], page.form.parts["standings"]
    assert add_entry(day.qtbot, names, text="海岸党", language="zh-Hans")
    assert add_entry(day.qtbot, names, text="Партия побережья", language="ru")
    assert [row.text for row in names.rows] == [PARTY, "海岸党", "Партия побережья"]
    assert add_entry(day.qtbot, standings, kind="opposition", date="2003/2010")
    assert not add_entry(day.qtbot, standings, kind="in coalition", date="2009/2012")
    assert "overlap" in standings.editing.notice("date")
    day.press(Qt.Key.Key_Escape)  # gives up the new entry
    day.press(Qt.Key.Key_Escape)
    assert day.focus is page.view
    assert add_entry(day.qtbot, standings, kind="in coalition", date="2011/2012")
    assert len(standings.rows) == 2
    choose(page, day.qtbot, "海岸")
    assert page.form.detail.name == PARTY
    day.new(page, name="Coast Party")  # the same party, by a careless hand


def a_person_with_a_post(day: Day) -> None:
    page = day.tab("people")
    day.new(page, name=PERSON, country_id="Brazil")
    entries = page.form.parts["posts"]
    assert not add_entry(day.qtbot, entries, title="Chair", actor_id=PARTY, date="2009/2005")
    assert add_entry(day.qtbot, entries, date="2005/2009")
    assert (entries.rows[0].title, entries.rows[0].actor) == ("Chair", PARTY)


def a_mechanism_with_sessions(day: Day) -> tuple[int, int]:
    page = day.tab("mechanisms")
    day.new(page, name=MECHANISM, interval="1 year")
    for name in (PARTY, CPC):
        assert add_entry(day.qtbot, page.form.parts["members"], actor_id=name)
    mechanism = page.current
    sessions = day.event(VISIT, "late May 2006"), day.event(TALK, "2009-06-03")
    for number, session in enumerate(sessions, 1):
        day.show(session)
        basics, circumstances = day.form.basics, day.form.circumstances
        pick(day.qtbot, basics.type, "Mechanism session")
        enter(day.qtbot, circumstances.mechanism, MECHANISM)
        enter(day.qtbot, circumstances.round, str(number))
        enter(day.qtbot, day.form.participants.adder, PARTY)
        enter(day.qtbot, day.form.participants.adder, PERSON)
    page = day.tab("mechanisms")
    page.show_record(mechanism)
    day.qtbot.waitUntil(lambda: len(page.form.parts["sessions"].sessions) == 2)
    assert any("3 years" in one.sentence for one in page.form.detail.findings)
    return sessions


def an_invitation_and_a_commitment(day: Day, sessions: tuple[int, int]) -> None:
    page = day.tab("invitations")
    day.new(page, inviter_id=CPC, invitee_id=PARTY, purpose="First session", extended="early 2006")
    enter(day.qtbot, fulfilling(day, sessions[0]), "First session")
    assert not day.form.ties.editing.notice("fulfils")
    page = day.tab("invitations")
    day.qtbot.waitUntil(lambda: str(page.form.detail.state) == "fulfilled")
    page = day.tab("commitments")
    day.new(page, words="We shall meet again", promiser_id=PARTY, receiver_id=CPC, made_at_id=VISIT)
    fill(day.qtbot, page.form.fields, due_after_id=VISIT)
    enter(day.qtbot, page.form.fields.fields["due_after_days"], "365")
    assert page.form.detail.due_words
    assert page.form.detail.overdue == "certain"


def fulfilling(day: Day, event: int) -> QWidget:
    """Show an event and return the field for the invitation it fulfils."""
    day.show(event)
    return day.form.ties.fulfils


def a_source_with_its_copy(day: Day, folder: Path) -> None:
    page = day.tab("sources")
    mime = QMimeData()
    mime.setText("https://www.example.org/2006/coast.html")
    QApplication.clipboard().setMimeData(mime)
    total = page.model.total
    page.view.setFocus()
    day.press(Qt.Key.Key_V, CTRL)
    day.qtbot.waitUntil(lambda: page.model.total == total + 1)
    day.qtbot.waitUntil(lambda: page.form.detail.url.endswith("coast.html"))
    enter(day.qtbot, page.form.fields.fields["title"], "News of the coast")
    copies = page.form.parts["attachments"]
    (folder / "coast.pdf").write_bytes(PDF)
    copies.attach([folder / "coast.pdf"])
    day.qtbot.waitUntil(lambda: len(copies.copies) == 1)


def two_sources_that_differ(day: Day, event: int) -> None:
    day.show(event)
    evidence, qtbot = day.form.evidence, day.qtbot
    for source, value in (("News of the coast", "2006-05-25"), ("https://www.example.org/b", "2006-05-28")):
        if source.startswith("http"):
            evidence.pieces.adder.setFocus()
            qtbot.keyClicks(evidence.pieces.adder, source)
            qtbot.keyClick(evidence.pieces.adder, Qt.Key.Key_Return, CTRL)
        else:
            enter(qtbot, evidence.pieces.library, source)
        fields = evidence.pieces.fields
        pick(qtbot, fields.field, "date")
        enter(qtbot, fields.value, value)
    assert "differ" in day.form.sections["evidence"].remark.text()
    assert day.events_of("has:conflict") >= 1
    differences = evidence.differences
    day.show(event)
    button = next(one for one in differences.buttons if "2006-05-28" in one.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert differences.asking.isVisible()
    qtbot.keyClicks(differences.reason, "it is the party's own report")
    qtbot.keyClick(differences.reason, Qt.Key.Key_Return)
    chosen = [one for one in day.form.shown.detail.passages if one.chosen]
    assert [one.value for one in chosen] == ["2006-05-28"]
    verification = day.form.verification
    qtbot.mouseClick(verification.adopt_all, Qt.MouseButton.LeftButton)
    assert not verification.adopt_all.isVisible()


def two_actors_made_one(day: Day) -> None:
    page = day.tab("actors")
    day.find(page, PARTY)
    total = page.model.total
    day.qtbot.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    dialog = page.findChild(Merge)
    enter(day.qtbot, dialog.other, "Coast Party")
    day.qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    day.qtbot.waitUntil(lambda: page.model.total == total - 1)
    assert page.form.detail.name == PARTY
    assert "Coast Party" in [row.text for row in page.form.parts["names"].rows]


def test_every_page_is_reached_and_left_by_keys(begin: Callable[..., Day]) -> None:
    day = begin()
    pages = day.pages
    for name in TABS:
        page = day.tab(name)
        assert day.focus is page.view
        day.press(Qt.Key.Key_F6)
        first = next(iter(page.form.fields.fields.values()))
        assert first is day.focus or first.isAncestorOf(day.focus)
        day.press(Qt.Key.Key_Escape)
        assert day.focus is page.view
        day.press(Qt.Key.Key_F4)
        assert first is day.focus or first.isAncestorOf(day.focus)
        day.press(Qt.Key.Key_Escape)
        assert day.focus is page.view
        day.press(Qt.Key.Key_F, CTRL)
        assert day.focus is page.finder
        day.press(Qt.Key.Key_Down)
        assert day.focus is page.view
        day.press(Qt.Key.Key_F6)
        assert page.form.isAncestorOf(day.focus)
        day.press(Qt.Key.Key_F6)
        assert day.focus is pages.filter_bar.line
        day.press(Qt.Key.Key_F6, SHIFT)
        assert page.form.isAncestorOf(day.focus)
    places = [name for page in NAMES for name in ([t for t in TABS if HOME[t] == page] or [page])]
    now = places.index(TABS[-1])
    for place in (*places[now + 1 :], *places[: now + 1]):
        day.press(Qt.Key.Key_PageDown, CTRL)
        assert (pages.records.spec.name if pages.records else pages.shown) == place
    day.press(Qt.Key.Key_PageUp, CTRL)
    assert pages.records.spec.name == TABS[-2]


def test_keys_act_on_what_is_shown(begin: Callable[..., Day], qtbot: QtBot) -> None:
    day = begin()
    desk, actions = day.window.desk, day.window.actions_
    assert desk is not None
    desk.browse.select(desk.live.columns.ids[:3].tolist())
    before = len(desk.live.columns)
    day.tab("people")
    assert actions["new_record"].text() == "&New person…"
    assert not actions["delete"].isEnabled()
    day.pages.records.add.setFocus()
    day.press(Qt.Key.Key_Delete)
    assert len(desk.live.columns) == before  # events that are not to be seen stay
    total = day.pages.records.model.total
    day.pages.records.view.setFocus()
    day.press(Qt.Key.Key_End, CTRL)
    day.press(Qt.Key.Key_Delete)
    day.press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: day.pages.records.model.total == total)
    day.press(Qt.Key.Key_E, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(desk.live.columns) == before + 1)
    assert day.pages.shown == "timeline"
    assert day.focus is day.form.basics.title
    day.press(Qt.Key.Key_Escape)
    day.press(Qt.Key.Key_Escape)
    assert day.focus is day.pages.timeline.canvas
    day.press(Qt.Key.Key_6, CTRL)
    day.press(Qt.Key.Key_L, CTRL)
    qtbot.keyClicks(day.pages.filter_bar.line, "country:JP")
    day.press(Qt.Key.Key_Return)
    assert day.pages.shown == "table"  # where the filtered events are to be seen


def test_an_empty_timeline_says_on_every_page_what_to_do(begin: Callable[..., Day], qtbot: QtBot) -> None:
    day = begin(codebook.fill)
    for name in TABS:
        page = day.tab(name)
        if page.model.total:
            continue
        assert page.empty.isVisible()
        assert "New…" in page.empty.text()
        assert not page.form.isVisible()
    day.press(Qt.Key.Key_6, CTRL)
    overview = day.pages.page("overview")
    qtbot.waitUntil(overview.empty.isVisible)
    assert "Ctrl+N" in overview.empty.text()


def test_nothing_can_be_edited_but_all_be_read_and_copied(begin: Callable[..., Day], qtbot: QtBot) -> None:
    day = begin(write=False)
    before = contents(day.timeline)
    for name in TABS:
        page = day.tab(name)
        assert not page.add.isEnabled()
        assert not page.remove.isEnabled()
        day.press(Qt.Key.Key_N, CTRL)
        day.press(Qt.Key.Key_Delete)
        assert page._dialog is None
        day.press(Qt.Key.Key_C, CTRL)
        assert QApplication.clipboard().text()
        for field in (*page.form.findChildren(QLineEdit), *page.form.findChildren(QPlainTextEdit)):
            assert field.isReadOnly() or not field.isEnabled() or not field.isVisible(), (
                field.accessibleName()
            )
        for button in page.form.findChildren(QPushButton):
            if button.isVisible() and button.isEnabled():
                assert button.text() in {"Show events", "Open", "Open…", "Save as…", "Copy", "Copy citation"}
    assert contents(day.timeline) == before
