"""Who asks, and what everyone may know of oneself."""

from datetime import timedelta

from maillage.usecases import collectivities, people
from tests.network import Api

VIEWER = """{ viewer { id givenName networks {
    slug name roles rights mandates { organisationName function functionLabel } } } }"""


async def test_the_coordinator_sees_own_name_network_and_role(api: Api):
    viewer = (await api.read(VIEWER))["viewer"]
    assert (viewer["id"], viewer["givenName"]) == (api.person("coordinator"), "Claire")
    [network] = viewer["networks"]
    assert (network["slug"], network["name"], network["roles"]) == (api.network.slug, api.network.name, ["COORD"])


async def test_a_partner_s_contact_knows_oneself_and_nothing_else(api: Api):
    [network] = (await api.read(VIEWER, "contact"))["viewer"]["networks"]
    own = [
        "access.manage-own",
        "calendar.subscribe",
        "date-polls.answer",
        "meetings.answer",
        "meetings.read-invited",
        "people.change-own-details",
    ]
    assert (network["roles"], network["rights"]) == (["PART"], own)
    [mandate] = network["mandates"]
    assert (mandate["organisationName"], mandate["function"]) == ("Partenaire d’essai", "PARTNER_CONTACT")
    answer = await api.run("{ network { name } viewer { givenName } }", "contact")
    assert answer["data"] == {"network": None, "viewer": {"givenName": "Contact"}}
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["NOT_ALLOWED"]


async def test_one_s_organisation_has_the_name_of_today(api: Api):
    names = []
    for name, day in (("Grand Val-d’Orme", api.today), ("Val-d’Or", api.today + timedelta(days=1))):
        renaming = {"collectivity": api.network.members[0], "name": name, "on": day}
        await api.network.do(collectivities.rename_collectivity, **renaming)
        [network] = (await api.read(VIEWER, "ambassador 0"))["viewer"]["networks"]
        names += [mandate["organisationName"] for mandate in network["mandates"]]
    assert names == ["Grand Val-d’Orme"] * 2


async def test_who_holds_nothing_any_more_knows_oneself(api: Api):
    network = api.network
    network.people["former"] = await network.made(people.register_person, given_name="Yann", family_name="Essai")
    await network.signed_in("former")
    viewer = (await api.read(VIEWER, "former"))["viewer"]
    assert viewer["networks"] == [
        {"slug": api.network.slug, "name": api.network.name, "roles": [], "rights": [], "mandates": []}
    ]


async def test_nobody_is_nobody(api: Api):
    response = await api.post({"query": VIEWER}, None)
    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
