"""Commands as whole processes, against one that loads SQLAlchemy and does nothing."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import generate
from tests.benchmarks.method import paired
from tests.benchmarks.report import Row, most
from tests.benchmarks.stage import Stage
from tests.benchmarks.suite import benchmark

BARE = "python -c 'import sqlalchemy.orm'"
ROUNDS = 9


@benchmark("cli.", sizes=None)
def commands(stage: Stage, _size: int) -> Iterator[Row]:
    """A date, and what the sample holds."""
    from db import sample
    from db.timeline import Timeline

    with tempfile.TemporaryDirectory(dir=generate.folder()) as folder:
        path = Path(folder) / "Sample.liaison"
        Timeline.create(path, sample.build).close()
        for name, words in (("date", ("date", "late February 2009")), ("info", ("info", str(path)))):
            found = paired(
                lambda words=words: _milliseconds("-m", "desktop", *words),
                lambda: _milliseconds("-c", "import sqlalchemy.orm"),
                count=stage.rounds if stage.quick else ROUNDS,
            )
            yield Row.of(f"cli.{name}", f"liaison {name}, whole process", found, BARE, most(2.0))


def _milliseconds(*words: str) -> float:
    """Run Python with these words, its bytecode kept as that of an installed program is."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(generate.folder() / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - begun) * 1000
