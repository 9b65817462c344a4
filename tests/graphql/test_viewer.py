"""Who asks, and what everyone may know of oneself."""

from tests.network import Api

VIEWER = """{ viewer { id givenName networks { slug name roles rights mandates { organisationName function functionLabel } } } }"""


async def test_the_coordinator_sees_own_name_network_and_role(api: Api):
    viewer = (await api.read(VIEWER))["viewer"]
    assert (viewer["id"], viewer["givenName"]) == (api.person("coordinator"), "Claire")
    [network] = viewer["networks"]
    assert (network["slug"], network["name"], network["roles"]) == ("reseau-d-essai", "Réseau d’essai", ["COORD"])
