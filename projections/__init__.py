"""The read models, in the order in which a batch of facts is written into them."""

from maillage.projections import (
    action_items,
    agenda_writes,
    carpools,
    date_polls_writes,
    decisions_writes,
    figures,
    invitations,
    meetings_writes,
    members,
    minutes,
    networks,
    partners,
    people_writes,
    posts,
    profiles,
    timeline_writes,
)

ALL = (
    networks.PROJECTION,
    members.PROJECTION,
    figures.PROJECTION,
    partners.PROJECTION,
    people_writes.PROJECTION,
    profiles.PROJECTION,
    posts.PROJECTION,
    meetings_writes.PROJECTION,
    minutes.PROJECTION,
    date_polls_writes.PROJECTION,
    invitations.PROJECTION,
    carpools.PROJECTION,
    agenda_writes.PROJECTION,
    decisions_writes.PROJECTION,
    action_items.PROJECTION,
    timeline_writes.PROJECTION,
)
