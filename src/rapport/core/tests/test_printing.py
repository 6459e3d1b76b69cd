import io
from pathlib import Path

from rapport.core.commands import CommandContext
from rapport.core.home import Home
from rapport.core.printing import print_json, print_table


def context() -> CommandContext:
    return CommandContext(Home(Path("unused")), "demo", False, io.StringIO(), io.StringIO(), False, 80)


def test_columns_stand_under_each_other_and_lines_end_where_their_text_ends() -> None:
    printed = context()

    print_table([("KEY", "NAME", "ZONE"), ("riga", "Rīga shop", ""), ("x", "y", "Asia/Taipei")], printed)

    assert printed.out.getvalue().splitlines() == [  # type: ignore[attr-defined]  # a StringIO
        "KEY   NAME       ZONE",
        "riga  Rīga shop",
        "x     y          Asia/Taipei",
    ]


def test_programs_get_one_line_in_its_own_letters() -> None:
    printed = context()

    print_json({"name": "臺北"}, printed)

    assert printed.out.getvalue() == '{"name": "臺北"}\n'  # type: ignore[attr-defined]  # a StringIO
