"""Every action that the code writes into the audit log, and every detail, has words that people read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext, override

import rapport
from rapport.accounts.audit_words import ACTION_NAMES, DETAIL_NAMES, SETTING_NAMES, action_name, details_told
from rapport.accounts.settings import SETTINGS

SOURCE = Path(rapport.__file__).parent
WRITERS = ("audit", "audit_sight", "record", "record_action", "record_sight")
ACTION = re.compile(r"[a-z]+\.[a-z_-]+")
# `rejects.csv` is the name of a file.
NO_ACTIONS = {"rejects.csv"}


def _nodes() -> Iterator[ast.AST]:
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "client", "demo"} & set(path.parts):
            yield from ast.walk(ast.parse(path.read_text()))


def test_every_action_that_the_code_writes_has_words() -> None:
    packages = {action.partition(".")[0] for action in ACTION_NAMES}
    named = {node.value for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    written = {text for text in named if ACTION.fullmatch(text) and text.partition(".")[0] in packages} - NO_ACTIONS
    directly = {
        text.value
        for call in _nodes()
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in WRITERS
        for argument in call.args[1:2]
        for text in ast.walk(argument)
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and ACTION.fullmatch(text.value)
    }

    assert (written | directly) - set(ACTION_NAMES) == set()
    assert set(ACTION_NAMES) - written == set()


def test_every_detail_has_words() -> None:
    written = set()
    for node in _nodes():
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS:
            given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
            dictionary = given.pop("details", None)
            written |= set(given) - {"subject", "actor", "network", "details"}
            if isinstance(dictionary, ast.Dict):
                written |= {str(key.value) for key in dictionary.keys if isinstance(key, ast.Constant)}

    assert written - set(DETAIL_NAMES) == set()


def test_every_setting_has_a_name() -> None:
    assert {setting.name for setting in SETTINGS} - set(SETTING_NAMES) == set()


def test_details_are_told_in_the_readers_language() -> None:
    with override("lt"):
        told = details_told({"from": "viewer", "on": True, "scopes": ["read:people", "erase:people"]})

    assert "viewer" not in told
    assert "taip" in told
    assert "read:people, erase:people" in told


def test_what_settings_say_for_nothing_and_for_days_is_told_in_the_readers_language() -> None:
    with override("lt"):
        told = details_told({"from": "none", "to": "730 days", "note": "", "name": {"odd": 1}})

    assert told == "buvo: nėra; tapo: 730 dienų; pavadinimas: {'odd': 1}"


def test_choices_of_privacy_are_told_as_their_page_words_them() -> None:
    with override("lt"):
        addresses = details_told({"from": "keep", "to": "remove"}, of="ip_addresses")
        masks = details_told({"from": "none", "to": "cards, emails"}, of="masks")

        assert addresses == f"buvo: {gettext('Keep them')}; tapo: {gettext('Take them out')}"
        assert masks == f"buvo: nėra; tapo: {gettext('Numbers of payment cards')}, {gettext('E-mail addresses')}"
        assert "Keep" not in addresses
        assert details_told({"to": "keep"}) == "tapo: keep"  # somebody called a thing so


def test_an_action_of_another_version_is_told_as_it_stands() -> None:
    assert action_name("house.build_roof") == "house: build roof"
