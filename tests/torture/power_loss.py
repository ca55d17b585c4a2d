"""Power failures at any moment: `power_loss FOLDER [IMAGES] [WORKLOAD …]`, in a process with the shim.

The program's own operations are recorded; IMAGES states of the disk are made in which any of the sectors that were
not synced got lost, and any of the names whose folder was not. The answer is JSON.
"""

import json
import random
import shutil
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.torture import shim
from tests.torture.recording import Disk, read
from tests.torture.stand import Stand
from tests.torture.workloads import WORKLOADS, Workload


@dataclass(slots=True)
class Figures:
    """What became of one workload."""

    workload: str
    operations: int
    images: int = 0
    bad: list[str] = field(default_factory=list[str])


def main() -> None:
    """Try all that was asked for and print the figures."""
    folder, images, names = Path(sys.argv[1]).resolve(), int(sys.argv[2]), sys.argv[3:]
    asked = [each for each in WORKLOADS if not names or each.name in names]
    told = [tried(folder, each, -(-images // len(asked))) for each in asked]
    told.append(tried(folder, WORKLOADS[0], min(100, images), spoil="PRAGMA synchronous=OFF"))
    print(json.dumps([asdict(each) for each in told], indent=1))


def tried(folder: Path, workload: Workload, images: int, *, spoil: str = "") -> Figures:
    """Record one workload and look at so many images of it."""
    stand = Stand(folder, workload)
    stand.reset()
    before = Disk(stand.place)
    recording = folder / "recording"
    stand.once(0, "kill", spoil=spoil, record=recording, reset=False)
    shim.arm(stand.place, 0, "kill")
    done = read(recording)
    figures = Figures("control" if spoil else workload.name, len(done))
    chance = random.Random(7)
    moments = sorted(chance.randrange(len(done) + 1) for _ in range(images))
    at = 0
    for moment in moments:
        while at < moment:
            before.do(done[at])
            at += 1
        _lay_out(stand, before.image(chance))
        found = stand.look(before.confirmed, open_ended=True)
        figures.images += 1
        if found:
            figures.bad.append(f"after operation {moment}, step {before.confirmed + 1}: {'; '.join(found)}")
    return figures


def _lay_out(stand: Stand, files: dict[str, bytes]) -> None:
    shutil.rmtree(stand.place)
    stand.place.mkdir()
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)


if __name__ == "__main__":
    main()
