"""Every operation on the disk fails in turn: `crash_points FOLDER [POINTS] [WORKLOAD …]`, in a process with the shim.

POINTS says how many operations of each workload are tried in each mode, 0 all. The answer is JSON.
"""

import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from db.timeline import Timeline
from tests.torture import shim, victim
from tests.torture.states import EMPTY, backup_faults, faults, state_of, undone
from tests.torture.workloads import NAME, WORKLOADS, Workload


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


class Range:
    """A workload with the states it goes through, and a folder to let it fail in."""

    def __init__(self, folder: Path, workload: Workload) -> None:
        self._workload = workload
        self._base = folder / "base"
        self._place = folder / "place"
        for each in (self._base, self._place):
            shutil.rmtree(each, ignore_errors=True)
        self._base.mkdir()
        os.environ["LIAISON_HOME"] = str(self._base / "home")
        workload.prepare(self._base)
        shutil.rmtree(self._base / "home" / "backups", ignore_errors=True)
        self._states: list[str] = [EMPTY] if workload.creates else []
        self._undone: list[str] = list(self._states)
        self._look_through()
        self.operations = self._once(0, "kill").operations

    def _look_through(self) -> None:
        """Carry out the workload undisturbed and note the state after each step."""
        self._reset()
        path, stations = self._place / NAME, []

        def keep() -> None:
            stations.append(self._place / f"station {len(stations)}")
            shutil.copy(path, stations[-1])

        told: list[str] = []
        victim.work(path, self._workload, told.append, between=keep)
        unwanted = [line for line in told if line.startswith(("refused", "bug"))]
        assert not unwanted, unwanted
        for station in stations:
            with Timeline.open(station) as timeline:
                self._states.append(state_of(timeline))
                self._undone.append(undone(timeline))

    def _reset(self) -> None:
        shutil.rmtree(self._place, ignore_errors=True)
        shutil.copytree(self._base, self._place)
        os.environ["LIAISON_HOME"] = str(self._place / "home")

    def _once(self, at: int, mode: str, *, journal: bool = True) -> victim.Story:
        self._reset()
        return victim.story(self._place, self._workload, at, mode, journal=journal)

    def attempt(self, at: int, mode: str, figures: Figures, *, journal: bool = True) -> None:
        """Let one operation go wrong and look at what is left."""
        story = self._once(at, mode, journal=journal)
        shim.arm(self._place, 0, mode)
        places = [story.confirmed]
        open_ended = story.unsure or not (story.ended or story.refused)
        if open_ended and story.confirmed + 1 < len(self._states):
            places.append(story.confirmed + 1)
        allowed = {self._states[place]: self._undone[place] for place in places}
        found = faults(self._place / NAME, allowed) + [f"a bug: {bug[-600:]}" for bug in story.bugs]
        if mode in shim.PASSING and story.refused:
            found.append(f"refused for good: {story.problems[-1]}")
        for folder in (self._place, self._place / "home" / "backups"):
            found += backup_faults(folder, set(self._states))
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
        for mode in shim.MODES:
            told.append(_tried(stand, workload, mode, most))
        if workload.name == "import":
            told.append(_tried(stand, workload, "kill", most, journal=False))
    print(json.dumps([asdict(each) for each in told], indent=1))


def _tried(stand: Range, workload: Workload, mode: str, most: int, *, journal: bool = True) -> Figures:
    figures = Figures(workload.name, mode if journal else "control", stand.operations)
    step = max(1, -(-stand.operations // most)) if most else 1
    # Each mode begins elsewhere, so that together they see more operations.
    first = 1 + shim.MODES.index(mode) * step // len(shim.MODES)
    for at in range(first, stand.operations + 1, step):
        stand.attempt(at, mode, figures, journal=journal)
    return figures


if __name__ == "__main__":
    main()
