"""Ids, cursors and scalars: what they accept, and what they refuse by name."""

import re
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.eventstore.opaque import Seal
from maillage.graphql.cursors import Cursors
from maillage.graphql.errors import ApiError
from maillage.graphql.ids import decode_id, encode_id
from maillage.graphql.scalars import parse_date, parse_datetime, parse_decimal, parse_uuid, write_datetime
from tests.graphql.conftest import Served
from tests.graphql.toy import BY_SEQ, INSTALLATION, NETWORK, OTHER_NETWORK, SEAL, TIMELINE

MEETING = "mtg_not3qee5vui5dafuadae7vbqza"


def code(error: pytest.ExceptionInfo[ApiError]) -> str:
    return str((error.value.extensions or {})["code"])


@given(st.uuids(), st.from_regex(r"[a-z]{3}", fullmatch=True))
def test_an_id_says_what_it_is_and_holds_its_uuid(uuid: UUID, prefix: str):
    text = encode_id(prefix, uuid)
    assert text.startswith(f"{prefix}_")
    assert len(text) == 30
    assert decode_id(text, prefix) == uuid


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mtg",
        "mtg_",
        str(NETWORK),
        MEETING.upper(),
        MEETING[:-1],
        MEETING + "a",
        MEETING[:-1] + "b",  # another text of the same sixteen bytes
        MEETING[:-1] + "1",
        "mtg_" + "é" * 26,
        "_" + MEETING[4:],
        "dec_" + MEETING[4:],
    ],
)
def test_an_id_that_is_malformed_or_of_another_kind_is_refused(text: str):
    with pytest.raises(ApiError) as refused:
        decode_id(text, "mtg")
    assert code(refused) == "ID_INVALID"
    assert (refused.value.extensions or {})["value"] == text[:60]


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**31 - 1))
def test_a_cursor_gives_back_its_key_and_shows_nothing_of_it(seq: int, item: int):
    cursor = TIMELINE.encode(SEAL, seq, item)
    assert TIMELINE.decode(SEAL, cursor) == (seq, item)
    assert re.fullmatch(r"[A-Za-z0-9_-]{64}", cursor), "as long as any other, whatever the position"


def test_cursors_of_neighbouring_positions_have_nothing_in_common():
    cursors = [TIMELINE.encode(SEAL, seq, item) for seq in range(1, 1_001) for item in (0, 1)]
    for part in (slice(0, 8), slice(20, 28), slice(-8, None)):
        assert len({cursor[part] for cursor in cursors}) == len(cursors)
    assert cursors != sorted(cursors)
    assert cursors[0] == TIMELINE.encode(SEAL, 1, 0), "yet the same place has one cursor: it is an entry's id"


def test_a_cursor_keeps_the_types_of_its_key():
    by_start: Cursors[datetime, UUID, Decimal, str] = Cursors("x", tuple[datetime, UUID, Decimal, str])
    key = (datetime(2026, 3, 2, 12, 0, 0, 1, tzinfo=UTC), NETWORK, Decimal("1.50"), "é")
    assert by_start.decode(SEAL, by_start.encode(SEAL, *key)) == key


def test_a_cursor_of_the_longest_name_can_be_given_back():
    by_name: Cursors[str] = Cursors("x", tuple[str])
    assert by_name.decode(SEAL, by_name.encode(SEAL, "🙂" * 500)) == ("🙂" * 500,)


OURS = TIMELINE.encode(SEAL, 7, 1)
FORGED = [
    urlsafe_b64encode(b"[7,1]").decode().rstrip("="),
    urlsafe_b64encode(b"[7,1]".ljust(48)).decode(),
    TIMELINE.encode(Seal.derived(bytes(31) + b"x", "cursors").of(NETWORK.bytes), 7, 1),
    *(OURS[:n] + ("A" if OURS[n] != "A" else "B") + OURS[n + 1 :] for n in (0, 1, 21, 22, 40, 63)),
]
FOREIGN = [
    TIMELINE.encode(INSTALLATION.of(OTHER_NETWORK.bytes), 7, 1),
    TIMELINE.encode(INSTALLATION, 7, 1),
    BY_SEQ.encode(SEAL, 7),
    Cursors("timeline", tuple[int]).encode(SEAL, 7),  # of the same list, when it had other columns
]


