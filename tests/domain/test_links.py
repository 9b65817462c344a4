"""What an address on the web is here."""

import pytest

from maillage.domain.links import LinkInvalid, optional_link
from maillage.domain.refusals import TextTooLong, TextUnreadable
from tests.cases import each


@each(
    "link",
    [
        "https://visio.example",
        "https://visio.example/",
        "https://visio.example:8443/tri?pwd=a%20b&x=1#salle",
        "HTTPS://Visio.Example/Tri",
        "https://visio/tri",
        "https://192.0.2.7/tri",
        "https://réseau.example/réunion",
        "https://a-b.visio.example./" + "x" * 900,
    ],
)
def test_an_https_address_is_kept_as_it_is_written(link):
    assert optional_link(f" {link} ", "call_link") == link


@each("nothing", [None, "", "  "])
def test_no_link_is_none(nothing):
    assert optional_link(nothing, "call_link") is None


@each(
    "link",
    [
        "visio.example",
        "//visio.example/tri",
        "http://visio.example",
        "ftp://visio.example",
        "javascript:alert(1)",
        "mailto:anne@visio.example",
        "https:visio.example",
        "https://",
        "https:///tri",
        "https://:443/tri",
        "https://visio.example:port",
        "https://visio.example:99999",
        "https://anne@visio.example",
        "https://visio.example@ailleurs.example",
        "https://anne:secret@visio.example",
        "https://visio..example",
        "https://-visio.example",
        "https://visio_2.example",
        "https://" + "x" * 64 + ".example",
        "https://[::1",
        "https://visio.example/salle des fêtes",
        "https://visio.example/\u00a0tri",
        "https://visio.example/\u200btri",
        "https://visio.example\\@ailleurs.example",
        'https://visio.example/"onclick="',
        "https://visio.example/<b>",
        "Péaule https://visio.example",
        "https://visio.example https://ailleurs.example",
    ],
)
def test_what_is_no_https_address_is_refused_by_field_and_value(link):
    with pytest.raises(LinkInvalid) as caught:
        optional_link(link, "call_link")
    assert (caught.value.path, caught.value.values) == (("call_link",), {"field": "call_link", "value": link})


def test_a_long_one_is_shown_by_its_beginning():
    with pytest.raises(LinkInvalid) as caught:
        optional_link("http://visio.example/" + "x" * 500, "call_link")
    assert len(str(caught.value.values["value"])) == 80


def test_a_link_is_bounded_and_readable():
    with pytest.raises(TextTooLong, match="1001 characters, 1000 at most"):
        optional_link("https://visio.example/".ljust(1001, "x"), "call_link")
    with pytest.raises(TextUnreadable):
        optional_link("https://visio.example/\ntri", "call_link")
