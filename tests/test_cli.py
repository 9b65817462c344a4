"""The `maillage` command: what an administrator types, what comes out, and how it says no."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from maillage import cli
from maillage.accounts.token_text import TOKEN
from maillage.accounts.tokens import identify
from maillage.config import Settings
from maillage.domain.caller import Caller
from maillage.eventstore.log import Command
from maillage.eventstore.projection import fingerprint
from maillage.graphql.ids import encode_id
from maillage.graphql.references import PERSON
from maillage.projections import ALL
from maillage.server import application
from maillage.usecases.coordinators import relieve_coordinator
from tests.postgres import reachable_directory

DEMO = "reseau-des-ambassadeurs-du-tri-de-l-arvoise"
SLUG = "reseau-du-blavan"
COORDINATOR = ("--network", SLUG, "--person", "anne  LE GOFF")
FOUND = ("found", "--name", "Réseau du Blavan", "--coordinator", "Anne Le Goff")


class Installation:
    """A database of its own, and the command on it."""

    def __init__(self, runner: asyncio.Runner, database: Any, capsys: Any) -> None:
        self._runner, self.database, self._capsys = runner, database, capsys

    def run(self, *arguments: str, status: int = 0) -> tuple[str, str]:
        """What it printed: for scripts, and for people."""
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        out, err = self._capsys.readouterr()
        assert ended.value.code == status, err
        assert "Traceback" not in out + err
        return out.strip(), err.strip()

    def refuses(self, *arguments: str, status: int = 2) -> str:
        """Its one line."""
        out, err = self.run(*arguments, status=status)
        assert out == ""
        assert err.startswith("maillage: ")
        assert "\n" not in err
        return err.removeprefix("maillage: ")

    def ask(self, query: str, *arguments: Any) -> Any:
        return self._runner.run(self.database.app_pool.fetchval(query, *arguments))

    def as_owner(self, statement: str) -> None:
        async def change() -> None:
            connection = await self.database.owner_connect()
            await connection.execute(statement)
            await connection.close()

        self._runner.run(change())

    def relieve(self, network: UUID, person: UUID) -> None:
        """As of today, the post being left vacant."""

        async def change() -> None:
            system = Caller.system(network, datetime.now(UTC))
            command = Command.of(uuid4(), "relieve_coordinator", person=person)
            async with application(Settings.from_environment(os.environ)) as running:
                await relieve_coordinator(running.log, system, command, person=person, vacancy=True)

        self._runner.run(change())

    def whose(self, token: str) -> Any:
        return self._runner.run(identify(self.database.app_pool, token, datetime.now(UTC)))


@pytest.fixture
def here(postgres, monkeypatch, tmp_path, capsys) -> Iterator[Installation]:
    with asyncio.Runner() as runner:
        fresh = postgres.fresh_database()
        database = runner.run(fresh.__aenter__())
        point_to(monkeypatch, database.settings, tmp_path)
        yield Installation(runner, database, capsys)
        runner.run(fresh.__aexit__(None, None, None))


def point_to(monkeypatch: Any, settings: Any, data: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    if settings.migration_database_url:
        monkeypatch.setenv("MAILLAGE_MIGRATION_DATABASE_URL", settings.migration_database_url)
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    monkeypatch.setenv("MAILLAGE_LOG_LEVEL", "warning")


@pytest.fixture
def founded(here) -> Installation:
    """With one network, its coordinator and no token that is known."""
    here.run(*FOUND)
    here.ask("DELETE FROM access_tokens RETURNING 1")
    return here


# Founding and signing in ------------------------------------------------------------


def test_a_vacant_post_is_filled_from_outside(founded):
    network = founded.ask("SELECT network_id FROM read.networks")
    assert founded.run("appoint", *COORDINATOR)[0] == "Nothing to do: this person coordinates the network, or will."
    founded.relieve(network, founded.ask("SELECT person FROM read.coordinators"))
    assert founded.run("appoint", *COORDINATOR)[0] == "Done."
    assert founded.ask("SELECT count(*) FROM read.coordinators WHERE until IS NULL") == 1
    assert "Nobody" in founded.refuses("appoint", "--network", SLUG, "--person", "Personne Ici")


def test_found_prints_the_coordinator_s_token_and_nothing_else_for_scripts(here):
    token, told = here.run(*FOUND, "--email", "anne@example.org")
    assert TOKEN.fullmatch(token)
    assert "Address: reseau-du-blavan" in told
    identity = here.whose(token)
    assert here.ask("SELECT person FROM read.coordinators WHERE network_id = $1", identity.network) == identity.person


def test_a_name_founds_one_network(here):
    here.run(*FOUND)
    said = here.refuses(*FOUND)
    assert said == ("The address 'reseau-du-blavan' belongs to another network. A free name: 'Réseau du Blavan 2'.")
    assert here.ask("SELECT count(*) FROM read.networks") == here.ask("SELECT count(*) FROM access_tokens") == 1


@pytest.mark.parametrize("coordinator", ["Anne", "", " , Le Goff"])
def test_a_coordinator_has_two_names(here, coordinator):
    said = here.refuses("found", "--name", "Réseau", "--coordinator", coordinator)
    assert said == f"--coordinator is {coordinator!r}: a given name and a family name are expected"


def test_a_given_name_of_two_words_is_parted_by_a_comma(here):
    here.run("found", "--name", "Réseau", "--coordinator", "Marie Claire, Le Goff")
    assert here.ask("SELECT given_name || '/' || family_name FROM read.people") == "Marie Claire/Le Goff"


def test_a_person_is_named_or_given_by_either_id(founded):
    by_name = founded.whose(founded.run("token", *COORDINATOR)[0])
    for id in (str(by_name.person), encode_id(PERSON, by_name.person)):
        assert founded.whose(founded.run("token", "--network", SLUG, "--person", id)[0]).person == by_name.person


def test_tokens_are_listed_and_revoked(founded):
    token, told = founded.run("token", *COORDINATOR, "--days", "3", "--label", "Essai")
    id = founded.whose(token).token_id
    assert str(id) in told
    assert re.fullmatch(
        rf"{id}  valid  until \d{{4}}-\d\d-\d\d  last used \S+  Essai", founded.run("tokens", *COORDINATOR)[0]
    )
    assert founded.run("revoke", str(id), "--network", SLUG)[0] == f"{id} is revoked."
    assert founded.whose(token) is None
    assert founded.run("tokens", *COORDINATOR)[0].startswith(f"{id}  revoked")
    assert founded.refuses("revoke", str(id), "--network", SLUG) == f"the network {SLUG} has no valid token {id}"


def test_the_access_of_a_person_is_ended(founded):
    token = founded.run("token", *COORDINATOR)[0]
    assert founded.run("signout", *COORDINATOR)[0] == "Done: whoever has the mailbox signs in again."
    assert founded.whose(token) is None


NOBODY = [
    (("--network", "nulle-part", "--person", "x y"), "No network has the address 'nulle-part'."),
    (("--network", SLUG, "--person", "Zoé Nulle"), "Nobody in the network is called 'Zoé Nulle' or has that id."),
    (
        ("--network", SLUG, "--person", str(UUID(int=1))),
        f"Nobody in the network is called '{UUID(int=1)}' or has that id.",
    ),
    (
        ("--network", SLUG, "--person", "per_x"),
        "--person: 'per_x' is not an id that can be used here: it is malformed.",
    ),
    ((*COORDINATOR, "--days", "367"), "A token lives from 1 to 366 days, 367 will not do."),
    ((*COORDINATOR, "--days", "many"), 'Invalid value for --days: unable to convert "many" into int.'),
    ((*COORDINATOR, "--label", " "), "The field label is blank."),
]


def test_a_token_for_nobody_is_refused_and_none_is_made(founded):
    for arguments, said in NOBODY:
        assert founded.refuses("token", *arguments) == said
    assert founded.ask("SELECT count(*) FROM access_tokens") == 0


def test_of_two_people_of_one_name_the_id_is_asked(founded):
    network = founded.ask("SELECT network_id FROM read.networks")
    other = uuid4()
    founded.ask(
        "INSERT INTO read.people SELECT (jsonb_populate_record(p, jsonb_build_object('id', $2::uuid))).* "
        "FROM read.people p WHERE network_id = $1 RETURNING 1",
        network,
        other,
    )
    said = founded.refuses("token", "--network", "reseau-du-blavan", "--person", "Anne Le Goff")
    assert said.startswith("Several people are called 'Anne Le Goff': give the id (")
    assert str(other) in said


# The demonstration ------------------------------------------------------------------


def test_the_demonstration_is_played_once(here):
    first, _ = here.run("demo", "--until", "2025-06-30")
    facts = here.ask("SELECT count(*) FROM log.stored_events")
    assert first.startswith(f"The demonstration network: {DEMO}, {facts} facts added.")
    assert facts > 150
    again, _ = here.run("demo", "--until", "2025-06-30")
    assert "0 facts added" in again
    hint = re.search(r'maillage (token --network (\S+) --person "(.*)")', again)
    assert hint
    assert here.run("token", "--network", hint[2], "--person", hint[3])


def test_the_demonstration_ends_today_unless_told(here):
    said, _ = here.run("demo")
    assert f"{here.ask('SELECT count(*) FROM log.stored_events')} facts added" in said
    assert here.ask("SELECT max(starts_at) > now() FROM read.meetings")


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("9999-12-31", "--until is 9999-12-31: it must not be after today"),
        ("1999-12-31", "The demonstration ends on 2000-01-01 at the earliest, not on 1999-12-31."),
        ("2025-02-30", 'Invalid value for --until: unable to convert "2025-02-30" into date.'),
    ],
)
def test_a_demonstration_that_cannot_be_is_refused(here, until, said):
    assert here.refuses("demo", "--until", until).startswith(said)


# The log and the read models ----------------------------------------------------------


def test_migrate_says_where_the_database_is(here):
    assert re.search(r": at \d{4}_\w+, nothing is pending\.$", here.run("migrate")[0])


@pytest.mark.parametrize("options", [(), ("--offline",)])
def test_read_models_are_written_again(founded, options):
    founded.ask("DELETE FROM read.people RETURNING 1")
    assert founded.run("rebuild", *options)[0].startswith("3 facts replayed in ")
    assert founded.ask("SELECT count(*) FROM read.people") == 1


@pytest.mark.parametrize("arguments", [FOUND, ("demo",), ("token", *COORDINATOR), ("verify",)])
def test_read_models_of_a_newer_program_stop_every_command_of_an_older_one(founded, newer, arguments):
    facts = founded.ask("SELECT position FROM log.head")
    said = founded.refuses(*arguments, status=1)
    assert said == (
        f"The read models were made by a newer version of the program: meetings-{newer + 1} where this one makes "
        f"meetings-{newer}. Run the newer version, or go back on purpose with `./run rebuild`."
    )
    assert founded.ask("SELECT projections FROM log.head") == registered(newer + 1)
    assert founded.ask("SELECT position FROM log.head") == facts
    assert founded.ask("SELECT count(*) FROM access_tokens") == 0


def test_a_rebuild_goes_back_on_purpose_and_commands_work_again(founded, newer):
    assert (
        f"bad  The read models were made by a newer version of the program: meetings-{newer + 1}"
        in (founded.run("doctor", status=1)[0])
    )
    assert founded.run("rebuild")[0].startswith("3 facts replayed in ")
    assert founded.ask("SELECT projections FROM log.head") == fingerprint(ALL)
    founded.run("token", *COORDINATOR)


def test_a_newer_program_makes_the_read_models_of_an_older_one_anew_at_its_start(founded):
    founded.ask("SELECT register_projections($1)", f"{ALL[0].name}-{ALL[0].version}")
    founded.run("token", *COORDINATOR)
    assert founded.ask("SELECT projections FROM log.head") == fingerprint(ALL)


@pytest.fixture
def newer(founded) -> int:
    """This program's version of the meetings, which are there in the version after it."""
    [version] = [each.version for each in ALL if each.name == "meetings"]
    founded.ask("SELECT register_projections($1)", registered(version + 1))
    return version


