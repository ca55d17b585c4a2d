"""Runs the benchmarks: `python -m tests.benchmarks [--only PREFIX] [--sizes 10k,100k] [--quick] [--json FILE]`."""

import argparse
import importlib
import sys
import traceback
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.stage import Stage
from tests.benchmarks.suite import ALL_SIZES, BENCHMARKS, Benchmark, short


def main() -> int:
    """Measure what was asked for, print each figure as it comes, and return 1 only if a benchmark broke."""
    asked = _arguments()
    for module in sorted(Path(__file__).parent.glob("bench_*.py")):
        importlib.import_module(f"tests.benchmarks.{module.stem}")
    stage = Stage(quick=asked.quick)
    rows: list[report.Row] = []
    broken: list[str] = []
    sys.stdout.write(report.HEADING + "\n")
    for found, size in _plan(asked.only, _sizes(asked.sizes)):
        try:
            for row in found.measure(stage, size):
                if row.ms is not None:
                    stage.figures[row.id] = row.ms
                if row.id.startswith(asked.only):
                    rows.append(row)
                    sys.stdout.write(row.line() + "\n")
                    sys.stdout.flush()
        except Exception:  # the others are still worth having
            broken.append(
                f"{found.prefixes[0]} at {short(size) if size else 'no size'}:\n{traceback.format_exc()}"
            )
    stage.close()
    if asked.json is not None:
        report.write(asked.json, rows)
    over = [row.id for row in rows if row.over]
    sys.stdout.write(
        f"{len(rows)} rows, {len(over)} over their target{': ' if over else ''}{', '.join(over)}\n"
    )
    sys.stderr.write("\n".join(broken))
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", default="", metavar="PREFIX", help="only rows whose id begins so")
    parser.add_argument("--sizes", default="10k,100k,1M", help="numbers of events (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all rows there as JSON")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    known = {short(size): size for size in ALL_SIZES}
    return [known[word] for word in text.split(",")]


def _plan(only: str, sizes: list[int]) -> list[tuple[Benchmark, int]]:
    """Return what to run: what needs no size first, then size by size, so that each file is opened once."""
    wanted = [each for each in BENCHMARKS if each.is_wanted(only)]
    plan = [(each, 0) for each in wanted if each.sizes is None]
    return plan + [(each, size) for size in sizes for each in wanted if each.sizes and size in each.sizes]


if __name__ == "__main__":
    sys.exit(main())
