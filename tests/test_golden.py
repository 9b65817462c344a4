"""What is stored is stored for ever: one file per topic holds the state of a fact, byte for byte, and is never edited.

A new topic has its example in `tests/examples.py`: `MAILLAGE_GOLDEN=write` writes the file that is missing. One that is
there already is written anew only with `MAILLAGE_GOLDEN=rewrite`, which breaks every log that holds such a fact.
Personal fields are sealed here under a key of zeros, so that the boxes of old files must open for ever too.
"""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from maillage.domain.base import Fact
from maillage.domain.registry import every_fact
from maillage.eventstore import mapper, sealing
from tests.examples import ANNE, EXAMPLES
from tests.story import STREAM

FOLDER = Path(__file__).parent / "golden/facts"
KEYS = {person: AESGCM(bytes(32)) for person in (STREAM, ANNE)}
PERSONAL = {topic for topic, kind in every_fact().items() if sealing.personal_fields(kind)}
every_topic = pytest.mark.parametrize("topic", sorted(every_fact()))


@pytest.fixture(scope="module", autouse=True)
def asked_for():
    write(FOLDER, os.environ.get("MAILLAGE_GOLDEN"))


def write(folder: Path, how: str | None) -> None:
    for topic, fact in EXAMPLES.items():
        path = folder / f"{topic}.json"
        if how == "rewrite" or (how == "write" and not path.exists()):
            path.write_bytes(as_stored(fact) + b"\n")


def as_stored(fact: Fact) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing.os, "urandom", bytes)  # the nonce of a box, else fresh each time
        return mapper.to_json(fact, KEYS)


def stored(topic: str) -> bytes:
    return (FOLDER / f"{topic}.json").read_bytes().rstrip(b"\n")


def test_every_topic_has_its_example_and_its_file_and_no_file_is_left_over():
    assert set(EXAMPLES) == set(every_fact()) == {path.stem for path in FOLDER.iterdir()}


@every_topic
def test_a_stored_state_loads_to_its_fact(topic):
    assert mapper.to_fact(topic, STREAM, 1, stored(topic), KEYS) == EXAMPLES[topic]


@every_topic
def test_a_fact_is_stored_as_exactly_these_bytes(topic):
    assert as_stored(EXAMPLES[topic]).decode() == stored(topic).decode()


def test_what_is_missing_is_written_when_asked_and_what_is_there_only_by_another_word(tmp_path):
    kept, missing = tmp_path / "meeting.planned.json", tmp_path / "meeting.closed.json"
    kept.write_text("{}\n")
    write(tmp_path, None)
    assert not missing.exists()
    write(tmp_path, "write")
    assert (kept.read_text(), missing.read_bytes().rstrip(b"\n")) == ("{}\n", stored("meeting.closed"))
    write(tmp_path, "rewrite")
    assert {path.stem: path.read_bytes().rstrip(b"\n") for path in tmp_path.iterdir()} == {
        topic: stored(topic) for topic in EXAMPLES
    }


def test_what_is_private_of_a_person_is_sealed_and_nothing_else_is():
    assert {topic: sorted(sealing.personal_fields(every_fact()[topic])) for topic in PERSONAL} == {
        "person.registered": ["family_name", "given_name"],
        "person.contact-details-given": ["email", "phone"],
        "person.title-form-chosen": ["form"],
        "person.availability-declared": ["availability"],
        "person.mandate-ended": ["reason"],
        "minutes.remark-made": ["text"],
        "meeting.attendance-answered": ["comment"],
        "meeting.carpool-offered": ["departs_from"],
    }
    words = ["Anne", "Le Goff", "@", "départ", "FEMININE", "mardis", "présente", "congé", "église"]
    assert [topic for topic in PERSONAL for word in words if word.encode() in stored(topic)] == []


@pytest.mark.parametrize("topic", sorted(PERSONAL))
def test_without_the_persons_key_the_sealed_fields_are_none(topic):
    fact = mapper.to_fact(topic, STREAM, 1, stored(topic), {})
    assert {getattr(fact, name) for name in sealing.personal_fields(type(fact))} == {None}
