"""The codebook that goes with the rows of `liaison query`."""

import csv
import json

import pytest

from db import sample
from desktop.cli import run


@pytest.fixture
def file(new_timeline):
    timeline = new_timeline("s.liaison", fill=sample.build)
    timeline.close()
    return timeline.path


def test_rows_and_the_definitions_of_their_words_go_out_together(file, tmp_path, capsys):
    out = tmp_path / "codebook.json"
    assert run(["query", str(file), "type:session", "--csv", "--codebook", str(out)]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["version"] == 1
    assert {row["type"] for row in rows} <= {term["key"] for term in told["vocabularies"]["type"]}


def test_as_csv_its_last_line_is_the_version(file, tmp_path):
    out = tmp_path / "codebook.csv"
    assert run(["query", str(file), "id:0", "--codebook", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as written:
        lines = list(csv.reader(written))
    assert lines[0][0] == "vocabulary"
    assert lines[-1] == ["version", "1"]


@pytest.mark.parametrize(
    ("name", "said"), [("codebook.txt", "ending"), ("no/codebook.json", "can't be written")]
)
def test_what_cannot_be_written_is_said_and_no_row_is_printed(file, tmp_path, capsys, name, said):
    assert run(["query", str(file), "--codebook", str(tmp_path / name)]) == 3
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
