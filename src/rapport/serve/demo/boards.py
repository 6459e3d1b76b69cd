"""What the people who work at the company look at every week: saved views, and two dashboards of them."""

from dataclasses import dataclass

from rapport.accounts.public import Workspace, acting_as
from rapport.understand.dashboards.public import DashboardDraft, Size, add_dashboard, add_note, add_view_tile, list_dashboards
from rapport.understand.views.public import ViewDraft, add_view

_FIGURE, _HALF, _WIDE, _NARROW, _WHOLE = Size(3, 1), Size(6, 2), Size(8, 2), Size(4, 2), Size(12, 2)


@dataclass(frozen=True, slots=True)
class _Board:
    """A dashboard: its tiles as name, question and size; last a note."""

    name: str
    description: str
    tiles: tuple[tuple[str, str, Size], ...]
    note: str


_BOARDS = (
    _Board(
        "Every Monday",
        "How customers are doing, for the whole team.",
        (
            ("Would they recommend us?", "metric=nps", _FIGURE),
            ("Were they satisfied?", "metric=csat", _FIGURE),
            ("Revenue", "metric=revenue", _FIGURE),
            ("People who did something", "metric=active_people", _FIGURE),
            ("NPS by week", "metric=nps&grain=week&period=12m", _WIDE),
            ("NPS by country", "metric=nps&by=country", _NARROW),
            ("Revenue by month", "metric=revenue&grain=month&as=bars&period=12m", _HALF),
            ("Orders by country over time", "metric=orders&by=country&grain=month&period=12m", _HALF),
            ("NPS by country and month", "metric=nps&by=country&grain=month&as=grid&period=12m", _WHOLE),
        ),
        "Look at Germany first: since the carrier stood still, people there wait, write and recommend us less.",
    ),
    _Board(
        "Service desk",
        "Who waits, how long, and what they say about it.",
        (
            ("First response", "metric=first_response_time_business", _FIGURE),
            ("Solved with one answer", "metric=one_touch_share", _FIGURE),
            ("Conversations for each person", "metric=contact_rate", _FIGURE),
            ("Effort", "metric=ces2", _FIGURE),
            ("Conversations opened by channel", "metric=conversations_opened&by=channel&grain=week&period=12m", _WIDE),
            ("First response by team", "metric=first_response_time&by=agent_team", _NARROW),
            ("Conversations opened by weekday and hour", "metric=conversations_opened&by=weekday&and=hour&period=12m", _WHOLE),
            ("Backlog by month", "metric=backlog&grain=month&period=12m", _HALF),
            ("Resolution time by team", "metric=resolution_time&by=agent_team&as=table&period=12m", _HALF),
        ),
        "Answers are counted in business hours. A conversation that waits over the weekend has not waited two days.",
    ),
)


def write_boards(workspace: Workspace) -> None:
    """Write all of it; a dashboard that stands already is not written twice."""
    known = {board.name for board in list_dashboards(workspace)}
    with acting_as("Rasa"):
        for board in _BOARDS:
            if board.name not in known:
                _write(workspace, board)


def _write(workspace: Workspace, board: _Board) -> None:
    made = add_dashboard(workspace, DashboardDraft(board.name, board.description))
    for name, query, size in board.tiles:
        view = add_view(workspace, ViewDraft(name, query))
        add_view_tile(workspace, made.id, view_id=view.id, size=size)
    add_note(workspace, made.id, board.note)
