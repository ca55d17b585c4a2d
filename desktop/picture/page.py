"""The timeline page as a picture takes it up."""

from typing import TYPE_CHECKING

from desktop.arrange import legend, shapes
from desktop.picture.content import Shown, rows_of

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.pages import Pages


def shown_on(pages: "Pages", desk: "Desk") -> Shown | None:
    """Return what the timeline page shows just now; None while a filter is still being worked out."""
    picture, columns = pages.timeline.canvas.picture, desk.live.columns
    if desk.browse.busy or len(rows_of(picture.index)) != len(desk.browse.rows):
        return None
    by = pages.sidebar.colour_by
    return Shown(
        live=desk.live,
        columns=columns,
        index=picture.index,
        contexts=tuple(picture.contexts),
        filter=str(desk.browse.filter),
        view=(desk.axis.first, desk.axis.last),
        view_lanes=picture.frame().shown,
        lanes_by=pages.sidebar.lanes_by,
        colour_by=by,
        colours=tuple(legend(desk.live, by)),
        shapes=shapes(desk.live),
    )