@pytest.mark.parametrize(
    "cursor",
    ["", "!", "AAAA", "é" * 20, OURS[:-1], OURS[:22], OURS + "A", OURS + "==", "A" * 10_000, *FOREIGN, *FORGED],
)
def test_a_cursor_that_is_malformed_foreign_or_forged_is_refused(cursor: str):
    with pytest.raises(ApiError) as refused:
        TIMELINE.decode(SEAL, cursor)
    assert code(refused) == "CURSOR_INVALID"
    with pytest.raises(ApiError) as expired:
        TIMELINE.decode_live(SEAL, cursor)
    assert code(expired) == "CURSOR_EXPIRED"


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-02T14:00:00+01:00", datetime(2026, 3, 2, 13, tzinfo=UTC)),
        ("2026-03-02T14:00:00Z", datetime(2026, 3, 2, 14, tzinfo=UTC)),
        ("2026-03-02t14:00:00.25z", datetime(2026, 3, 2, 14, 0, 0, 250_000, tzinfo=UTC)),
        ("2026-03-02T14:00:00-00:00", datetime(2026, 3, 2, 14, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_with_its_offset(text: str, instant: datetime):
    assert parse_datetime(text) == instant
    assert parse_datetime(write_datetime(instant)) == instant


@pytest.mark.parametrize(
    "text",
    ["2026-03-02T14:00:00", "2026-03-02", "2026-03-02T14:00+01:00", "2026-03-02 14:00:00Z", "20260302T140000Z",
     "2026-02-30T14:00:00Z", "2026-03-02T25:00:00Z", "2026-03-02T14:00:60Z", "2026-03-02T14:00:00+99:00",
     "0001-01-01T00:00:00+01:00", "٢٠٢٦-03-02T14:00:00Z", "", 1_772_452_800, None, True],
)  # fmt: skip
def test_a_naive_or_malformed_instant_is_refused(text: object):
    with pytest.raises(ApiError) as refused:
        parse_datetime(text)
    assert code(refused) == "BAD_USER_INPUT"


def test_a_naive_instant_of_ours_is_a_bug_and_never_sent():
    with pytest.raises(ValueError, match="naive"):
        write_datetime(datetime(2026, 3, 2))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("parse", "good", "value", "wrong"),
    [
        (parse_date, "2026-03-02", date(2026, 3, 2), ["2026-3-2", "20260302", "2026-02-30", "2026-W10-1", 1, ""]),
        (parse_decimal, "-1250.50", Decimal("-1250.50"), ["NaN", "1e5", "1,5", 1.5, "", " 1", "1.0000000", "9" * 16]),
        (parse_uuid, str(NETWORK), NETWORK, [NETWORK.hex, f"{{{NETWORK}}}", NETWORK.urn, 1, ""]),
    ],
)  # fmt: skip
def test_a_scalar_takes_one_form_only(parse, good: str, value: object, wrong: list[object]):
    assert parse(good) == value
    for text in wrong:
        with pytest.raises(ApiError) as refused:
            parse(text)
        assert code(refused) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("type_", "argument", "value"),
    [
        ("DateTime", "at", "2026-03-02T14:00:00"),
        ("Date", "day", "2 mars"),
        ("Decimal", "amount", 1.5),
        ("UUID", "uuid", "x"),
        ("Int", "times", 2**31),
    ],
)
async def test_a_wrong_scalar_is_refused_in_a_variable_and_in_the_document(
    served: Served, type_: str, argument: str, value: object
):
    literal = f'"{value}"' if isinstance(value, str) else str(value)
    for body in (
        await served.run(f"query($v: {type_}!) {{ echo({argument}: $v) }}", {"v": value}),
        await served.run(f"{{ echo({argument}: {literal}) }}"),
    ):
        assert "data" not in body
        assert body["errors"][0]["extensions"]["code"] in ("BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED")


async def test_scalars_are_written_in_one_form(served: Served):
    fields = "id mood price { amount currency } startsAt day quantity reference"
    assert (await served.run(f"{{ item(number: 5) {{ {fields} }} }}"))["data"]["item"] == {
        "id": encode_id("thg", uuid5(NETWORK, "5")),
        "mood": "BUSY",
        "price": {"amount": "1.25", "currency": "EUR"},
        "startsAt": "2026-03-02T12:00:00Z",
        "day": "2026-03-02",
        "quantity": 5,
        "reference": str(uuid5(NETWORK, "5")),
    }
