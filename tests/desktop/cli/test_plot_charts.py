"""`liaison plot` reaches every chart and option; what can't be shown is one sentence and exit status 3."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from db import saved_charts
from db.plots.spec import CHARTS, ChartSpec
from db.timeline import Timeline
from desktop.cli import run

Capture = pytest.CaptureFixture[str]
MECHANISM = 'mechanism:"China-Japan Ruling Party Exchange Mechanism"'
SPANS = ["--before", "2004..2009-08", "--after", "2009-09..2012-12"]
ENDS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.fixture
def sample(tmp_path: Path, capsys: Capture) -> Path:
    path = tmp_path / "s.liaison"
    assert run(["new", str(path), "--sample"]) == 0
    capsys.readouterr()
    return path


def printed(capsys: Capture, path: Path, *words: str) -> dict[str, Any]:
    assert run(["plot", str(path), "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def words_of(chart: str) -> list[str]:
    return ["--chart", chart, *(SPANS if chart == "compare" else [])]


@pytest.mark.parametrize("chart", CHARTS)
def test_numbers_of_every_chart(sample: Path, tmp_path: Path, capsys: Capture, chart: str) -> None:
    told = printed(capsys, sample, *words_of(chart))
    assert told["chart"] == chart
    out = tmp_path / "o.json"
    assert run(["plot", str(sample), str(out), *words_of(chart)]) == 0
    assert json.loads(out.read_text(encoding="utf-8")) == told
    assert capsys.readouterr().out == f"{told['caption']}\n"
    table = tmp_path / "o.csv"
    assert run(["plot", str(sample), str(table), *words_of(chart)]) == 0
    assert len(list(csv.reader(io.StringIO(table.read_text(encoding="utf-8"))))) > 1


@pytest.mark.parametrize("chart", CHARTS)
def test_a_figure_of_every_chart(sample: Path, tmp_path: Path, chart: str) -> None:
    for ending, start in ENDS.items():
        out = tmp_path / f"o.{ending}"
        assert run(["plot", str(sample), str(out), *words_of(chart)]) == 0
        assert out.read_bytes().startswith(start)


def test_figure_and_numbers_at_once(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "o.csv"
    assert printed(capsys, sample, str(out))["chart"] == "frequency"
    assert out.exists()


def test_silences_of_the_mechanism_with_their_ranges(sample: Path, capsys: Capture) -> None:
    told = printed(capsys, sample, "--chart", "gaps", "--filter", MECHANISM, "--as-of", "2025")
    (row,) = told["rows"]
    assert [each["round"] for each in row["contacts"]] == list(range(1, 10))
    assert row["gaps"][3] == {
        "begun": ["2009-02-21", "2009-02-28"],
        "ended": ["2015-12-03", "2015-12-03"],
        "days": [2469, 2476],
        "unsearched": 0,
    }
    assert row["current"]["ended"] == ["2025-12-31", "2025-12-31"]


def test_two_spans_compared(sample: Path, capsys: Capture) -> None:
    told = printed(capsys, sample, "--chart", "compare", *SPANS, "--filter", "country:JP")
    (found,) = told["comparisons"]
    assert found["counts"] == [found["before"]["count"], found["after"]["count"]]
    assert found["interval"][0] < found["ratio"] < found["interval"][1]
    assert found["before"]["to"] == found["after"]["from"] == "2009-09-01"
    assert 0 < found["p"] <= 1


def test_all_that_a_frequency_can_show(sample: Path, capsys: Capture) -> None:
    words = [
        "--by",
        "quarter",
        "--group",
        "family",
        "--most",
        "3",
        "--style",
        "small-multiples",
        "--average",
        "4",
    ]
    words += [
        "--draws",
        "--poisson",
        "--changes",
        "--no-band",
        "--no-contexts",
        "--seed",
        "9",
        "--note",
        "Mine.",
    ]
    told = printed(capsys, sample, *words, "--from", "2004", "--to", "2026")
    names = set(told["bins"][0]["groups"])
    assert len(names) == 4
    for key in ("poisson", "average"):
        assert set(told[key]) == names
    assert (set(told["draws"]["groups"]), told["draws"]["seed"]) == (names, 9)
    assert told["changes"]["seed"] == 9
    assert told["caption"].endswith(" Mine.")
    outlet = told["coverage"]["outlets"][0]
    assert printed(capsys, sample, "--outlet", outlet)["coverage"]["outlets"] == [outlet]
    assert "rates" in printed(capsys, sample, "--measure", "rate")
    assert "cumulated" in printed(capsys, sample, "--style", "cumulative")


def test_numbers_have_all_groups_unless_said(sample: Path, capsys: Capture) -> None:
    every = printed(capsys, sample, "--group", "counterpart")["bins"][0]["groups"]
    few = printed(capsys, sample, "--group", "counterpart", "--most", "2")["bins"][0]["groups"]
    assert len(every) > 20
    assert len(few) == 3


def test_heat_maps_and_who(sample: Path, capsys: Capture) -> None:
    told = printed(capsys, sample, "--chart", "heatmap", "--of", "family", "--across", "standing")
    assert (told["down"]["name"], told["across"]["name"]) == ("family", "standing on the day")
    months = printed(capsys, sample, "--chart", "heatmap", "--of", "month")
    assert len(months["certain"]) == 12
    people = printed(capsys, sample, "--chart", "who", "--of", "person", "--most", "5")
    assert len(people["down"]["labels"]) == 5
    assert people["unit"] == "meeting"


@pytest.fixture
def saved(sample: Path) -> Path:
    spec = ChartSpec(by="2 years", group="country", most=3, draws=True, title="Saved", poisson=True)
    with Timeline.open(sample) as timeline, timeline.edit("Save") as session:
        saved_charts.create(session, "Figure 1", spec)
        saved_charts.create(session, "Figure 2", ChartSpec(chart="gaps", filter=MECHANISM, as_of="2025"))
    return sample


@pytest.mark.parametrize("name", ["Figure 1", "Figure 2"])
def test_a_saved_chart_is_drawn_the_same_again(saved: Path, tmp_path: Path, name: str) -> None:
    one, other = tmp_path / "one.svg", tmp_path / "other.svg"
    for out in (one, other):
        assert run(["plot", str(saved), str(out), "--saved", name]) == 0
    assert one.read_bytes() == other.read_bytes()


def test_options_beside_a_saved_chart_go_before(saved: Path, capsys: Capture) -> None:
    told = printed(capsys, saved, "--saved", "Figure 1")
    assert (told["by"], "draws" in told, len(told["bins"][0]["groups"])) == ("2 years", True, 4)
    other = printed(capsys, saved, "--saved", "Figure 1", "--by", "year", "--no-draws", "--group", "none")
    assert (other["by"], "draws" in other, list(other["bins"][0]["groups"])) == ("year", False, ["all"])
    assert printed(capsys, saved, "--saved", "Figure 2")["as_of"] == "2025-12-31"


@pytest.mark.parametrize(
    "words",
    [
        ["--filter", "1950"],
        ["--filter", "party:Nobody"],
        ["--from", "1900", "--to", "1950"],
        ["--from", "2005", "--to", "2004"],
        ["--from", "2004-13"],
        ["--by", "0 days"],
        ["--by", "day", "--from", "0001", "--to", "9999"],
        ["--group", "counterpart", "--most", "10000"],
        ["--chart", "compare"],
        ["--chart", "compare", "--before", "2004", "--after", "2004-05"],
        ["--chart", "compare", "--context", "No such"],
        ["--chart", "gaps", "--filter", MECHANISM, "--as-of", "2004"],
        ["--chart", "who", "--unit", "dyad"],
        ["--chart", "latency", "--as-of", "1950"],
        ["--measure", "rate", "--draws"],
        ["--outlet", "Nobody"],
        ["--dpi", "100000"],
        ["--seed", "-1"],
        ["--saved", "No such"],
    ],
)
def test_what_cannot_be_shown_is_said(
    sample: Path, tmp_path: Path, capsys: Capture, words: list[str]
) -> None:
    for out in ("o.svg", "o.json"):
        assert run(["plot", str(sample), str(tmp_path / out), *words]) == 3
        said = capsys.readouterr()
        assert not said.out
        assert said.err.splitlines()[-1].startswith("liaison: ")
        assert said.err.count("liaison: ") == 1
        assert "Traceback" not in said.err
        assert not (tmp_path / out).exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--from", "1900", "--chart", "gaps"],
        ["--style", "lines", "--chart", "heatmap"],
        ["--no-contexts", "--chart", "who"],
        ["--as-of", "2008"],
        ["--outlet", "Qiushi", "--chart", "latency"],
        ["--to", "2008", "--chart", "compare", "--before", "2004", "--after", "2005"],
    ],
)
def test_an_option_that_would_change_nothing_is_refused(
    sample: Path, capsys: Capture, words: list[str]
) -> None:
    assert run(["plot", str(sample), "--json", *words]) == 3
    assert f"liaison: {words[0]}: " in capsys.readouterr().err.replace("--contexts", "--no-contexts")


def test_wrong_options_name_themselves(sample: Path, capsys: Capture) -> None:
    for words in (["--from", "2004-13"], ["--as-of", "2004/..", "--chart", "gaps"], ["--outlet", "No"]):
        assert run(["plot", str(sample), "--json", *words]) == 3
        assert f"liaison: {words[0]}: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [[], ["--chart", "pie", "--json"], ["--style", "pie", "--json"], ["--most", "x", "--json"]]
)
def test_wrong_usage(sample: Path, words: list[str]) -> None:
    assert run(["plot", str(sample), *words]) == 2


def test_an_ending_that_says_nothing(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(["plot", str(sample), str(tmp_path / "o.txt")]) == 3
    assert ".svg" in capsys.readouterr().err


def test_the_help_documents_the_numbers(capsys: Capture) -> None:
    assert run(["plot", "--help"]) == 0
    said = capsys.readouterr().out
    for chart in CHARTS:
        assert f"\n  {chart} " in said
    for option in ("--saved", "--as-of", "--outlet", "--no-coverage", "--palette"):
        assert option in said
