"""Erases a person in the background: it searches all that others wrote."""

from dataclasses import asdict

from django_tasks import task

from rapport.accounts.public import acting_as, get_workspace
from rapport.record.identity.public import current_person
from rapport.record.people.public import erase_person, finish_interrupted, is_being_erased
from rapport.serve.web.people.found import places_of
from rapport.serve.worker.public import TURNS


@task()
def erase(workspace: str, person_id: int, actor: str) -> dict[str, int]:
    """Take out who a person is; return what changed. Run again after a crash, it finishes what it began."""
    with TURNS.shared(), acting_as(actor), places_of(workspace) as places:
        if current_person(get_workspace(workspace), person_id) is None and not is_being_erased(places.workspace, person_id):
            finish_interrupted(places)
            return {}
        return asdict(erase_person(places, person_id))
