"""A chart's options as a value and as JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadInput
from db.plots.spec import CHARTS, STYLES, USES, ChartSpec

specs = st.builds(
    ChartSpec,
    chart=st.sampled_from(CHARTS),
    style=st.sampled_from(STYLES),
    filter=st.text(max_size=20),
    note=st.text(max_size=20),
    most=st.integers(1, 50),
    seed=st.integers(0, 2**31),
    draws=st.booleans(),
    outlets=st.lists(st.text(max_size=5), max_size=3).map(tuple),
)


@given(specs)
def test_json_gives_back_the_same_chart(spec):
    assert ChartSpec.from_json(spec.to_json()) == spec


def test_only_what_differs_is_written():
    assert ChartSpec(by="month").to_json() == '{"chart": "frequency", "by": "month"}'
    assert ChartSpec.from_json("") == ChartSpec()


@pytest.mark.parametrize(
    ("text", "named"),
    [('{"colour": "red"}', "colour"), ('{"most": "many"}', "most"), ("[1]", "options"), ("{", "options")],
)
def test_what_cannot_be_read_is_named(text, named):
    with pytest.raises(BadInput) as refused:
        ChartSpec.from_json(text)
    assert refused.value.field == named


@given(specs)
def test_what_a_kind_does_not_use_is_at_its_default(spec):
    fitted, default = spec.fitted, ChartSpec()
    assert fitted.fitted == fitted
    assert (fitted.chart, fitted.filter, fitted.note) == (spec.chart, spec.filter, spec.note)
    for name in ("style", "most", "seed", "draws", "outlets"):
        kept = getattr(spec if name in USES[spec.chart] else default, name)
        assert getattr(fitted, name) == kept


def test_a_period_is_of_use_to_a_comparison_around_a_context_alone():
    spans = ChartSpec(chart="compare", first="2004", last="2005", before="2006", after="2007")
    assert (spans.fitted.first, spans.fitted.last) == ("", "")
    assert ChartSpec(chart="compare", context="1", first="2004").fitted.first == "2004"
    assert "first" in ChartSpec(chart="compare", context="1").used
    assert "seed" not in ChartSpec().used
    assert "seed" in ChartSpec(draws=True).used
