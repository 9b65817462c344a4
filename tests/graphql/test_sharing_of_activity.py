"""What clients ask of the live activity is executed once for all of the same audience, not once for each."""

from __future__ import annotations

import pytest
from graphql import OperationDefinitionNode, parse

from maillage.graphql.schema import schema
from maillage.graphql.sharing import Sharing, sharing_of

SUBJECT = "subject { __typename ... on Meeting { title quorum { represented } } ... on Decision { title number } }"
ALL_OF_AN_ENTRY = f"cursor entry {{ id text(locale: EN) subjectKindLabel happenedAt actor {{ givenName }} {SUBJECT} }}"


def sharing(document: str) -> Sharing | None:
    parsed = parse(document)
    operation = parsed.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return sharing_of(schema._schema, parsed, operation)


@pytest.mark.parametrize("fields", ["cursor entry { id text }", ALL_OF_AN_ENTRY])
def test_it_is_shared_with_or_without_a_cursor(fields: str) -> None:
    assert sharing(f"subscription {{ activity {{ {fields} }} }}") == Sharing(None)
    resumed = f"subscription($since: Cursor) {{ activity(after: $since) {{ {fields} }} }}"
    assert sharing(resumed) == Sharing("since")
