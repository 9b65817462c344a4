"""The mutation that records a meeting after the fact."""

from __future__ import annotations

from tests.graphql.attempts.attempt import TODAY, Attempt, Input
from tests.network import Api


async def a_record(api: Api) -> Input:
    return {
        "title": "Point mensuel",
        "on": TODAY.isoformat(),
        "present": [{"person": api.person("officer 0")}, {"person": api.person("ambassador 1"), "presence": "ONSITE"}],
        "decisions": [{"title": "Stand commun", "text": "Un stand."}],
        "actions": [{"title": "Devis", "owner": api.person("officer 0"), "due": TODAY.isoformat()}],
        "notes": "Le tri progresse.",
    }


ATTEMPTS = [
    Attempt(
        "recordMeeting",
        a_record,
        "meeting { status title quorum { represented } decisions { nodes { number status } } minutes { status text } }",
        {
            "status": "CLOSED",
            "title": "Point mensuel",
            "quorum": {"represented": 2},
            "decisions": {"nodes": [{"number": f"{TODAY.year}-01", "status": "ADOPTED"}]},
            "minutes": {"status": "DRAFT", "text": "Le tri progresse."},
        },
    )
]
