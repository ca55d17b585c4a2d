"""Where a workload is carried out again and again from the same beginning, with the states it goes through."""

import os
import shutil
from pathlib import Path

from db.timeline import Timeline
from tests.torture import victim
from tests.torture.states import EMPTY, backup_faults, faults, state_as_it_is, state_of, undone
from tests.torture.workloads import NAME, Workload


class Stand:
    """A workload with the states it goes through, and a folder to let it fail in."""

    def __init__(self, folder: Path, workload: Workload) -> None:
        self.workload = workload
        self._base = folder / "base"
        self.place = folder / "place"
        for each in (self._base, self.place):
            shutil.rmtree(each, ignore_errors=True)
        self._base.mkdir()
        os.environ["LIAISON_HOME"] = str(self._base / "home")
        workload.prepare(self._base)
        shutil.rmtree(self._base / "home" / "backups", ignore_errors=True)
        self.before = set() if workload.creates else {state_as_it_is(self._base / NAME)}
        """The mark of the file before anything, be it of an older version: a backup is made of it."""
        self.states: list[str] = [EMPTY] if workload.creates else []
        self.undone: list[str] = list(self.states)
        self._look_through()

    def _look_through(self) -> None:
        """Carry out the workload undisturbed and note the state after each step."""
        self.reset()
        path, stations = self.place / NAME, []

        def keep() -> None:
            stations.append(self.place / f"station {len(stations)}")
            shutil.copy(path, stations[-1])

        told: list[str] = []
        victim.work(path, self.workload, told.append, between=keep)
        unwanted = [line for line in told if line.startswith(("refused", "bug"))]
        assert not unwanted, unwanted
        for station in stations:
            with Timeline.open(station) as timeline:
                self.states.append(state_of(timeline))
                self.undone.append(undone(timeline))

    def reset(self) -> None:
        """Put everything back as it was before the workload."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self._base, self.place)
        os.environ["LIAISON_HOME"] = str(self.place / "home")

    def once(
        self, at: int, mode: str, *, spoil: str = "", record: Path | None = None, reset: bool = True
    ) -> victim.Story:
        """Let a process carry the workload out while operation `at` goes wrong."""
        if reset:
            self.reset()
        return victim.story(self.place, self.workload, at, mode, spoil=spoil, record=record)

    def look(self, confirmed: int, *, open_ended: bool) -> list[str]:
        """Return what is wrong after so many steps were confirmed; `open_ended`: the next may be there too."""
        places = [confirmed]
        if open_ended and confirmed + 1 < len(self.states):
            places.append(confirmed + 1)
        found = faults(self.place / NAME, {self.states[place]: self.undone[place] for place in places})
        for folder in (self.place, self.place / "home" / "backups"):
            found += backup_faults(folder, self.before.union(self.states))
        return found
