"""The figures of a run: rows with their targets, as a table and as JSON."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal

from tests.benchmarks.method import Paired

Figure = Literal["ratio", "ms", "value"]
_SIGNS: Final = {"ratio": "x", "ms": " ms", "value": ""}


@dataclass(frozen=True, slots=True)
class Limit:
    """A target: a figure of the row must be at most, or with `least` at least, a bound."""

    figure: Figure
    bound: float
    least: bool = False

    def __str__(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.bound:g}{_SIGNS[self.figure]}"


def most(
    ratio: float | None = None, *, ms: float | None = None, value: float | None = None
) -> tuple[Limit, ...]:
    """Targets: the ratio to the base, the milliseconds, or a counter, at most so much."""
    found = (("ratio", ratio), ("ms", ms), ("value", value))
    return tuple(Limit(figure, bound) for figure, bound in found if bound is not None)  # type: ignore[arg-type]


def least(value: float) -> tuple[Limit, ...]:
    """The target of a counter that must reach so much."""
    return (Limit("value", value, least=True),)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ours beside its floor or peer (`base`) of the same run, in milliseconds; or a counter."""

    id: str
    workload: str
    ms: float | None = None
    base: str = ""
    base_ms: float | None = None
    ratio: float | None = None
    value: float | None = None
    targets: tuple[Limit, ...] = ()
    note: str = ""

    @classmethod
    def of(
        cls,
        name: str,
        workload: str,
        found: Paired,
        base: str,
        targets: tuple[Limit, ...] = (),
        note: str = "",
    ) -> "Row":
        """Return the row of a pair."""
        return cls(name, workload, found.ms, base, found.base_ms, found.ratio, targets=targets, note=note)

    @property
    def over(self) -> tuple[Limit, ...]:
        """The targets that were missed."""
        return tuple(limit for limit in self.targets if self._misses(limit))

    @property
    def verdict(self) -> str:
        """`ok`, `over`, or nothing where there is no target."""
        if not self.targets:
            return ""
        return "over" if self.over else "ok"

    def _misses(self, limit: Limit) -> bool:
        found = getattr(self, limit.figure)
        return found is None or (found < limit.bound if limit.least else found > limit.bound)

    def line(self) -> str:
        """Return the row as a line of the table."""
        targets = ", ".join(map(str, self.targets))
        base = f"{_ms(self.base_ms)} {self.base}" if self.base else ""
        figure = _value(self.value) if self.value is not None else _ms(self.ms)
        ratio = "" if self.ratio is None else f"{self.ratio:.3g}x"
        note = f"  ({self.note})" if self.note else ""
        ours = f"{self.id:<24} {self.workload:<56} {figure:>10} {base:<42} {ratio:>8}"
        return f"{ours} {targets:<18} {self.verdict:<4}{note}"


HEADING: Final = (
    f"{'id':<24} {'workload':<56} {'ms/value':>10} {'floor or peer, ms':<42} {'ratio':>8} {'target':<18}"
)


def _ms(found: float | None) -> str:
    if found is None:
        return ""
    return f"{found:.3f}" if found < 10 else f"{found:.1f}" if found < 1000 else f"{found:,.0f}"


def _value(found: float) -> str:
    return f"{found:,.0f}" if float(found).is_integer() else f"{found:,.3g}"


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write all rows as JSON, with what they were measured on."""
    listed = [
        asdict(row) | {"targets": [str(limit) for limit in row.targets], "verdict": row.verdict}
        for row in rows
    ]
    names = ("PySide6-Essentials", "numpy", "matplotlib", "SQLAlchemy")
    about = {
        "python": platform.python_version(),
        "system": platform.platform(),
        **{name: version(name) for name in names},
    }
    path.write_text(
        json.dumps({"about": about, "rows": listed}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
