"""How much of a network address is kept: enough to see where something came from, not who."""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_KEPT_BITS = {4: 24, 6: 48}


def network_around(address: Address) -> Network:
    """Return the network that stands for an address: 203.0.113.0/24 for 203.0.113.77; of IPv6 the first 48 bits.

    An address of IPv4 that is written as one of IPv6, as sockets for both do, is the one of IPv4: its first 48 bits are nothing.
    """
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return network_around(address.ipv4_mapped)
    return ipaddress.ip_network(f"{address}/{_KEPT_BITS[address.version]}", strict=False)
