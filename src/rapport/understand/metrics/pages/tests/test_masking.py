"""Words of people are shown without what names them."""

import pytest

from rapport.understand.metrics.pages.masking import mask


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Write to dana.p+x@example.co.uk please", "Write to ••• please"),
        ("Call +370 612 34567 or 0612-345-67", "Call ••• or •••"),
        ("Order LT4711A9 of 3 lamps for 20 €", "Order ••• of 3 lamps for 20 €"),
        ("see https://shop.example/o?m=1 and @dana_p", "see ••• and •••"),
        ("I waited 45 minutes, 3 times", "I waited 45 minutes, 3 times"),
        ("Regards, dana", "Regards, •••"),
        ("包裹太慢了 จัดส่งช้ามาก", "包裹太慢了 จัดส่งช้ามาก"),
    ],
    ids=["mail", "phone", "order", "link", "plain", "name", "other scripts"],
)
def test_addresses_numbers_and_names_are_hidden(said: str, shown: str) -> None:
    assert mask(said, ["Dana Petrauskienė"]) == shown
