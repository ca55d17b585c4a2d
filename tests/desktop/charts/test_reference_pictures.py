"""A small picture of every kind of chart is as it was; with LIAISON_REFERENCES set they are written anew."""

import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from db.plots.results import Result
from db.plots.spec import CHARTS
from desktop.charts.figure import Size, to_bytes
from desktop.theme import LIGHT

FOLDER = Path(__file__).parents[2] / "reference" / "charts"
SMALL = Size(4.2, 2.4, 72, 7)
TOLERANCE = 0.02
"""Root of the mean squared difference of a picture's parts, each 0 to 1: anti-aliasing, not another drawing."""


@pytest.mark.usefixtures("bundled_font")
@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_looks_as_it_did(kinds: dict[str, Result], kind: str) -> None:
    result = replace(kinds[kind], caption="Caption.")  # type: ignore[arg-type]
    png = to_bytes(result, "png", LIGHT, SMALL)
    path = FOLDER / f"{kind}.png"
    if os.environ.get("LIAISON_REFERENCES"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png)
    now, before = imread(BytesIO(png)), imread(path)
    assert now.shape == before.shape
    assert float(np.sqrt(np.mean((now - before) ** 2))) <= TOLERANCE
