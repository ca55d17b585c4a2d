"""The page of sources by keyboard, mouse, clipboard and drops: found, begun, cited, merged and deleted."""

import pytest
from pages_support import choose, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sources_support import ADDRESS, CTRL, SHIFT, a_file, copies, drop, mime_of, paste

from db import sample
from db.sourcing import source_edits
from db.timeline import Timeline
from desktop.dialogs.merge import Merge
from desktop.forms.source_drops import is_address
from desktop.panels.sources import SourcesPage


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(SourcesPage(sample_desk), qtbot)


# --- the list ---


def test_sources_are_found_by_all_their_texts(page, qtbot, qtmodeltester):
    qtmodeltester.check(page.model)
    assert choose(page, qtbot, "seventh session fujian").title == "中日执政党交流机制第七次会议在福建举行"
    assert page.count.text() == "1 of 108"
    assert choose(page, qtbot, "caeda.org.cn/jingjidongtai/201712/3347").publisher.startswith(
        "People's Daily"
    )
    page.finder.setText("no such words")
    assert page.count.text() == "0 of 108"


def test_columns_sort_by_the_day_and_are_copied(page, qtbot, qapp):
    page.view.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    days = [row.sort_day for row in page.model.rows if row.sort_day is not None]
    assert days == sorted(days, reverse=True)
    choose(page, qtbot, "3347")
    qtbot.keyClick(page.view, Qt.Key.Key_C, CTRL)
    assert qapp.clipboard().text().splitlines()[1].split("\t")[2:5] == ["news", "state media", "2017-12-27"]


# --- beginning ---


@pytest.mark.parametrize("text", ["https://a.org/x", "www.idcpc.gov.cn", "jimin.jp/news/1", "HTTP://A.ORG"])
def test_addresses_are_told_from_titles(text):
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["", "People's Daily", "U.S.A.", "第6回", "No.12", "file:///etc/passwd", "a b.org"]
)
def test_titles_are_told_from_addresses(text):
    assert not is_address(text)


def test_a_pasted_address_begins_a_source_once(page, qtbot, sample_desk):
    paste(page, qtbot, mime_of(text=f" {ADDRESS}\n"))
    qtbot.waitUntil(lambda: page.form.detail.url == ADDRESS)
    first = page.form.detail
    assert (first.kind, first.publisher) == ("web page", "www.example.org")
    assert first.retrieved
    qtbot.waitUntil(page.form.fields.fields["title"].hasFocus)  # it is still the address
    assert "type the title" in page.form.banner.text
    choose(page, qtbot, "3347")
    with qtbot.waitSignal(page.message) as said:
        paste(page, qtbot, mime_of(f"{ADDRESS}?utm_source=x"))
    assert said.args == ["It is in the library already."]
    assert page.current == first.id
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 108)


def test_a_pasted_title_is_asked_about(page, qtbot):
    paste(page, qtbot, mime_of(text="A report\non meetings"))
    assert page._dialog.fields.fields["text"].text() == "A report on meetings"
    page._dialog._on_accepted()
    qtbot.waitUntil(lambda: page.form.detail.title == "A report on meetings")
    assert page.form.detail.url == ""


def test_the_dialog_takes_an_address_or_a_title(page, qtbot):
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    dialog = page._dialog
    dialog._on_accepted()
    assert "type its title" in dialog.editing.notice("text")
    qtbot.keyClicks(dialog.fields.fields["text"], "example.org/a")
    dialog.fields.fields["side"].committed.emit("independent")
    qtbot.keyClick(dialog.fields.fields["text"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form.detail.url == "https://example.org/a")
    assert (page.form.detail.kind, page.form.detail.side) == ("web page", "independent")
    page.begin_new()
    page._dialog.new.begin(text="https://nowhere")
    page._dialog._on_accepted()
    assert "is no address" in page._dialog.editing.notice("text")
    page._dialog.reject()


def test_links_dropped_begin_sources_as_one_step(page, qtbot, sample_desk):
    assert drop(page.view.viewport(), mime_of(ADDRESS, "https://example.org/b"))
    qtbot.waitUntil(lambda: page.model.total == 110)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 108)


