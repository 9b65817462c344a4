"""Named queries, read from a file beside the module."""

import pytest

from maillage.eventstore.sql import QueriesUnreadable, queries


def module(tmp_path, text):
    (tmp_path / "question.sql").write_text(text, encoding="utf-8")
    return str(tmp_path / "question.py")


def test_queries_are_found_by_name_in_the_order_of_the_file(tmp_path):
    text = "-- first --\n-- Pourquoi : la fin de l'été.\nSELECT 1;\n\n-- second_2 --\nSELECT\n    2;\n"
    found = queries(module(tmp_path, text))
    assert list(found) == ["first", "second_2"]
    assert found["first"] == "-- Pourquoi : la fin de l'été.\nSELECT 1;"
    assert found["second_2"] == "SELECT\n    2;"


def test_a_comment_may_stand_before_the_first_query(tmp_path):
    assert queries(module(tmp_path, "-- What this file is about.\n\n-- one --\nSELECT 1")) == {"one": "SELECT 1"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SELECT 0;\n-- one --\nSELECT 1;", "a statement stands before the first"),
        ("-- one --\nSELECT 1;\n-- one --\nSELECT 2;", "`-- one --` stands twice"),
        ("-- one --\n-- only words\n-- two --\nSELECT 2;", "`-- one --` has no statement"),
    ],
)
def test_a_file_that_would_lose_a_statement_is_refused(tmp_path, text, why):
    with pytest.raises(QueriesUnreadable, match=f"question.sql: {why}"):
        queries(module(tmp_path, text))
