"""Every operation on the disk fails in turn: `crash_points FOLDER [POINTS] [WORKLOAD …]`, in a process with the shim.

POINTS says how many operations of each workload are tried in each mode, 0 all. The answer is JSON.
"""

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.torture import shim
from tests.torture.stand import Stand
from tests.torture.workloads import WORKLOADS, Workload


@dataclass(slots=True)
class Figures:
    """What became of one workload in one mode."""

    workload: str
    mode: str
    operations: int
    points: int = 0
    refusals: int = 0
    """Sentences that the user was told."""
    bad: list[str] = field(default_factory=list[str])


class Range(Stand):
    """A stand whose disk fails at chosen operations."""

    def __init__(self, folder: Path, workload: Workload) -> None:
        super().__init__(folder, workload)
        self.operations = self.once(0, "kill").operations

    def attempt(self, at: int, mode: str, figures: Figures, *, spoil: str = "") -> None:
        """Let one operation go wrong and look at what is left."""
        story = self.once(at, mode, spoil=spoil)
        shim.arm(self.place, 0, mode)
        open_ended = story.unsure or not (story.ended or story.refused)
        found = self.look(story.confirmed, open_ended=open_ended)
        found += [f"a bug: {bug[-600:]}" for bug in story.bugs]
        if mode in shim.PASSING and story.refused:
            found.append(f"refused for good: {story.problems[-1]}")
        figures.points += 1
        figures.refusals += len(story.problems)
        if found:
            figures.bad.append(f"operation {at}, step {story.confirmed + 1}: {'; '.join(found)}")


def main() -> None:
    """Try all that was asked for and print the figures."""
    folder, most, names = Path(sys.argv[1]).resolve(), int(sys.argv[2]), sys.argv[3:]
    told: list[Figures] = []
    for workload in WORKLOADS:
        if names and workload.name not in names:
            continue
        stand = Range(folder, workload)
        told += [_tried(stand, workload, mode, most) for mode in shim.MODES]
        if workload.name == "import":
            told.append(_tried(stand, workload, "kill", most, spoil="PRAGMA journal_mode=OFF"))
    print(json.dumps([asdict(each) for each in told], indent=1))


def _tried(stand: Range, workload: Workload, mode: str, most: int, *, spoil: str = "") -> Figures:
    figures = Figures(workload.name, mode if not spoil else "control", stand.operations)
    step = max(1, -(-stand.operations // most)) if most else 1
    # Each mode begins elsewhere, so that together they see more operations.
    first = 1 + shim.MODES.index(mode) * step // len(shim.MODES)
    for at in range(first, stand.operations + 1, step):
        stand.attempt(at, mode, figures, spoil=spoil)
    return figures


if __name__ == "__main__":
    main()
