"""The settings of the installation and of a workspace."""

from collections.abc import Iterator

from reference.markdown import code, table


def settings() -> Iterator[str]:
    from rapport.accounts.public import WORKSPACE_SETTINGS
    from rapport.serve.settings.catalogue import SETTINGS

    yield "# Settings\n"
    yield "## Of the installation\n"
    yield "Environment variables.\n"
    rows = ((code(each.name), _meaning(each.meaning, each.option), each.default, each.values) for each in SETTINGS)
    yield from table(("name", "meaning", "default", "values"), rows)
    yield "## Of a workspace\n"
    yield "`rapport workspace set NAME VALUE`; `rapport workspace show` lists the present values.\n"
    yield from table(("name", "meaning", "values"), ((code(own.name), own.meaning, own.values) for own in WORKSPACE_SETTINGS))


def _meaning(meaning: str, option: str) -> str:
    return f"{meaning} Also `{option}`." if option else meaning
