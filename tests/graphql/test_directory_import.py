"""A directory imported through the API: looked at, mended, imported, sent again."""

from __future__ import annotations

from base64 import b64encode
from uuid import uuid4

from tests.network import Api

WRONG = "Prénom;Nom;Collectivité;Fonction;Courriel\nAnne;Le Goff;Arvoise;Cheffe;anne\nZoé;Riou;Kerlouane;ADT;\n"
REPORT = """report { encoding newPeople newCollectivities { name collectivity { name } }
    alreadyThere { line person { name } } problems { line column code message rule } }"""
PEOPLE = "{ network { people { totalCount } collectivities { totalCount } } }"


def base64(text: str) -> str:
    return b64encode(text.encode()).decode()


async def test_a_directory_is_looked_at_mended_imported_and_sent_again(api: Api):
    before = await api.read(PEOPLE)
    looked_at = await api.command("importDirectory", selection=REPORT, file=base64(WRONG), dryRun=True, locale="fr")
    assert (looked_at["errors"], looked_at["position"]) == ([], None)
    [problem] = looked_at["report"]["problems"]
    assert (problem["line"], problem["column"], problem["code"]) == (2, "Fonction", "FUNCTION_UNKNOWN")
    assert problem["message"].startswith("« Cheffe » n’est pas une fonction connue")

    refused = await api.command("importDirectory", selection=REPORT, file=base64(WRONG))
    assert [error["code"] for error in refused["errors"]] == ["DIRECTORY_HAS_PROBLEMS"]
    assert refused["errors"][0]["path"] == ["file"]
    assert [each["line"] for each in refused["report"]["problems"]] == [2]

    mended = WRONG.replace("Cheffe", "Élue").replace(";anne", ";anne@arvoise.example")
    sent = {"file": base64(mended), "commandId": str(uuid4())}
    looked_at = await api.command("importDirectory", selection=REPORT, dryRun=True, **sent)
    assert looked_at["report"]["newCollectivities"] == [{"name": "Arvoise", "collectivity": None}]
    assert await api.read(PEOPLE) == before
    done = await api.command("importDirectory", selection=REPORT, **sent)
    assert (done["errors"], done["report"]["newPeople"], done["report"]["problems"]) == ([], 2, [])
    assert done["report"]["newCollectivities"] == [{"name": "Arvoise", "collectivity": {"name": "Arvoise"}}]
    assert await api.command("importDirectory", selection=REPORT, **sent) == done

    again = await api.command("importDirectory", selection=REPORT, file=base64(mended))
    assert (again["errors"], again["position"], again["report"]["newPeople"]) == ([], None, 0)
    assert [(each["line"], each["person"]["name"]) for each in again["report"]["alreadyThere"]] == [
        (2, "Anne Le Goff"),
        (3, "Zoé Riou"),
    ]
    now = (await api.read(PEOPLE))["network"]
    assert {name: found["totalCount"] for name, found in now.items()} == {"people": 11, "collectivities": 4}


async def test_a_file_that_is_no_directory_is_refused_whole(api: Api):
    for dry_run in (True, False):
        refused = await api.command("importDirectory", selection=REPORT, file=base64("\0"), dryRun=dry_run)
        assert ([error["code"] for error in refused["errors"]], refused["report"]) == (["FILE_UNREADABLE"], None)
    wrong = await api.error(
        "mutation($input: ImportDirectoryInput!) { importDirectory(input: $input) { position } }",
        input={"commandId": str(uuid4()), "file": "é"},
    )
    assert wrong["code"] == "BAD_USER_INPUT"
