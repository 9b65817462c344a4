"""In which zone the schools of a network's territory are."""

from maillage.domain.network import Network
from maillage.domain.network_facts import SchoolZone
from tests.story import fact, given

founded = fact(Network.Founded, name="Réseau", slug="reseau")
zone_b = fact(Network.SchoolZoneSet, zone=SchoolZone.ZONE_B)
none = fact(Network.SchoolZoneSet, zone=None)


def test_a_network_says_the_zone_of_its_schools_and_takes_it_back():
    given(founded).when(Network.set_school_zone, zone=SchoolZone.ZONE_B).then(zone_b)
    given(founded, zone_b).when(Network.set_school_zone, zone=SchoolZone.ZONE_B).then_nothing()
    given(founded).when(Network.set_school_zone, zone=None).then_nothing()
    given(founded, zone_b).when(Network.set_school_zone, zone=None).then(none)
