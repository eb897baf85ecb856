"""The law of merging: nothing is overwritten unseen, nothing counts twice, the record is the sum of its history."""

from hypothesis import given, settings
from hypothesis import strategies as st

from score_core.merging import Address, Conflict, Edit, address, merge, replay

CELLS = [f"s/r{row}/{field}" for row in range(2) for field in ("a", "b", "#at")] + ["s//c"]
VALUES = st.sampled_from(["", "1", "2", "3"])
RECORDS = st.dictionaries(st.sampled_from(CELLS), st.sampled_from(["1", "2", "3"]))


@st.composite
def batches(draw, unique_cells: bool = False):
    """Return edits with ids of their own; with `unique_cells` no two touch the same cell."""
    cells = draw(st.lists(st.sampled_from(CELLS), max_size=8, unique=unique_cells))
    return [Edit(f"e{number}", cell, draw(VALUES), draw(VALUES)) for number, cell in enumerate(cells)]


@given(RECORDS, batches(unique_cells=True), st.randoms(use_true_random=False))
def test_edits_of_different_cells_give_the_same_record_in_any_order(record, edits, random):
    shuffled = random.sample(edits, len(edits))
    one, two = merge(record, edits), merge(record, shuffled)
    assert one.cells == two.cells
    assert set(one.applied) == set(two.applied)
    assert set(one.conflicts) == set(two.conflicts)


@given(RECORDS, batches(), batches())
def test_batches_of_two_people_are_the_same_as_one_batch_of_both(record, first, second):
    second = [Edit(f"other-{edit.id}", edit.cell, edit.base, edit.value) for edit in second]
    after_first = merge(record, first)
    after_both = merge(after_first.cells, second)
    together = merge(record, first + second)
    assert together.cells == after_both.cells
    assert together.conflicts == after_first.conflicts + after_both.conflicts


@given(RECORDS, st.sampled_from(CELLS), VALUES, VALUES)
def test_of_two_edits_of_a_cell_the_first_applies_and_the_other_returns_with_both_values(record, cell, mine, yours):
    base = record.get(cell, "")
    one, two = Edit("one", cell, base, mine), Edit("two", cell, base, yours)
    result = merge(record, [one, two])
    assert one in result.applied
    if yours == mine or mine == base:
        assert result.applied == (one, two)
        assert result.cells.get(cell, "") == yours
    else:
        assert result.conflicts == (Conflict(two, mine),)
        assert result.cells.get(cell, "") == mine


@given(RECORDS, batches())
def test_a_doubled_edit_changes_nothing(record, edits):
    once = merge(record, edits)
    seen = {edit.id for edit in once.applied}
    again = merge(once.cells, once.applied, seen)
    assert again.cells == once.cells
    assert again.applied == again.conflicts == ()
    assert again.repeated == tuple(edit.id for edit in once.applied)
    doubled = merge(record, [*edits, *edits])
    assert (doubled.cells, doubled.applied, doubled.conflicts) == (once.cells, once.applied, once.conflicts)
    assert doubled.repeated == tuple(edit.id for edit in edits)


@settings(max_examples=40)
@given(st.lists(batches(), max_size=4))
def test_the_record_is_the_fold_of_its_history(rounds):
    record: dict[str, str] = {}
    history: list[Edit] = []
    seen: set[str] = set()
    for number, edits in enumerate(rounds):
        named = [Edit(f"{number % 3}-{edit.id}", edit.cell, edit.base, edit.value) for edit in edits]
        result = merge(record, named, seen)
        record = result.cells
        history += result.applied
        seen |= {edit.id for edit in result.applied}
    assert replay(history) == record
    assert "" not in record.values()


@given(RECORDS, batches())
def test_every_edit_has_exactly_one_fate_and_the_given_record_is_left_alone(record, edits):
    before = dict(record)
    result = merge(record, edits)
    fates = [e.id for e in result.applied] + [c.edit.id for c in result.conflicts] + list(result.repeated)
    assert sorted(fates) == sorted(edit.id for edit in edits)
    assert record == before


def test_steps_of_one_person_in_one_batch_follow_each_other():
    steps = [Edit("a", "s//c", "", "x"), Edit("b", "s//c", "x", "xy"), Edit("c", "s//c", "xy", "")]
    assert merge({}, steps).cells == {}
    assert merge({}, steps).applied == tuple(steps)


def test_blank_removes_the_key():
    assert merge({"s//c": "1"}, [Edit("a", "s//c", "1", "")]).cells == {}
    assert merge({"s//c": ""}, []).cells == {}


def test_a_cells_address():
    assert address("s/r1/a") == Address("s", "r1", "a")
    assert address("s//a") == Address("s", "", "a")
    assert str(Address("s", "", "a")) == "s//a"
    assert [address(cell) for cell in ("", "s", "s/a", "s/r/a/b")] == [None] * 4
