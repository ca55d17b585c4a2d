"""The codebook's version in `liaison info --json`."""

import json

from db.codebook import codebook_edits
from desktop.cli import run


def told(timeline, capsys):
    assert run(["info", str(timeline.path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)["versions"]["codebook"]


def test_each_edit_of_a_term_raises_the_version_and_undo_lowers_it(timeline, capsys):
    assert told(timeline, capsys) == 1
    with timeline.edit("Add term") as session:
        codebook_edits.add(session, "tag", "Fisheries")
    assert told(timeline, capsys) == 2
    timeline.undo()
    assert told(timeline, capsys) == 1
