"""The colours: told apart from the ground in both looks, and free of Qt."""

import subprocess
import sys

import pytest

from desktop.theme import DARK, LIGHT, THEMES, channels, contrast, mix


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
class TestTheme:
    def test_text_is_legible_on_every_ground(self, theme):
        for ground in (theme.ground, theme.lane_ground, theme.header_ground, *theme.contexts):
            assert contrast(theme.text, ground) >= 7
            assert contrast(theme.faint_text, ground) >= 4

    def test_marks_stand_out_from_the_ground(self, theme):
        assert all(contrast(mark, theme.ground) >= 2 for mark in theme.marks)
        assert contrast(theme.accent, theme.ground) >= 4.5

    def test_there_are_eight_marks_and_a_grey_for_no_group(self, theme):
        assert len(set(theme.marks)) == 9
        assert theme.mark(-1) == theme.marks[8]
        assert theme.mark(8) == theme.mark(0)

    def test_knows_whether_it_is_dark(self, theme):
        assert theme.dark is (theme.name == "dark")
        assert THEMES[theme.name] is theme


def test_contrast_is_that_of_the_definition():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_mixing_goes_from_one_colour_to_the_other():
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"
    assert mix("#204060", "#406080", 0.5) == "#305070"


@pytest.mark.parametrize("wrong", ["red", "#fff", "123456#", ""])
def test_refuses_what_is_no_colour(wrong):
    with pytest.raises(ValueError, match="no colour"):
        channels(wrong)


@pytest.mark.parametrize(
    "module",
    [
        "desktop.theme",
        "desktop.canvas.ticks",
        "desktop.canvas.index",
        "desktop.canvas.packing",
        "desktop.canvas.lanes",
        "desktop.canvas.layout",
        "desktop.canvas.walk",
    ],
)
def test_what_charts_and_layout_need_loads_without_qt(module):
    code = f"import sys, {module}; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
