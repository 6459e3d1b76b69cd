import pytest
from django.apps import apps

from rapport.accounts.public import Workspace
from rapport.record.identity.emptying import forget_everybody
from rapport.record.identity.public import find, forget, merge, resolve, unmerge
from rapport.record.identity.tests.cast import device, email, phone, user, who

pytestmark = pytest.mark.django_db

SAID = [who(user("u1"), email("dana@example.com")), who(device("d1"), user("u1")), who(phone("+37060000001")), who(user("u2"))]


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_app_config("identity").get_models()}


def test_a_workspace_without_its_people_leaves_no_row_behind_and_no_other_workspace_is_touched(
    workspace: Workspace, other_workspace: Workspace
) -> None:
    resolve(other_workspace, SAID)
    of_the_other = rows()
    dana, phoning, bob, *_ = sorted({one.person_id for one in resolve(workspace, SAID).people.values()})  # type: ignore[union-attr]  # all are people
    unmerge(workspace, merge(workspace, dana, phoning, reason="Same voice.", by="alice").id, by="alice")
    forget(workspace, bob)

    forget_everybody(workspace)

    assert rows() == of_the_other
    assert find(workspace, "dana") == []
    assert len(find(other_workspace, "dana@example.com")) == 1


def test_somebody_who_was_forgotten_with_all_others_may_come_back(workspace: Workspace) -> None:
    first = resolve(workspace, SAID).people[SAID[3]]
    forget(workspace, first.person_id)  # type: ignore[union-attr]  # it is a person

    forget_everybody(workspace)

    assert resolve(workspace, SAID).people[SAID[3]].person_id > 0  # type: ignore[union-attr]  # it is a person
