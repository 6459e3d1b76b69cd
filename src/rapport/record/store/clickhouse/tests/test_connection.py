"""Addresses and what goes wrong on the way to them."""

import pytest

pytest.importorskip("clickhouse_connect", reason="the ClickHouse client is not installed")

from rapport.core.errors import RapportError, UserError
from rapport.record.store.clickhouse.connection import address_of, connect


def test_an_address_names_server_user_and_database() -> None:
    address = address_of("clickhouse://alice:p%40ss@db.example.com:9000/acme", "north-shop")

    assert address.database == "acme_north_shop"
    assert (address.options["host"], address.options["port"], address.options["secure"]) == ("db.example.com", 9000, False)
    assert (address.options["username"], address.options["password"]) == ("alice", "p@ss")


def test_what_is_left_out_has_the_usual_value() -> None:
    address = address_of("clickhouse://localhost?secure=1", "default")

    assert address.database == "rapport_default"
    assert (address.options["username"], address.options["port"], address.options["secure"]) == ("default", 8443, True)


def test_two_workspaces_have_two_databases() -> None:
    assert address_of("clickhouse://localhost", "a").database != address_of("clickhouse://localhost", "b").database


def test_an_address_without_a_host_is_refused() -> None:
    with pytest.raises(UserError, match="names no host"):
        address_of("clickhouse:///acme", "default")


def test_a_server_that_does_not_answer_is_said_to_be_silent() -> None:
    with pytest.raises(RapportError, match="does not answer"):
        connect(address_of("clickhouse://127.0.0.1:1/acme", "default"))
