"""A table of cases fails with its first case that does, and names it."""

import pytest

from tests.cases import each


def test_each_case_is_played_with_those_of_the_tables_around_it():
    seen = []

    @each("letter", "ab")
    @each(("number", "word"), [(1, "one"), (2, "two")])
    def play(letter, number, word):
        seen.append((letter, number, word))

    play()
    assert seen == [("a", 1, "one"), ("a", 2, "two"), ("b", 1, "one"), ("b", 2, "two")]


def test_the_first_case_that_fails_ends_the_test_and_is_named():
    seen = []

    @each("number", [1, 2, 3])
    def play(number):
        seen.append(number)
        assert number < 2

    with pytest.raises(AssertionError) as failed:
        play()
    assert seen == [1, 2]
    assert failed.value.__notes__ == ["in the case {'number': 2}"]


def test_a_case_with_a_value_too_few_is_no_case():
    @each(("number", "word"), [(1,)])
    def play(number, word):
        raise AssertionError("never played")

    with pytest.raises(ValueError, match="zip"):
        play()