def registered(meetings: int) -> str:
    return fingerprint([replace(each, version=meetings) if each.name == "meetings" else each for each in ALL])


def test_every_fact_is_verified(founded):
    founded.run("found", "--name", "Réseau voisin", "--coordinator", "Zoé Essai")
    lines = founded.run("verify")[0].splitlines()
    facts = [line.split(",")[0] for line in lines]
    assert sorted(facts) == [f"{SLUG}: 3 facts are as recorded", "reseau-voisin: 3 facts are as recorded"]
    assert founded.run("verify", "--network", SLUG)[0] in lines


def test_a_fact_that_was_tampered_with_is_named(founded):
    founded.as_owner("UPDATE log.stored_events SET state = state || ' ' WHERE network_seq = 2")
    assert founded.refuses("verify", status=1) == "fact 2 is not what was recorded"
    assert founded.refuses("verify", "--network", "ailleurs") == "No network has the address 'ailleurs'."


# The doctor --------------------------------------------------------------------------


def test_a_sound_installation_is_said_to_be_so(founded, monkeypatch):
    said, _ = founded.run("doctor")
    verdicts = {line[5:].split(":")[0]: line[:4].strip() for line in said.splitlines() if "PostgreSQL" not in line}
    one_role = "MAILLAGE_MIGRATION_DATABASE_URL" not in os.environ
    assert verdicts == {
        "keys": "ok",
        "disk": "ok",
        "migrations": "ok",
        "roles": "warn" if one_role else "ok",
        "read models": "ok",
        "wake-ups": "ok",
        "messages": "ok",
    }
    assert re.search(r"^ok   PostgreSQL \d+\.\d+", said, re.MULTILINE)


