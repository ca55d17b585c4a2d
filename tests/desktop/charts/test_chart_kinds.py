"""Every kind of chart draws, in every look and size, with marks that are found where they stand."""

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from db.plots.results import FrequencyChart, GapsChart, LatencyChart, Result
from db.plots.spec import CHARTS, SIZES, STYLES, ChartSpec
from desktop.charts.drawn import Drawn
from desktop.charts.figure import Size, compose, sentence_bytes, to_bytes
from desktop.charts.kinds import DRAWINGS, draw_chart, draw_sentence
from desktop.theme import DARK, LIGHT, Theme

Make = Callable[..., FrequencyChart]


def drawn(
    result: Result, theme: Theme = LIGHT, inches: tuple[float, float] = (7.0, 4.0), dpi: float = 96
) -> Drawn:
    figure = Figure(figsize=inches, dpi=dpi)
    canvas = FigureCanvasAgg(figure)
    made = draw_chart(figure, result, theme)
    canvas.draw()
    return made


def with_spec(result: Result, **options: object) -> Result:
    return replace(result, spec=replace(result.spec, **options))  # type: ignore[arg-type]


def test_every_kind_has_a_drawing() -> None:
    assert set(DRAWINGS) == set(CHARTS)


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("palette", ["theme", "grey"])
def test_a_kind_draws_in_every_look(kinds: dict[str, Result], kind: str, theme: Theme, palette: str) -> None:
    made = drawn(with_spec(kinds[kind], palette=palette), theme)
    assert not made.message
    assert made.marks


@pytest.mark.parametrize("kind", CHARTS)
def test_marks_are_found_where_they_stand(kinds: dict[str, Result], kind: str) -> None:
    made = drawn(kinds[kind])
    width, height = made.figure.bbox.width, made.figure.bbox.height
    for mark in made.marks:
        left, low, right, high = made.box(mark) or (np.nan,) * 4
        assert -1 <= left <= right <= width + 1
        assert -1 <= low <= high <= height + 1
        assert mark in made.marks_in((left - 1, low - 1), (right + 1, high + 1))
        assert "\n" not in made.words(mark)
        assert len(made.words(mark)) > 3
    boxes = made.marked.boxes * 96 / 72
    last = boxes[-1]
    assert made.mark_at((last[0] + last[2]) / 2, (last[1] + last[3]) / 2) == made.marked.marks[-1]
    assert made.mark_at(-50, -50) is None


@pytest.mark.parametrize("kind", CHARTS)
def test_the_same_result_gives_the_same_svg(kinds: dict[str, Result], kind: str) -> None:
    once = to_bytes(kinds[kind], "svg")
    assert once == to_bytes(kinds[kind], "svg")
    ET.fromstring(once)  # noqa: S314 - our own file


@pytest.mark.parametrize("kind", CHARTS)
def test_a_kind_is_a_pdf_with_its_fonts_inside(kinds: dict[str, Result], kind: str) -> None:
    pdf = to_bytes(kinds[kind], "pdf")
    assert pdf == to_bytes(kinds[kind], "pdf")
    assert b"/FontFile2" in pdf
    assert b"/Type3" not in pdf


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("inches", [*SIZES.values(), (1.2, 0.9), (0.1, 0.1), (26.0, 15.0)])
def test_any_size_will_do(kinds: dict[str, Result], kind: str, inches: tuple[float, float]) -> None:
    made = drawn(kinds[kind], inches=inches, dpi=40)
    assert made.marks
    assert not made.message
    assert np.isfinite(made.marked.boxes).all()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("measure", ["count", "rate"])
def test_every_style_of_a_frequency_draws(frequency_chart: Make, style: str, measure: str) -> None:
    spec = ChartSpec(
        style=style,
        measure=measure,
        average=3,
        poisson=True,
        draws=measure == "count",
        changes=True,
        title="$x$",
    )
    for grouped in (True, False):
        made = drawn(frequency_chart(spec, grouped=grouped))
        assert made.marks


@pytest.mark.parametrize("kind", CHARTS)
def test_the_caption_is_written_whole(kinds: dict[str, Result], kind: str) -> None:
    long = " ".join(f"word{i}" for i in range(400))
    figure = compose(replace(kinds[kind], caption=long), LIGHT, Size())  # type: ignore[arg-type]
    written = next(artist for artist in figure.artists if hasattr(artist, "texts"))
    text = " ".join(written.texts)
    assert all(f"word{i}" in text for i in range(400))
    assert figure.get_figheight() > Size().height


def test_a_slide_keeps_its_form(kinds: dict[str, Result]) -> None:
    result = with_spec(kinds["compare"], size="slide")
    assert compose(result, LIGHT, Size.of(result.spec)).get_size_inches().tolist() == list(SIZES["slide"])


def test_a_sentence_in_place_of_a_picture() -> None:
    figure = Figure(figsize=(3, 2))
    made = draw_sentence(figure, "Nothing that passes lies in $2004$.", DARK)
    assert made.message == "Nothing that passes lies in $2004$."
    assert made.mark_at(10, 10) is None
    assert sentence_bytes("None.", "png").startswith(b"\x89PNG")


def test_nothing_to_show_is_a_sentence(kinds: dict[str, Result]) -> None:
    silent = kinds["gaps"]
    assert isinstance(silent, GapsChart)
    assert drawn(replace(silent, rows=())).message.startswith("Nobody has a contact")
    latency = kinds["latency"]
    assert isinstance(latency, LatencyChart)
    assert drawn(replace(latency, latencies=latency.latencies[3:])).message.startswith("No invitation")


def test_very_many_rows_are_cut_as_the_title_says(kinds: dict[str, Result]) -> None:
    silent = kinds["gaps"]
    assert isinstance(silent, GapsChart)
    made = drawn(replace(silent, rows=silent.rows * 2000))
    assert ": the first " in made.artists["key"].title
    assert made.artists["key"].title.endswith(" of 8,000")
