"""Packing of marks and labels: nothing ever overlaps, and nothing is lost without saying so."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.canvas.packing import NO_ROW, SHORTEST_LABEL, fill_in, pack

GAP = 6.0
sizes = st.floats(2, 200)
items = st.lists(
    st.tuples(st.floats(0, 900), sizes, st.one_of(st.just(0.0), st.floats(50, 240))), max_size=60
)


def columns(found):
    found = sorted(found)
    left = [x for x, _, _ in found]
    return left, [x + width for x, width, _ in found], [label for _, _, label in found]


def boxes(packed, left, right):
    return [
        (row, left[i], right[i], right[i] + packed.room[i])
        for i, row in enumerate(packed.rows)
        if row != NO_ROW
    ]


def assert_apart(packed, left, right):
    placed = boxes(packed, left, right)
    for i, (row, start, mark_end, end) in enumerate(placed):
        for other_row, other_start, _, other_end in placed[i + 1 :]:
            if row == other_row:
                assert end + GAP <= other_start + 1e-6 or other_end + GAP <= start + 1e-6
        assert end >= mark_end


@given(items, st.integers(1, 5))
def test_nothing_overlaps(found, rows):
    left, right, label = columns(found)
    packed = pack(left, right, label, rows, GAP)
    assert_apart(packed, left, right)
    assert all(NO_ROW <= row < rows for row in packed.rows)
    for i, room in enumerate(packed.room):
        assert room == 0 or SHORTEST_LABEL <= room <= label[i] + 1e-9 or room == label[i]


@given(items, st.integers(1, 5))
def test_a_mark_has_no_row_only_where_all_are_taken(found, rows):
    left, right, label = columns(found)
    packed = pack(left, right, label, rows, GAP)
    for i, row in enumerate(packed.rows):
        if row == NO_ROW:
            over = [j for j in range(i) if packed.rows[j] != NO_ROW and right[j] + GAP > left[i]]
            assert {packed.rows[j] for j in over} == set(range(rows))


@given(items, items, st.integers(1, 4))
def test_filling_in_moves_nothing_and_overlaps_nothing(firm, vague, rows):
    left, right, label = columns(firm)
    packed = pack(left, right, label, rows, GAP)
    before = list(packed.rows)
    more_left, more_right, more_label = columns(vague)
    left, right, label = left + more_left, right + more_right, label + more_label
    packed.rows += [NO_ROW] * len(more_left)
    packed.room += [0.0] * len(more_left)
    fill_in(packed, range(len(before), len(left)), left, right, label, rows, GAP)
    assert packed.rows[: len(before)] == before
    assert_apart(packed, left, right)


def test_the_same_items_are_packed_the_same_way():
    found = columns([(float(x * 7 % 300), 10.0, 80.0) for x in range(60)])
    assert pack(*found, 3).rows == pack(*found, 3).rows


def test_a_mark_spares_the_label_before_it():
    packed = pack([0, 50], [10, 60], [100, 0], 2)
    assert packed.rows == [0, 1]
    assert packed.room == [100, 0]


def test_with_one_row_a_label_is_cut_short_or_left_out():
    assert pack([0, 90], [10, 100], [100, 0], 1).room == [90 - GAP - 10, 0]
    assert pack([0, 40], [10, 50], [100, 0], 1).room == [0, 0]


def test_what_is_vague_may_cut_a_label_but_not_move_a_mark():
    packed = pack([0], [10], [200], 1)
    packed.rows.append(NO_ROW)
    packed.room.append(0.0)
    fill_in(packed, [1], [0, 100], [10, 400], [200, 0], 1, GAP)
    assert packed.rows == [0, 0]
    assert packed.room == [84, 0]
