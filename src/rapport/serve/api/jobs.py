"""What takes longer than a request should."""

from django_tasks import task

from rapport.accounts.public import acting_as, get_workspace, record_action
from rapport.collect.sources.public import Replay, parse_mapping
from rapport.core.home import current_home
from rapport.spool.public import RejectFilter, open_spool


@task()
def replay(workspace: str, actor: str, import_id: str, which: dict[str, str | None], mapping: str | None) -> None:
    """Try rejected rows again, as a run of that id."""
    found = get_workspace(workspace)
    parsed = parse_mapping(mapping, name="the mapping") if mapping else None
    with acting_as(actor), open_spool(current_home().workspace(workspace).spool) as spool:
        meant = RejectFilter(import_id=which["import_id"], source=which["source"], reason=which["reason"])
        result = Replay(spool, found, meant, parsed, id=import_id).run()
        record_action(found, "rejects.replay", subject=which["source"] or "", details={"passed": result.passed})
