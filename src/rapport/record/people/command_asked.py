"""A `rapport person` command while it runs: what was asked, where it works, how it answers."""

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapport.core.commands import CommandContext
from rapport.core.printing import print_json

if TYPE_CHECKING:
    from rapport.accounts.public import Workspace
    from rapport.record.people.erasing import Places
    from rapport.record.store.public import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """One command, in one workspace."""

    arguments: argparse.Namespace
    context: CommandContext
    workspace: "Workspace"
    store: "Store"

    def print_json(self, value: object) -> int:
        print_json(value, self.context)
        return 0

    def print_lines(self, lines: Iterable[str]) -> int:
        for line in lines:
            print(line, file=self.context.out)
        return 0

    @contextmanager
    def places(self) -> "Iterator[Places]":
        """Open every place that holds something of people."""
        from rapport.record.people.erasing import Places
        from rapport.spool.public import open_spool

        files = self.context.home.workspace(self.workspace.slug)
        with open_spool(files.spool) as spool:
            yield Places(self.workspace, self.store, spool, files)
