"""Labels from files are safe to draw, and every family asked for is installed."""

import logging
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.figure import Figure

from desktop.charts.text import family, font, plain


def test_only_installed_families_are_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    installed = set(font_manager.fontManager.get_font_names())
    assert set(family()) <= installed
    assert "DejaVu Sans" in family()
    with caplog.at_level(logging.WARNING, "matplotlib.font_manager"):
        _svg("Beijing 北京 東京 서울")
    assert not caplog.records


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\tand  spaces ", "two lines and spaces"),
        ("nul\0 bell\a", "nul bell"),
        ("US$5 to $10", "US$5 to $10"),
        ("_under", "_under"),
        ("turned\u202eround", "turnedround"),
        ("", ""),
    ],
)
def test_labels_become_one_plain_line(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_long_labels_are_cut() -> None:
    assert plain("Zimbabwe African National Union", 12) == "Zimbabwe Af…"
    assert plain("short", 12) == "short"


def test_what_no_font_can_draw_becomes_a_box() -> None:
    assert plain("a\U0010fffdb\U000e0001c\U00013000") in {"abc□", "abc\U00013000"}


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_any_label_makes_a_readable_svg(text: str) -> None:
    ET.fromstring(_svg(plain(text)))  # noqa: S314 - our own file


def _svg(text: str) -> bytes:
    figure = Figure(figsize=(2, 1))
    figure.text(0.1, 0.5, text, fontproperties=font(8.0), parse_math=False)
    out = BytesIO()
    figure.savefig(out, format="svg")
    return out.getvalue()
