"""Texts that clients keep for us: they open for what they belong to, and for nobody and nothing else."""

import os
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.eventstore.keyring import Secrets
from maillage.eventstore.opaque import NotSealedHere, Seal
from tests.eventstore.writing import SECRETS

SEAL = SECRETS.seal("tests").of(b"a network")
TEXT = SEAL.close(b"what is kept")


@given(st.binary(max_size=200))
def test_what_is_closed_opens_to_the_same_content(content: bytes):
    text = SEAL.close(content)
    assert SEAL.open(text) == content
    assert text.replace("-", "").replace("_", "").isalnum()
    assert text.isascii()


def test_the_same_content_has_one_text_and_its_neighbour_has_nothing_of_it():
    texts = [SEAL.close(b"position %04d" % number) for number in range(2_000)]
    assert texts[7] == SEAL.close(b"position 0007")
    assert len({text[:8] for text in texts}) == len(texts)
    assert len({text[-8:] for text in texts}) == len(texts)
    assert {len(text) for text in texts} == {len(texts[0])}


@pytest.mark.parametrize(
    "other",
    [
        SECRETS.seal("tests"),
        SECRETS.seal("tests").of(b"another network"),
        SECRETS.seal("tests").of(b"a ", b"network"),
        SECRETS.seal("tests").of(b"a network", b""),
        SECRETS.seal("other tests").of(b"a network"),
        Secrets("k1", SECRETS.wrapping, os.urandom(32)).seal("tests").of(b"a network"),
    ],
    ids=["unbound", "another", "split", "more", "purpose", "installation"],
)
def test_a_text_opens_for_nothing_that_it_does_not_belong_to(other: Seal):
    with pytest.raises(NotSealedHere):
        other.open(TEXT)


@pytest.mark.parametrize("place", range(len(TEXT)))
def test_a_text_that_was_altered_anywhere_does_not_open(place: int):
    altered = TEXT[:place] + ("A" if TEXT[place] != "A" else "B") + TEXT[place + 1 :]
    with pytest.raises(NotSealedHere):
        SEAL.open(altered)


@pytest.mark.parametrize(
    "text",
    ["", "A", "AAAA", "!", "é" * 20, "\ud800", "A" * 22, "A" * 100_000, TEXT[:-1], TEXT[:22], TEXT + "A", TEXT + "==",
     TEXT + "\n", " " + TEXT, TEXT[:10] + "." + TEXT[10:], TEXT.replace("_", "/").replace("-", "+") + "=",
     urlsafe_b64encode(b"[7,0]").decode(), urlsafe_b64encode(bytes(range(48))).decode()],
)  # fmt: skip
def test_a_text_that_was_made_up_or_cut_does_not_open(text: str):
    with pytest.raises(NotSealedHere):
        SEAL.open(text)


def test_a_process_with_the_same_key_file_opens_it_and_one_with_another_does_not(tmp_path):
    text = Secrets.kept_in(tmp_path / "keys.json").seal("tests").close(b"kept")
    assert Secrets.kept_in(tmp_path / "keys.json").seal("tests").open(text) == b"kept"
    with pytest.raises(NotSealedHere):
        Secrets.kept_in(tmp_path / "other.json").seal("tests").open(text)


def test_it_opens_after_the_wrapping_keys_were_changed():
    rotated = Secrets("k2", {**SECRETS.wrapping, "k2": bytes(32)}, SECRETS.inputs)
    assert rotated.seal("tests").of(b"a network").open(TEXT) == b"what is kept"


def test_it_keeps_its_form_for_ever():
    """A cursor that a client has kept outlives every version of this program."""
    assert (
        Seal.derived(bytes(range(32)), "tests").of(b"a network").close(b"what is kept")
        == "HMWjMCyiFyw0sDDaGCL1_xXMgLTWGjQr6U6ljg"
    )
