"""Room for the frames of calls, taken once for a whole request instead of over and over.

CPython keeps the frames of a thread in chunks of 16 kB. A call that does not fit into the last chunk maps a new one, and its
return gives that back at once. Where a loop happens to stand at the end of a chunk, each of its calls asks the kernel for memory
and faults it in: our pages spent an eighth of their time so, and which ones they were changed with every frame above them.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_WORDS = 66_000
"""Just above 512 kB: a chunk is a power of two, so this frame gets one of 1 MB and leaves the other half to the calls in it. The
kernel gives memory to what is written only, which this half is not."""


def with_frame_room(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function, and all that it calls, have frames in one large chunk. It is a middleware of Django, too."""

    def roomy(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=_WORDS)
    return roomy
