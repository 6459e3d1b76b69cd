"""What the demo company looks at can be asked, all of it."""

import pytest
from django.http import QueryDict

from rapport.accounts.public import create_workspace
from rapport.serve.demo.boards import write_boards
from rapport.understand.dashboards.public import list_dashboards
from rapport.understand.metrics.public import METRICS
from rapport.understand.views.public import list_views


@pytest.mark.django_db
def test_dashboards_are_written_once_and_ask_for_what_there_is() -> None:
    workspace = create_workspace("demo", simulation="{}")

    write_boards(workspace)
    write_boards(workspace)

    boards = list_dashboards(workspace)
    assert [(board.name, len(board.tiles)) for board in boards] == [("Every Monday", 10), ("Service desk", 10)]
    assert all(QueryDict(view.query)["metric"] in METRICS for view in list_views(workspace))
