"""Palettes of figures: the theme's colours, or greys with hatches for print without colour."""

from dataclasses import replace
from typing import Final

from matplotlib.collections import Collection
from matplotlib.colors import to_rgba
from matplotlib.patches import Patch

from desktop.theme import Theme, channels, contrast, luminance, mix

Colour = tuple[float, float, float, float]

GREY: Final = "grey"
BAND_HATCH: Final = "//////"
"""From certain to possible."""
UNSEARCHED_HATCH: Final = r"\\\\"

_SHADES: Final = (0.42, 0.8, 0.6, 0.9, 0.25, 0.7, 0.5, 0.86, 0.76)
"""How far each grey is moved from the text's colour to the ground; neighbours in a stack differ much."""
_HATCHES: Final = ("", "....", "", "xxxx", "", "----", "....", "||||", "")
_DASHES: Final = ("-", (0, (5, 2)), (0, (1.2, 1.6)), (0, (7, 2, 1.2, 2)), (0, (3, 1.5)), (0, (9, 2.5)))
_SOFT: Final = 0.18  # how far areas are moved towards the ground, so that they are no louder than a mark


def in_palette(theme: Theme, palette: str) -> Theme:
    """The theme as it is, or one that has only greys."""
    if palette != GREY:
        return theme
    text, ground = grey(theme.text), grey(theme.ground)
    return replace(
        theme,
        text=text,
        ground=ground,
        faint_text=grey(theme.faint_text),
        grid=grey(theme.grid),
        line=grey(theme.line),
        hatch=grey(theme.hatch),
        accent=mix(text, ground, 0.15),
        selection=mix(text, ground, 0.15),
        density=mix(text, ground, 0.4),
        marks=tuple(mix(text, ground, share) for share in _SHADES),
        contexts=tuple(mix(ground, text, share) for share in (0.07, 0.04, 0.055, 0.07, 0.04, 0.055)),
    )


def grey(colour: str) -> str:
    """The grey of the same luminance as '#rrggbb'."""
    if len(set(channels(colour))) == 1:
        return colour
    level = luminance(colour)
    part = 12.92 * level if level <= 0.0031308 else 1.055 * level ** (1 / 2.4) - 0.055
    return "#" + f"{round(part * 255):02x}" * 3


def area(theme: Theme, index: int, palette: str) -> str:
    """Fill of a group's bars; -1 is what belongs to no group."""
    return theme.mark(index) if palette == GREY else mix(theme.mark(index), theme.ground, _SOFT)


def hatch(index: int, palette: str) -> str:
    """Hatching that tells a group's bars apart without colour; empty with colours."""
    return _HATCHES[index % (len(_HATCHES) - 1)] if palette == GREY and index >= 0 else ""


def hatch_colour(theme: Theme, index: int, palette: str) -> str:
    """Colour of that hatching: what stands out from the fill."""
    fill = area(theme, index, palette)
    return max((theme.ground, mix(theme.text, theme.ground, 0.3)), key=lambda each: contrast(each, fill))


def paint(patch: Patch | Collection, theme: Theme, index: int, palette: str) -> None:
    """Give an area the fill of a group, and in grey its hatching."""
    patch.set_facecolor(area(theme, index, palette))
    patch.set_edgecolor(hatch_colour(theme, index, palette))
    patch.set_linewidth(0)
    kind = hatch(index, palette)
    if kind:
        patch.set_hatch(kind)


def stroke(theme: Theme, index: int, palette: str) -> str:
    """Colour of a group's line: of greys only the dark ones, since dashes tell them apart."""
    return (
        mix(theme.text, theme.ground, (0.1, 0.3, 0.45)[index % 3]) if palette == GREY else theme.mark(index)
    )


def dash(index: int, palette: str) -> object:
    """Matplotlib's line style of a group: in colour solid lines, dashed from the ninth group on."""
    return _DASHES[index % len(_DASHES)] if palette == GREY else _DASHES[max(index, 0) // 8 % 2]


def band_colours(theme: Theme) -> tuple[Colour, Colour]:
    """Face and line of the band: see-through and hatched, so that it shows over any bar and in grey-scale."""
    return to_rgba(theme.text, 0.04), to_rgba(theme.text, 0.42)
