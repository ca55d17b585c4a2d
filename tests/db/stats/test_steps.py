"""Steps over time equal a look at each day."""

from hypothesis import given
from hypothesis import strategies as st

from db.stats.steps import EVER_AFTER, EVER_SINCE, Lasting, step_series

SPAN = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda t: (min(t), max(t)))


@given(
    st.lists(st.tuples(SPAN, SPAN).map(lambda t: Lasting(*t)), max_size=8),
    st.integers(0, 20),
    st.integers(0, 30),
)
def test_steps_equal_a_look_at_each_day(things: list[Lasting], first: int, length: int) -> None:
    series = step_series(things, first, first + length)
    for day in range(first, first + length):
        certain = sum(thing.certain[0] <= day < thing.certain[1] for thing in things)
        possible = sum(thing.possible[0] <= day < thing.possible[1] for thing in things)
        assert series.on(day) == (certain, possible)
    assert series.on(first - 1) == series.on(first + length) == (0, 0)


def test_what_has_no_end_goes_on() -> None:
    series = step_series([Lasting((732_000, EVER_AFTER), (EVER_SINCE, EVER_AFTER))], 731_990, 732_010)
    assert series.to_json() == {
        "steps": [
            {"from": "2005-02-13", "certain": 0, "possible": 1},
            {"from": "2005-02-23", "certain": 1, "possible": 1},
        ],
        "to": "2005-03-05",
    }


def test_no_span_no_steps() -> None:
    assert len(step_series([], 5, 5).days) == 0