def test_keys_that_others_may_read_are_bad(founded, tmp_path):
    (tmp_path / "keys.json").chmod(0o644)
    said, _ = founded.run("doctor", status=1)
    assert f"bad  keys: others may read {tmp_path}/keys.json (0644): chmod 600 {tmp_path}/keys.json" in said


def test_keys_of_another_installation_start_nothing(founded, tmp_path):
    (tmp_path / "keys.json").unlink()
    assert "bad  " in founded.run("doctor", status=1)[0]
    assert "MAILLAGE_KEY_FILE" in founded.refuses("found", "--name", "Deux", "--coordinator", "Ada Essai", status=1)
    assert not (tmp_path / "keys.json").exists()


def test_one_role_for_everything_is_a_warning(founded, monkeypatch):
    owner = os.environ.get("MAILLAGE_MIGRATION_DATABASE_URL")
    if owner:
        monkeypatch.setenv("DATABASE_URL", owner)
        monkeypatch.delenv("MAILLAGE_MIGRATION_DATABASE_URL")
    assert "warn roles: one role" in founded.run("doctor")[0]


def test_a_misspelt_setting_is_a_warning(founded, monkeypatch):
    monkeypatch.setenv("MAILLAGE_PROT", "9000")
    assert "warn settings: MAILLAGE_PROT is read by nothing" in founded.run("doctor")[0]


