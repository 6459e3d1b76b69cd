import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.core.interaction import IdentifierType
from rapport.record.identity.garbage import is_garbage
from rapport.record.identity.normalise import LONGEST_VALUE, Spelling, normalise

GERMAN = Spelling(phone_region="DE")


def value(kind: IdentifierType, text: str, *, namespace: str = "", spelling: Spelling = GERMAN) -> str | None:
    normal = normalise(kind, text, namespace, spelling)
    return normal[1] if normal else None


@pytest.mark.parametrize(
    "written",
    [
        "dana@example.com",
        " Dana@EXAMPLE.com\t",
        "Dana Doe <dana@example.com>",
        '"Doe, Dana" <dana@example.com>',
        "mailto:dana@example.com?subject=Hello",
        "<dana@example.com>",
        "'dana@example.com'",
        "ｄａｎａ@example.com",
        "dana@example.com.",
    ],
)
def test_an_email_address_has_one_spelling(written: str) -> None:
    assert value("email", written) == "dana@example.com"


def test_a_domain_is_written_as_the_network_knows_it() -> None:
    assert value("email", "dana@Bücher.example") == "dana@xn--bcher-kva.example"


def test_a_local_part_of_another_script_stays() -> None:
    assert value("email", "ДАНА@example.com") == "дана@example.com"


BROKEN_ADDRESSES = ("dana", "dana@", "@example.com", "dana@example", "da na@example.com", "dana@exa mple.com", "dana@-x.com")
MORE_BROKEN_ADDRESSES = ("a@b@c.com", "dana@1.2", f"dana@{'x' * 64}.com", f"{'x' * 65}@example.com", "dana@пример..рф")


@pytest.mark.parametrize("written", BROKEN_ADDRESSES + MORE_BROKEN_ADDRESSES)
def test_what_is_no_valid_address_is_no_identifier(written: str) -> None:
    assert value("email", written) is None


def test_the_part_after_a_plus_counts_unless_the_workspace_folds_it() -> None:
    assert value("email", "dana+shop@example.com") == "dana+shop@example.com"
    assert value("email", "dana+shop@example.com", spelling=Spelling(folds_plus=True)) == "dana@example.com"
    assert value("email", "+dana@example.com", spelling=Spelling(folds_plus=True)) == "+dana@example.com"


@pytest.mark.parametrize(
    "written",
    [
        "+49 30 123458",
        "030 123458",
        "0049 30 123458",
        "(030) 12 34 58",
        "tel:+49-30-123458",
        "whatsapp:+4930123458",
        "+49 (0)30 123458",
    ],
)
def test_a_phone_number_is_written_as_e164(written: str) -> None:
    assert value("phone", written) == "+4930123458"


def test_an_extension_is_another_phone() -> None:
    assert value("phone", "+49 30 123458 ext. 12") == "+4930123458;ext=12"


def test_a_national_number_needs_a_region() -> None:
    assert value("phone", "030 123458", spelling=Spelling()) is None
    assert value("phone", "0049 30 123458", spelling=Spelling()) == "+4930123458"


@pytest.mark.parametrize(
    "written", ["0000000", "+10000000000", "1111111111", "+1 234 567 8901", "12", "call me", "+999 123", "-", "+49"]
)
def test_a_number_that_reaches_nobody_is_no_identifier(written: str) -> None:
    assert value("phone", written) is None


@pytest.mark.parametrize(
    "written",
    [
        "dana",
        "@Dana",
        "https://twitter.com/dana",
        "http://www.twitter.com/Dana/?lang=en",
        "twitter.com/dana",
        "https://x.com/dana",
    ],
)
def test_a_handle_has_one_spelling_and_its_network(written: str) -> None:
    assert normalise("handle", written, "Twitter", GERMAN) == ("twitter", "dana")


def test_the_address_of_a_profile_tells_the_network() -> None:
    assert normalise("handle", "https://www.linkedin.com/in/dana-doe/", "", GERMAN) == ("linkedin", "dana-doe")


@pytest.mark.parametrize("kind", ["user_id", "external", "anonymous_id"])
def test_ids_of_machines_keep_their_case(kind: IdentifierType) -> None:
    assert value(kind, " aB-1 ") == "aB-1"


def test_the_source_of_an_external_id_is_compared_without_case() -> None:
    assert normalise("external", "1", " Shop ", GERMAN) == ("shop", "1")


def test_composed_and_decomposed_letters_are_the_same_id() -> None:
    assert value("user_id", "Jose\u0301") == value("user_id", "José")


GARBAGE = """
undefined|null|none|nil|nan|[object Object]|0|-1|anonymous|guest|n/a|test|unknown|true|false|distinct_id|xxxx|---| |0.0|''
00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff|123456|123456789|99999999|(not set)|'null'|"Undefined"
{{ user.id }}|${userId}|%user%|`NULL`
"""


@pytest.mark.parametrize("garbage", [value for line in GARBAGE.strip().splitlines() for value in line.split("|")])
@pytest.mark.parametrize("kind", ["user_id", "external", "anonymous_id", "email", "phone", "handle"])
def test_garbage_is_no_identifier_of_any_type(garbage: str, kind: IdentifierType) -> None:
    for spelling in (garbage, garbage.upper(), f" {garbage} ", f'"{garbage}"'):
        assert value(kind, spelling, namespace="shop") is None


@pytest.mark.parametrize(
    "address",
    ["noreply@shop.com", "no-reply@shop.com", "undefined@shop.com", "NULL@shop.com", "anonymous@x.com", "test@test.com"],
)
def test_addresses_that_nobody_reads_are_no_identifiers(address: str) -> None:
    assert value("email", address) is None


@pytest.mark.parametrize(
    "number", ["1", "7", "11", "111", "1111", "12345", "22222", "00001", "1e5", "100000", "a1", "AA", "oOo", "nanny", "testa"]
)
def test_ordinary_ids_are_not_garbage(number: str) -> None:
    assert not is_garbage(number)


@given(st.sampled_from(["user_id", "external", "anonymous_id", "email", "phone", "handle"]), st.text(max_size=600))
def test_a_normal_form_is_its_own_normal_form_and_can_be_stored(kind: IdentifierType, text: str) -> None:
    once = normalise(kind, text, "shop", GERMAN)

    if once is not None:
        assert normalise(kind, once[1], once[0], GERMAN) == once
        assert 0 < len(once[1]) <= LONGEST_VALUE


ADDRESSES = st.from_regex(r"[A-Za-zéßÜ0-9.+_-]{1,20}@[a-zA-Z0-9-]{1,10}\.[a-zA-Z]{2,5}", fullmatch=True)


@given(ADDRESSES, st.sampled_from(["{}", " {} ", "<{}>", "Dana <{}>", "mailto:{}"]))
def test_an_address_in_any_wrapping_is_the_same_address(address: str, wrapping: str) -> None:
    assert value("email", wrapping.format(address)) == value("email", address)