def test_a_file_dropped_on_the_list_begins_a_source_with_it(page, qtbot, tmp_path):
    path = a_file(tmp_path, "page.html", "<html><head><title>党際交流</title></head></html>".encode())
    assert drop(page.finder, mime_of(path))
    qtbot.waitUntil(lambda: page.form.detail.title == "党際交流")
    assert [copy.name for copy in copies(page).copies] == ["page.html"]
    assert page.form.sections["attachments"].remark.text() == "1"
    choose(page, qtbot, "3347")
    with qtbot.waitSignal(page.message, check_params_cb=lambda text: "already" in text):
        assert drop(page.view.viewport(), mime_of(path))
    assert page.form.detail.title == "党際交流"
    qtbot.waitUntil(lambda: page.model.total == 109)


def test_a_file_that_is_no_copy_of_a_source_is_told_and_nothing_is_begun(page, qtbot, tmp_path):
    drop(page.view.viewport(), mime_of(a_file(tmp_path), a_file(tmp_path, "data.bin", b"\x00\x01")))
    qtbot.waitUntil(lambda: "neither PDF" in page.notice.text)
    assert page.model.total == 108


def test_timelines_and_tables_stay_the_windows(page, tmp_path):
    assert not drop(page.view.viewport(), mime_of(a_file(tmp_path, "other.liaison")))
    assert not drop(page.view.viewport(), mime_of(a_file(tmp_path, "meetings.csv", b"date,title\n")))
    assert not drop(page.view.viewport(), mime_of(text="words"))


# --- citing several ---


def test_citations_of_several_are_copied_one_a_line(page, qtbot, qapp):
    page.view.choose(0)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(page.message) as said:
        qtbot.keyClick(page.view, Qt.Key.Key_C, CTRL | SHIFT)
    assert said.args[0].startswith("3 citations copied")
    assert len(qapp.clipboard().text().splitlines()) == 3


# --- merging and deleting ---


def test_two_sources_are_made_one(page, qtbot, sample_desk):
    kept = choose(page, qtbot, "3347")
    other = next(row.id for row in page.model._all if row.events == 3)
    qtbot.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    (dialog,) = page.findChildren(Merge)
    dialog.other.chosen.emit(other)
    dialog._on_accepted()
    qtbot.waitUntil(lambda: page.model.total == 107)
    assert len(page.form.detail.uses) > len(kept.uses)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 108)


def test_deleting_asks_about_what_hangs(page, qtbot, sample_desk):
    choose(page, qtbot, "3347")
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert "hang: 2 passages for 1 event." in page.question.text()
    page.question.reject()
    assert page.model.total == 108
    qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    (go,) = [one for one in page.question.findChildren(QPushButton) if one.text() == "Delete with all"]
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.total == 107)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 108)
    assert choose(page, qtbot, "3347").uses


def test_a_source_on_which_nothing_hangs_is_deleted_and_the_next_one_shown(page, qtbot, sample_desk):
    sample_desk.live.edit("Add", make_two)
    qtbot.waitUntil(lambda: page.model.total == 110)
    choose(page, qtbot, "")
    page.view.choose(page.model.place_of(next(row.id for row in page.model.rows if row.title == "A")))
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.total == 109)
    qtbot.waitUntil(lambda: page.form.detail is not None and page.form.detail.title == "AB")
    assert [row.title for row in page.model.rows if row.title in {"A", "AB"}] == ["AB"]


def make_two(session):
    return [source_edits.create(session, title) for title in ("A", "AB")]


# --- a file that can't be edited ---


def test_a_timeline_opened_for_reading_is_read_cited_and_copied_only(qtbot, tmp_path, open_desk):
    path = tmp_path / "read.liaison"
    Timeline.create(path, sample.build).close()
    page = SourcesPage(open_desk(Timeline.open(path, write=False)))
    shown(page, qtbot)
    assert not page.merge.isEnabled()
    assert not page.remove.isEnabled()
    assert copies(page).add.isHidden()
    assert page.form.parts["citation"].style_field.combo.isVisibleTo(page.form)
    page.take(mime_of(text=ADDRESS))
    assert page.notice.text
    choose(page, qtbot, "3347")
    page.form.parts["uses"].list.setFocus()
    page.form.parts["uses"].list.setCurrentRow(0)
    with qtbot.waitSignal(page.event_requested):
        qtbot.keyClick(page.form.parts["uses"].list, Qt.Key.Key_Return)
    assert not drop(page.view.viewport(), mime_of(ADDRESS))