def test_a_database_without_tables_is_bad_and_says_what_to_run(postgres, monkeypatch, tmp_path, capsys):
    with asyncio.Runner() as runner:
        blank = postgres.blank_database()
        point_to(monkeypatch, runner.run(blank.__aenter__()), tmp_path)
        said, _ = Installation(runner, None, capsys).run("doctor", status=1)
        runner.run(blank.__aexit__(None, None, None))
    assert "warn keys: " in said
    assert "bad  Migrations are pending, from 0001_log on: run `./run migrate`." in said


# Saying no -----------------------------------------------------------------------------


@pytest.fixture
def nowhere(monkeypatch, tmp_path, capsys) -> Installation:
    """A database that does not answer."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://anne:secret@127.0.0.1:1/maillage")
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    return Installation(asyncio.Runner(), None, capsys)


@pytest.mark.parametrize("arguments", [("demo",), FOUND, ("migrate",), ("rebuild",), ("verify",)])
def test_a_database_that_does_not_answer_is_one_line_without_its_password(nowhere, arguments):
    said = nowhere.refuses(*arguments, status=1)
    assert said.startswith("127.0.0.1:1/maillage as anne cannot be reached: ")
    assert said.endswith("Check DATABASE_URL.")
    assert "secret" not in said


def test_the_doctor_of_a_database_that_does_not_answer(nowhere):
    said, _ = nowhere.run("doctor", status=1)
    assert "bad  127.0.0.1:1/maillage as anne cannot be reached: " in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dem",), 'Unknown command "dem"'),
        (("demo", "--zut"), "Unknown option: --zut."),
        (("found", "--name", "Réseau"), 'Command "found" parameter --coordinator requires an argument.'),
        (("revoke", "x", "--network", "y"), "Invalid value for TOKEN-ID"),
        (("serve", "--port", "65536"), "--port is 65536: it must be from 0 to 65535"),
    ],
)
def test_bad_input_is_refused_before_anything_is_opened(nowhere, arguments, said):
    assert nowhere.refuses(*arguments).startswith(said)


def test_a_bad_setting_is_refused_by_name(nowhere, monkeypatch):
    monkeypatch.setenv("MAILLAGE_POOL_SIZE", "many")
    assert nowhere.refuses("migrate").startswith("MAILLAGE_POOL_SIZE is 'many': ")


# Beside a running server -----------------------------------------------------------------


def test_commands_work_beside_the_server_that_runs_the_database(tmp_path, monkeypatch):
    """The embedded server belongs to the process that started it: a command uses it and leaves it running."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("MAILLAGE_MIGRATION_DATABASE_URL", raising=False)
    data = reachable_directory()
    environment = {"MAILLAGE_DATA": str(data), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-P", "-m", "maillage.cli", *FOUND]
    try:
        with asyncio.Runner() as runner:
            opened = application(Settings.from_environment({**os.environ, **environment}))
            running = runner.run(opened.__aenter__())
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
            identity = runner.run(identify(running.pool, done.stdout.strip(), datetime.now(UTC)))
            assert runner.run(running.pool.fetchval("SELECT person FROM read.coordinators")) == identity.person
            runner.run(opened.__aexit__(None, None, None))
    finally:
        shutil.rmtree(data)
