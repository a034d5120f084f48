"""Numbers as browsers send them: none is too long to be read or looked for."""

import pytest

from cms.numbers import number_in, numbers_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("12", 12), (7, 7), ("", None), ("-1", None), ("²", None), ("all", None), (None, None)),
        *((str(2**63 - 1), 2**63 - 1), (str(2**63), None), ("9" * 19, None), ("9" * 5_000, None)),
    ],
)
def test_a_number_is_read_if_a_column_can_hold_it(text, number):
    assert number_in(text) == number


def test_other_texts_among_numbers_are_left_out():
    assert numbers_in(["3", "all", "1", "9" * 19]) == [3, 1]
