"""What can be wrong with a whole file; what is wrong with one row is a `BadRow`."""

from rapport.core.errors import UserError
from rapport.core.notice import Notice


class UnreadableFile(UserError):  # noqa: N818  # the house names errors by what is wrong
    """Nothing of the file can be read as data; the text says what it looks like and what to do."""


class FileEndsEarly(UserError):  # noqa: N818
    """The file is cut off or damaged. Raised after every row that was readable has been delivered."""

    def __init__(self, name: str, *, rows_read: int, damage: str) -> None:
        self.rows_read = rows_read
        self.damage = damage
        super().__init__(
            Notice(
                "%(file)s %(damage)s: only %(rows)s rows could be read. "
                "Get a whole copy of the file and import it again; what is there already is not counted twice.",
                file=name,
                damage=damage,
                rows=rows_read,
            )
        )
