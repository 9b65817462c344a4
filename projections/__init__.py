"""The read models, in the order in which a batch of facts is written into them."""

from maillage.projections import decisions, meetings, members, networks, partners, people, timeline_writes

ALL = (
    networks.PROJECTION,
    members.PROJECTION,
    partners.PROJECTION,
    people.PROJECTION,
    meetings.PROJECTION,
    decisions.PROJECTION,
    timeline_writes.PROJECTION,
)
