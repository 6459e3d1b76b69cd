"""What a tile says, for the page and the report alike."""

from dataclasses import dataclass

from rapport.understand.dashboards.placement import Size
from rapport.understand.views.public import Explored, Result, Shape


@dataclass(frozen=True, slots=True)
class Content:
    """What a tile says.

    Parameters
    ----------
    about : what is asked, in words, under the title.
    result : None for a note, or where there is a problem.
    problem : why nothing can be shown, in a sentence that says what to do.
    query : the address of the explore page that shows the same.
    """

    title: str
    size: Size
    about: str = ""
    shape: Shape | None = None
    result: Result | None = None
    note: str = ""
    problem: str = ""
    warnings: tuple[str, ...] = ()
    explored: Explored | None = None
    query: str = ""
