"""Whether messages leave, for `maillage doctor`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from maillage.eventstore.doctor import Finding, Verdict
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)
_LONG = timedelta(hours=1)  # for a message to wait
_RECENTLY = timedelta(days=30)


async def messages(db: Connection) -> list[Finding]:
    """One line on those that wait too long or were set aside, or that all is well."""
    now = datetime.now(UTC)
    row = await db.fetchrow(SQL["look"], now - _LONG, now - _RECENTLY)
    found = []
    if row["waiting"]:
        advice = "is the server running, and what does its log say of MAILLAGE_SMTP_HOST?"
        found.append(Finding(Verdict.WARN, f"messages: {row['waiting']} wait for more than an hour: {advice}"))
    if row["set_aside"]:
        why = ", ".join(sorted(row["failures"]))
        advice = "see docs/how-to/mail.md"
        found.append(Finding(Verdict.WARN, f"messages: {row['set_aside']} set aside in 30 days ({why}): {advice}"))
    return found or [Finding(Verdict.OK, "messages: none waits for long, none was set aside in 30 days")]
