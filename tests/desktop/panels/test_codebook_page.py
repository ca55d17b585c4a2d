"""The page of the codebook: terms defined, ordered, merged, refused and exported, each edit a new version."""

import csv
import json

import pytest
from pages_support import enter, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.panels.codebook import CodebookPage

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(CodebookPage(sample_desk), qtbot)


def choose(page, label):
    page.view.choose(next(at for at, row in enumerate(page.model.rows) if row.label == label))
    return page.form.detail


def labels(page, vocabulary="type"):
    return [row.label for row in page.model.rows if row.vocabulary == vocabulary]


def test_terms_are_listed_by_vocabulary_with_their_use(page, qtbot, qtmodeltester):
    qtmodeltester.check(page.model)
    assert labels(page)[:3] == ["Exchange", "Meeting", "Courtesy call"]
    page.vocabulary.committed.emit("level")
    qtbot.waitUntil(lambda: {row.vocabulary for row in page.model.rows} == {"level"})
    assert page.version.text() == "version 1"
    row = next(row for row in page.model.rows if row.label == "Minister")
    assert choose(page, "Minister").uses == row.uses > 0


def test_a_term_moves_with_alt_and_arrows_one_undo_step_each(page, qtbot, sample_desk):
    choose(page, "Meeting")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(page.view, Qt.Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: labels(page)[:4] == ["Exchange", "Courtesy call", "Visit", "Meeting"])
    assert page.form.detail.label == "Meeting"
    assert page.version.text() == "version 3"
    with qtbot.waitSignal(page.message) as said:
        qtbot.mouseClick(page.up, Qt.MouseButton.LeftButton)
    assert said.args[0].startswith("Meeting is number 3 of ")
    for _ in range(3):
        sample_desk.live.undo()
    qtbot.waitUntil(lambda: labels(page)[:3] == ["Exchange", "Meeting", "Courtesy call"])
    choose(page, "Exchange")
    qtbot.keyClick(page.view, Qt.Key.Key_Up, ALT)  # it is the first already
    assert labels(page)[0] == "Exchange"


def test_fields_are_stored_and_refused_at_their_place(page, qtbot):
    choose(page, "Visit")
    fields, editing = page.form.fields.fields, page.form.editing
    enter(qtbot, fields["cameo"], "99")
    assert "no CAMEO code" in editing.notice("cameo")
    enter(qtbot, fields["cameo"], "043")
    assert editing.notice("cameo") == ""
    enter(qtbot, fields["plover"], "CONSULT ministerial")
    assert page.form.detail.plover == "CONSULT ministerial"
    enter(qtbot, fields["label"], "Meeting")
    assert "already" in editing.notice("label")


def test_a_wider_term_is_named_and_no_ring_is_made(page, qtbot):
    choose(page, "Signing")
    wider = page.form.fields.fields["parent_id"]
    enter(qtbot, wider, "Statement")
    assert page.form.detail.parent == "Statement"
    assert wider.text() == "Statement"
    choose(page, "Statement")
    enter(qtbot, wider, "Signing")
    assert "below it" in page.form.editing.notice("parent_id")
    assert page.form.detail.parent != "Signing"


def test_a_term_in_use_is_kept_until_another_takes_its_place(page, qtbot, sample_desk):
    visits = choose(page, "Visit").uses
    with qtbot.waitSignal(page.message) as said:
        page.delete_current()
    assert "say which term takes its place" in said.args[0]
    before = next(row.uses for row in page.model.rows if row.label == "Delegation visit")
    into = page.form.parts["use"].into
    with qtbot.waitSignal(page.record_requested) as asked:
        enter(qtbot, into, "Delegation visit")
        into.commit()
    assert asked.args[0] == "term"
    page.show_record(asked.args[1])
    qtbot.waitUntil(lambda: page.form.detail is not None and page.form.detail.label == "Delegation visit")
    assert page.form.detail.uses == before + visits
    assert into.text() == ""
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: "Visit" in labels(page))


def test_what_bears_a_term_is_shown(page, qtbot):
    choose(page, "Delegation visit")
    with qtbot.waitSignal(page.filter_requested) as asked:
        qtbot.mouseClick(page.form.parts["use"].show_events, Qt.MouseButton.LeftButton)
    assert asked.args == ['type:"Delegation visit"']


def test_a_tag_is_added_and_deleted(page, qtbot):
    page.begin_new()
    enter(qtbot, page._dialog.fields.fields["label"], "wolf warriors")
    qtbot.waitUntil(lambda: page.form.detail.label == "wolf warriors")
    assert page.form.detail.vocabulary == "tag"
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "wolf warriors" not in labels(page, "tag"))


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_the_codebook_is_exported_with_its_version(page, qtbot, tmp_path, monkeypatch, ending):
    path = tmp_path / f"book.{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(page.message):
        qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    text = path.read_text(encoding="utf-8")
    if ending == "json":
        assert json.loads(text)["version"] == 1
        assert json.loads(text)["vocabularies"]["type"][0]["label"] == "Exchange"
    else:
        rows = list(csv.reader(text.splitlines()))
        assert rows[0][:3] == ["vocabulary", "key", "label"]
        assert rows[-1] == ["version", "1"]
    assert [one.name for one in tmp_path.iterdir() if "book" in one.name] == [path.name]


def test_an_export_never_takes_a_timelines_place(page, qtbot, sample_desk, monkeypatch):
    target = sample_desk.live.timeline.path
    before = target.stat().st_size
    for name, words in ((str(target), "is a timeline"), (str(target / "x.json"), "was not written")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (name, ""))
        with qtbot.waitSignal(page.message) as said:
            qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
        assert words in said.args[0]
    assert target.stat().st_size == before
