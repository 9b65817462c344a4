"""The settings: what is read, what is refused, what is never printed."""

from pathlib import Path

import pytest

from maillage.config import ROOT, SettingRefused, Settings

URL = "postgresql://app:s3cret@db.example:5433/maillage"


def test_an_empty_environment_gives_every_default():
    settings = Settings.from_environment({})
    assert settings.data == ROOT / "data"
    assert settings.key_file == ROOT / "data/keys.json"
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8000, None)
    assert settings == Settings()


def test_every_field_is_one_variable_with_a_sentence_about_it():
    variables = list(Settings.variables().values())
    assert len({each.name for each in variables}) == len(variables)
    assert all(each.name == "DATABASE_URL" or each.name.startswith("MAILLAGE_") for each in variables)
    assert all(each.about.endswith(".") for each in variables)


def test_values_are_read_as_what_they_are(tmp_path):
    settings = Settings.from_environment(
        {
            "DATABASE_URL": URL,
            "MAILLAGE_DATA": str(tmp_path),
            "MAILLAGE_PORT": "0",
            "MAILLAGE_STATEMENT_TIMEOUT": "2.5",
            "MAILLAGE_PERSISTED_ONLY": "yes",
            "MAILLAGE_DOCUMENTS": str(tmp_path / "documents"),
            "MAILLAGE_OPERATIONS_PER_MINUTE": "60",
            "MAILLAGE_CONNECTIONS_PER_PERSON": "3",
            "MAILLAGE_ALLOWED_ORIGINS": "https://reseau.example, http://localhost:5173",
        }
    )
    assert settings.database_url == URL
    assert settings.key_file == tmp_path / "keys.json"
    assert (settings.port, settings.statement_timeout, settings.persisted_only) == (0, 2.5, True)
    assert settings.documents == tmp_path / "documents"
    assert (settings.operations_per_minute, settings.connections_per_person) == (60, 3)
    assert settings.allowed_origins == ("https://reseau.example", "http://localhost:5173")


def test_a_relative_path_is_taken_from_the_current_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({"MAILLAGE_DATA": "here"}).data == tmp_path / "here"


def test_an_empty_variable_is_not_set():
    assert Settings.from_environment({"MAILLAGE_PORT": "", "DATABASE_URL": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("MAILLAGE_PORT", "70000", "a whole number from 0 to 65535"),
        ("MAILLAGE_PORT", "-1", "a whole number from 0 to 65535"),
        ("MAILLAGE_PORT", "tcp://10.0.0.1:80", "a whole number from 0 to 65535"),
        ("MAILLAGE_PORT", "٣", "a whole number from 0 to 65535"),
        ("MAILLAGE_POOL_SIZE", "0", "from 1 to 200"),
        ("MAILLAGE_POOL_SIZE", "9" * 5000, "from 1 to 200"),
        ("MAILLAGE_STATEMENT_TIMEOUT", "nan", "seconds from 0.1 to 600"),
        ("MAILLAGE_STATEMENT_TIMEOUT", "10s", "seconds from 0.1 to 600"),
        ("MAILLAGE_LOG_LEVEL", "INFO", "one of debug, info, warning, error"),
        ("MAILLAGE_PERSISTED_ONLY", "true", "one of yes, no"),
        ("MAILLAGE_PERSISTED_ONLY", "yes", "MAILLAGE_DOCUMENTS must be set with it"),
        ("MAILLAGE_DOCUMENTS", "a\nb", "a path on one line"),
        ("MAILLAGE_OPERATIONS_PER_MINUTE", "0", "from 1 to 1000000"),
        ("MAILLAGE_CONNECTIONS_PER_PERSON", "0", "from 1 to 100000"),
        ("MAILLAGE_ALLOWED_ORIGINS", "reseau.example", "a list like"),
        ("MAILLAGE_ALLOWED_ORIGINS", "https://reseau.example/page", "without paths"),
        ("MAILLAGE_HOST", " 127.0.0.1", "without spaces"),
        ("MAILLAGE_DATA", "a\nb", "a path on one line"),
    ],
)
def test_a_bad_value_is_refused_by_name_value_and_rule(name, value, rule):
    with pytest.raises(SettingRefused) as refused:
        Settings.from_environment({name: value})
    assert (refused.value.setting, refused.value.value) == (name, repr(value))
    assert rule in str(refused.value)


@pytest.mark.parametrize(
    "value",
    ["mysql://app:s3cret@db/x", "postgresql://app:s3/cret@db/x", "postgresql://app:s3cret@db:99999/x", "s3cret"],
)
def test_a_bad_address_is_refused_without_showing_it(value):
    with pytest.raises(SettingRefused, match="DATABASE_URL is not shown here: it must read") as refused:
        Settings.from_environment({"DATABASE_URL": value})
    assert "s3" not in str(refused.value) + str(refused.value.__cause__) + repr(refused.value.value)


def test_settings_print_without_their_secrets():
    printed = repr(Settings(database_url=URL, migration_database_url=URL))
    assert "s3cret" not in printed
    assert "port=8000" in printed


def test_the_owner_of_the_log_alone_is_no_setting():
    with pytest.raises(SettingRefused, match="DATABASE_URL must be set with it"):
        Settings.from_environment({"MAILLAGE_MIGRATION_DATABASE_URL": URL})


def test_variables_that_nothing_reads_are_found():
    assert Settings.unknown({"MAILLAGE_PROT": "1", "MAILLAGE_PORT": "1", "MAILLAGE_TEST_FULL": "1", "PATH": ""}) == [
        "MAILLAGE_PROT"
    ]


def test_the_default_directory_does_not_depend_on_the_current_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({}).data.parent == Path(__file__).parents[1]
