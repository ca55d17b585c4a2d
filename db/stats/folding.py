"""Many groups as few: the largest stay, all others are counted together."""

import numpy as np

from db.stats.bins import BinError
from db.stats.units import Groups, distinct


def folded(groups: Groups, most: int | None) -> tuple[Groups, str]:
    """Return the `most` largest groups in their order and one of all others, and the sentence that says so.

    A unit in several of the others counts once there. Nothing is folded where there are no more than `most`, or
    one more: a group of its own takes no more room than the others together. Raises `BinError` for less than one.
    """
    if most is None:
        return groups, ""
    if most < 1:
        raise BinError("No group would be left: show at least one.")
    many = len(groups.names)
    if many <= most + 1:
        return groups, ""
    sizes = np.bincount(groups.code, minlength=many)
    kept = np.sort(np.argsort(-sizes, kind="stable")[:most])
    place = np.full(many, most, np.int64)
    place[kept] = np.arange(most)
    stay: list[int] = kept.tolist()
    names = (*(groups.names[group] for group in stay), f"{many - most:,} others")
    filters = (*(groups.filters[group] for group in stay), "") if groups.filters else ()
    code, row = place[groups.code], groups.row
    if row is not None:
        row, code = np.divmod(distinct(row.astype(np.int64) * (most + 1) + code), most + 1)
    few = "The largest" if most == 1 else f"The {most:,} largest"
    told = f"{few} of {many:,} groups by themselves, the others together."
    return Groups(names, code, row, filters), told
