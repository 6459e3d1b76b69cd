import ipaddress

import pytest

from rapport.core.networks import network_around


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:85a3:8d3::1", "2001:db8:85a3::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
    ],
    ids=["IPv4", "IPv6", "IPv4 in IPv6"],
)
def test_the_network_of_an_address_names_nobody(address: str, network: str) -> None:
    assert str(network_around(ipaddress.ip_address(address))) == network
