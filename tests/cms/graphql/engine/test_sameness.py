"""The comparison with the reference sees every difference that the specification forbids."""

from copy import deepcopy

import pytest

from cms.graphql.endpoint.execution import prepare

from . import toy
from .sameness import assert_same, by_reference, execute, nullable

FIXED = """{ thing(number: 3) { number word fails loaded huge
  things(count: 2) { number word } said(needed: "x") } }"""
BUBBLES = (
    "{ a: thing(number: 39) { sureFails other: sureFails number } b: thing(number: 1) { gap } }"
)


def answer_to(source):
    return by_reference(prepare(toy.SCHEMA, source, None), {}, toy.new_context())


def possible_for(source):
    def possible():
        with nullable(toy.SCHEMA):
            return answer_to(source)

    return possible


def differs(changed, source=FIXED):
    with pytest.raises(AssertionError):
        assert_same(changed, answer_to(source), possible_for(source))


def change_a_value(answer):
    answer["data"]["thing"]["number"] += 1


def make_a_whole_number_a_float(answer):
    answer["data"]["thing"]["number"] = float(answer["data"]["thing"]["number"])


def make_a_null_an_absence(answer):
    del answer["data"]["thing"]["fails"]


def swap_two_keys(answer):
    answer["data"]["thing"] = dict(reversed(answer["data"]["thing"].items()))


def shorten_a_list(answer):
    answer["data"]["thing"]["things"].pop()


def swap_two_items(answer):
    answer["data"]["thing"]["things"].reverse()


def forget_the_data(answer):
    del answer["data"]


def forget_the_errors(answer):
    del answer["errors"]


def repeat_an_error(answer):
    answer["errors"].append(answer["errors"][0])


def change_a_message(answer):
    answer["errors"][0]["message"] += "."


def change_a_path(answer):
    answer["errors"][0]["path"] = ["thing", "word"]


def change_a_location(answer):
    answer["errors"][0]["locations"][0]["column"] += 1


def change_a_code(answer):
    answer["errors"][0]["extensions"]["code"] = "OTHER"


MUTATIONS = [
    change_a_value,
    make_a_whole_number_a_float,
    make_a_null_an_absence,
    swap_two_keys,
    shorten_a_list,
    swap_two_items,
    forget_the_data,
    forget_the_errors,
    repeat_an_error,
    change_a_message,
    change_a_path,
    change_a_location,
    change_a_code,
]


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_a_changed_answer_is_not_the_same(mutate):
    changed = deepcopy(answer_to(FIXED))
    mutate(changed)
    differs(changed)


@pytest.mark.parametrize("source", [FIXED, BUBBLES])
def test_the_order_of_errors_does_not_matter(source):
    answer = deepcopy(answer_to(source))
    answer["errors"].reverse()
    assert_same(answer, answer_to(source), possible_for(source))


def test_below_a_null_another_error_may_be_reported():
    answer = deepcopy(answer_to(BUBBLES))
    assert answer["data"]["a"] is None
    assert [error["path"] for error in answer["errors"]] == [["a", "sureFails"]]
    other = {**answer["errors"][0], "path": ["a", "other"]}
    other["locations"] = [{"line": 1, "column": BUBBLES.index("other:") + 1}]
    for errors in ([other], [other, answer["errors"][0]]):
        assert_same({**answer, "errors": errors}, answer_to(BUBBLES), possible_for(BUBBLES))


def test_below_a_null_an_error_that_cannot_happen_is_not_the_same():
    answer = deepcopy(answer_to(BUBBLES))
    answer["errors"][0]["path"] = ["a", "number"]
    differs(answer, BUBBLES)


def test_a_null_that_came_up_needs_an_error():
    answer = deepcopy(answer_to(BUBBLES))
    del answer["errors"]
    differs(answer, BUBBLES)


def test_the_schema_is_as_it_was_after_it_was_nullable():
    before = answer_to(BUBBLES)
    assert possible_for(BUBBLES)()["data"]["a"] == {"sureFails": None, "other": None, "number": 39}
    assert answer_to(BUBBLES) == before == execute_(BUBBLES)


def execute_(source):
    return execute(prepare(toy.SCHEMA, source, None), {}, toy.new_context())
