"""Named colours of the light and the dark look, shared by the window, the canvas and the charts."""

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

QUIET: Final = 1.35
"""The most contrast of a context's tint with the ground; those of the themes have 1.17 to 1.32."""
FAR: Final = 48
"""The most that a tint differs from the ground in red, green or blue (0–255): pure yellow is loud on white."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look as '#rrggbb', free of Qt so that charts and the command line can use them."""

    name: str
    ground: str
    lane_ground: str
    header_ground: str
    chrome: str
    """Ground of the window around canvas, lists and fields, far enough from theirs that fields show as such."""
    button: str
    text: str
    faint_text: str
    grid: str
    line: str
    accent: str
    selection: str
    hatch: str
    density: str
    marks: tuple[str, ...]
    """Eight colours for groups, then a grey for what belongs to none."""
    contexts: tuple[str, ...]
    """Quiet tints for context bands: crisis, government, congress, election, leader's term, other."""

    @property
    def dark(self) -> bool:
        """Whether the ground is darker than the text."""
        return luminance(self.ground) < luminance(self.text)

    def mark(self, index: int) -> str:
        """Colour of a group; palettes repeat, and -1 (no group) is grey."""
        return self.marks[-1] if index < 0 else self.marks[index % (len(self.marks) - 1)]

    def context(self, index: int, own: str = "") -> str:
        """Tint of a context band: that of its kind, or its own colour ('#rrggbb') as quiet as the others."""
        return quiet_tint(own, self.ground) if own else self.contexts[index % len(self.contexts)]


# Okabe and Ito's colours for colour-blind readers (https://jfly.uni-koeln.de/color/), softened a little;
# their yellow is too faint on white and their black too loud beside the rest, so both are moved inwards.
LIGHT: Final = Theme(
    name="light",
    ground="#ffffff",
    lane_ground="#f7f8f9",
    header_ground="#fbfbfc",
    chrome="#fbfbfc",
    button="#f7f8f9",
    text="#24292f",
    faint_text="#646d78",
    grid="#e6e9ec",
    line="#cdd3d9",
    accent="#1f6fb2",
    selection="#1f6fb2",
    hatch="#c3cad1",
    density="#50708f",
    marks=(
        "#2a7ab8", "#d9702b", "#2a9d78", "#c07aa6", "#dda02e", "#6bb5de", "#a89a2a", "#4d5a69", "#9aa3ad",
    ),
    contexts=("#f3e3da", "#e4ebf2", "#e6efe4", "#f2ecd9", "#ece6f1", "#ebedf0"),
)  # fmt: skip

DARK: Final = Theme(
    name="dark",
    ground="#1e2125",
    lane_ground="#23272b",
    header_ground="#212429",
    chrome="#2b2f36",
    button="#343941",
    text="#dfe3e7",
    faint_text="#98a2ad",
    grid="#30353b",
    line="#454c54",
    accent="#6cb0e6",
    selection="#8cc4f2",
    hatch="#4a525b",
    density="#8fb0cf",
    marks=(
        "#5aa3dc", "#e8915a", "#4fb894", "#d39cbf", "#e3b457", "#90cdf0", "#c4b851", "#aab6c3", "#7d8791",
    ),
    contexts=("#3d302b", "#2a333d", "#2a362e", "#3a3528", "#342f3c", "#2f3338"),
)  # fmt: skip

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK)}


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0–255) of '#rrggbb'; raises ValueError for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is no colour of the form #rrggbb")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """The colour `share` (0–1) of the way from `one` to `other`."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance, 0–1 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
              for c in (channel / 255 for channel in channels(colour))]  # fmt: skip
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _apart(one: str, other: str) -> int:
    return max(abs(a - b) for a, b in zip(channels(one), channels(other), strict=True))


@lru_cache(maxsize=256)
def quiet_tint(colour: str, ground: str) -> str:
    """A colour as light or dark as the ground, or nearly so, that keeps its hue: text and marks stand out from it."""
    hue, light, vivid = rgb_to_hls(*(channel / 255 for channel in channels(colour)))
    target = rgb_to_hls(*(channel / 255 for channel in channels(ground)))[1]
    if target < 0.5:
        vivid = min(vivid, 0.35)  # dark colours look more vivid than pale ones
    lights = (light + (target - light) * step / 50 for step in range(51))
    tints = (_as_colour(hls_to_rgb(hue, each, vivid)) for each in lights)
    quiet = (tint for tint in tints if contrast(tint, ground) <= QUIET and _apart(tint, ground) <= FAR)
    return next(quiet, ground)


def _as_colour(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1–21 (WCAG 2.2, definition of contrast ratio)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
