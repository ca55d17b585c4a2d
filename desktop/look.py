"""The Qt side of the themes: which one suits the platform, and its colours as Qt wants them."""

from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from desktop.theme import DARK, LIGHT, Theme


def theme_for(palette: QPalette) -> Theme:
    """The theme that goes with a widget's palette: dark where its text is lighter than its ground."""
    ground = palette.color(QPalette.ColorRole.Base)
    text = palette.color(QPalette.ColorRole.Text)
    return DARK if text.lightness() > ground.lightness() else LIGHT


@lru_cache(maxsize=512)
def colour(name: str, alpha: float = 1.0) -> QColor:
    """A theme colour with an opacity of 0–1; treat as read only, it is shared."""
    shade = QColor(name)
    shade.setAlphaF(alpha)
    return shade


def palette_of(theme: Theme) -> QPalette:
    """A whole palette in a theme's colours, for a window that does not follow the platform's look."""
    palette = QPalette()
    role = QPalette.ColorRole
    shades = {
        role.Window: theme.chrome,
        role.Base: theme.ground,
        role.AlternateBase: theme.lane_ground,
        role.Button: theme.button,
        role.ToolTipBase: theme.ground,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.faint_text,
        role.Mid: theme.line,
        role.Midlight: theme.grid,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.ground,
        role.Link: theme.accent,
    }
    for which, name in shades.items():
        palette.setColor(which, colour(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, colour(theme.faint_text))
    return palette
