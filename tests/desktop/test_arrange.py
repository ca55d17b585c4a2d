"""How the sample stands on the canvas under every choice of lanes and colours."""

import numpy as np
import pytest

from desktop.arrange import MODES, arrange, groups, legend
from desktop.desk import Desk


@pytest.mark.parametrize("by", MODES)
def test_every_event_has_a_lane(sample_desk: Desk, by: str) -> None:
    found = groups(sample_desk.live, by)
    assert set(found.rows.tolist()) == set(range(len(sample_desk.live.columns)))
    assert found.counts == np.bincount(found.codes).tolist()
    assert len(found.labels) == len(set(found.labels)) == len(found.counts)
    pairs = list(zip(found.rows.tolist(), found.codes.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("lanes", MODES)
@pytest.mark.parametrize("colours", ["family", "type"])
def test_placements_are_aligned_and_in_order(sample_desk: Desk, lanes: str, colours: str) -> None:
    data = arrange(sample_desk.live, lanes, colours)
    columns = sample_desk.live.columns
    assert np.array_equal(data.start_lo, columns.start_lo[data.rows])
    assert (np.diff(data.start_lo.astype(np.int64)) >= 0).all()
    assert len(data.rows) == len(data.lane) == len(data.colour) == len(data.shape) == len(data.fill)


def test_two_parties_of_one_country_stand_once_in_its_lane(sample_desk: Desk) -> None:
    by_party = groups(sample_desk.live, "counterpart")
    by_country = groups(sample_desk.live, "country")
    assert len(by_country.rows) < len(by_party.rows)
    assert by_country.labels[0] == "Japan"


def test_the_legend_names_colours_and_the_rest(sample_desk: Desk) -> None:
    entries = legend(sample_desk.live, "counterpart")
    assert [code for _, code in entries] == [*range(8), -1]
    assert legend(sample_desk.live, "none") == [("All events", 0)]
