"""What a start says to the person at the terminal: where it listens, how to sign in, what to try."""

from __future__ import annotations

QUERIES = (
    "{ network { name meetings(first: 3) { nodes { title kindLabel statusLabel startsAt } } } }",
    "{ network { decisions(first: 5) { nodes { number title statusLabel ballot { tally { yes no abstain } } } } } }",
    "{ network { activity(first: 10) { nodes { happenedAt text } } } }",
)


def listening(url: str) -> str:
    return f"Maillage listens on {url} (the API at /graphql, a page to try it at /graphiql). Stop it with Ctrl+C."


def how_to_sign_in() -> str:
    return 'To sign in, make a token:  ./run token --network ADDRESS --person "Given Family"'


def to_try(url: str, network: str, person: str, token: str) -> str:
    """`token` is shown here and nowhere else. Then three queries to paste into a shell."""
    curl = f"curl -s {url}/graphql -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json'"
    asked = "\n\n".join(f'{curl} -d \'{{"query": "{query}"}}\'' for query in QUERIES)
    return f"""The demonstration network is {network}. A token of its coordinator, {person}, not shown again:

TOKEN={token}

Three queries to paste into another shell, after that line:

{asked}
"""
