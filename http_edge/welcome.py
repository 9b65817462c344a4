"""What a start says to the person at the terminal: where it listens, how to sign in, what to try."""

from __future__ import annotations

import json

QUERIES = (
    "{ network { name meetings(first: 3) { nodes { title kindLabel statusLabel startsAt } } } }",
    "{ network { decisions(first: 5) { nodes { id number title statusLabel ballot { tally { yes no } } } } } }",
    "{ network { activity(first: 10) { nodes { happenedAt text } } } }",
)
#: Voted on in the demonstration and left to be counted. Sent again, it gets the same answer.
MUTATION = (
    'mutation {{ closeBallot(input: {{commandId: "0b6cbd6c-2f6d-4d0f-8f3e-6a1f1c1d2e01", decision: "{decision}"}}) '
    "{{ decision {{ number title statusLabel }} errors {{ message }} }} }}"
)


def listening(url: str) -> str:
    pages = "people sign in at /sign-in; the API is at /graphql, a page to try it at /graphiql"
    return f"Maillage listens on {url} ({pages}). Stop it with Ctrl+C."


def how_to_sign_in(network: str = "ADDRESS", person: str = "Given Family") -> str:
    return f'To sign in, make a token:  ./run token --network {network} --person "{person}"'


def to_try(url: str, network: str, person: str, token: str, decision: str) -> str:
    """`token` is shown here and nowhere else. Then three queries and a mutation to paste into a shell."""
    asked = "\n\n".join(curl(url, query) for query in QUERIES)
    return f"""The demonstration network is {network}. A token of its coordinator, {person}, not shown again:

TOKEN={token}

Three queries to paste into another shell, after that line:

{asked}

And a command: it counts the votes on the decision `{decision}`, and adopts it.

{curl(url, MUTATION.format(decision=decision))}
"""


def curl(url: str, document: str) -> str:
    """The request as one line of shell."""
    headers = "-H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json'"
    return f"curl -s {url}/graphql {headers} -d '{json.dumps({'query': document})}'"
