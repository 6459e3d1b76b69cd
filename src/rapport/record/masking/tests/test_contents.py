import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.record.masking.contents import CANDIDATES, MASKED, is_card, is_iban, mask_text

ALL = frozenset(MASKED)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Card 4111 1111 1111 1111, thanks", "Card [card], thanks"),
        ("5555-5555-5555-4444", "[card]"),
        ("amex 378282246310005.", "amex [card]."),
        ("6011111111111117 and 3530111333300000", "[card] and [card]"),
        ("โอนจากบัตร4111111111111111แล้ว", "โอนจากบัตร[card]แล้ว"),
        ("卡号4111111111111111。", "卡号[card]。"),
        ("order 4111111111111112", "order 4111111111111112"),
        ("tracking 00341234560000000018", "tracking 00341234560000000018"),
        ("0000 0000 0000 0000", "0000 0000 0000 0000"),
    ],
)
def test_cards_are_hidden_and_other_long_numbers_are_not(text: str, hidden: str) -> None:
    assert mask_text(text, frozenset({"cards"})) == hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Pay to LT12 1000 0111 0100 1000 please", "Pay to [iban] please"),
        ("GB29NWBK60161331926819", "[iban]"),
        ("grąžinkite į lt121000011101001000", "grąžinkite į [iban]"),
        ("DE89 3704 0044 0532 0130 00 IST MEINS", "[iban] IST MEINS"),
        ("NO9386011117947, BE68539007547034", "[iban], [iban]"),
        ("LT12 1000 0111 0100 1001", "LT12 1000 0111 0100 1001"),
        ("AB12 3456 7890 1234 5678", "AB12 3456 7890 1234 5678"),
    ],
)
def test_bank_accounts_are_hidden_where_their_check_digits_are_right(text: str, hidden: str) -> None:
    assert mask_text(text, frozenset({"ibans"})) == hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Write to dana@example.com.", "Write to [e-mail]."),
        ("dana.o'neil+shop@mail.example.co.uk", "[e-mail]"),
        ("ติดต่อ somchai@example.co.th ครับ", "ติดต่อ [e-mail] ครับ"),
        ("ąžuolas@pavyzdys.lt", "[e-mail]"),
        ("we met @ noon, @dana", "we met @ noon, @dana"),
    ],
)
def test_mail_addresses_are_hidden(text: str, hidden: str) -> None:
    assert mask_text(text, frozenset({"emails"})) == hidden


@pytest.mark.parametrize(
    ("text", "region", "hidden"),
    [
        ("call +370 612 34567 now", "", "call [phone] now"),
        ("โทร 081-234-5678 นะ", "TH", "โทร [phone] นะ"),
        ("0912 345 678", "TW", "[phone]"),
        ("0912 345 678", "", "0912 345 678"),
        ("in 2026 I paid 1,234.50", "LT", "in 2026 I paid 1,234.50"),
    ],
)
def test_phone_numbers_are_hidden_as_far_as_their_country_is_known(text: str, region: str, hidden: str) -> None:
    assert mask_text(text, frozenset({"phones"}), phone_region=region) == hidden


def test_only_what_was_asked_for_is_hidden() -> None:
    text = "4111111111111111 dana@example.com"

    assert mask_text(text, frozenset({"emails"})) == "4111111111111111 [e-mail]"
    assert mask_text(text, frozenset()) == text


@given(st.integers(0, 10**14), st.sampled_from(["4", "51", "34", "6011", "35"]))
def test_exactly_one_check_digit_makes_a_card(number: int, begin: str) -> None:
    length = 14 if begin == "34" else 15
    body = (begin + str(number).zfill(14))[:length]

    assert sum(is_card(body + check) for check in "0123456789") == 1


@given(st.text("0123456789", min_size=16, max_size=16))
def test_exactly_one_pair_of_check_digits_makes_an_account(rest: str) -> None:
    made = [check for check in range(2, 99) if is_iban(f"LT{check:02}{rest}")]

    assert len(made) == 1


@given(st.text(max_size=60), st.randoms(use_true_random=False))
def test_hiding_twice_hides_no_more_and_candidates_miss_nothing(text: str, chance: random.Random) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    secret = chance.choice(["4111 1111 1111 1111", "LT121000011101001000", "dana@example.com", "+370 612 34567", ""])
    text = f"{text} {secret} {text[::-1]}"

    once = mask_text(text, ALL)

    assert mask_text(once, ALL) == once
    for name in ALL:
        if mask_text(text, frozenset({name})) != text:
            assert pc.match_substring_regex(pa.array([text]), CANDIDATES[name])[0].as_py()
