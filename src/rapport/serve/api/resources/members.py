"""Who belongs to the workspace."""

from typing import Annotated

from django.conf import settings
from ninja import Path

from rapport.accounts.public import (
    Invitation,
    ListedMember,
    Member,
    Role,
    change_role,
    invite,
    list_invitations,
    list_members,
    remove_member,
    send_invitation,
    withdraw_invitation,
)
from rapport.serve.api.documents.workspace import (
    InvitationBody,
    InvitationDocument,
    MemberDocument,
    RoleBody,
    SentInvitationDocument,
)
from rapport.serve.api.moments import written, written_or_none
from rapport.serve.api.problems import Kind, Problem, told_as
from rapport.serve.api.request import ApiRequest, workspace_of
from rapport.serve.api.resource import Resource

MEMBERS = Resource("members", title="Members", order=71, about="Who belongs to the workspace, and as what.")

Number = Annotated[int, Path(ge=1, le=2**53, example=4)]


@MEMBERS.get("/members", needs="manage:members", gives=list[MemberDocument])
def list_all_members(request: ApiRequest) -> list[dict[str, object]]:
    """List the members of the workspace, owners first."""
    return [_document(listed) for listed in list_members(workspace_of(request))]


@MEMBERS.patch("/members/{member}", needs="manage:members", gives=MemberDocument, problems=(403, 404))
def give_role(request: ApiRequest, member: Number, body: RoleBody) -> dict[str, object]:
    """Give a member another role.

    Owners are made, changed and removed by owners only, so not by a key.
    """
    _refuse_owner(request, member)
    change_role(workspace_of(request), member, Role(body.role))
    return _document(_listed(request, member))


@MEMBERS.delete("/members/{member}", needs="manage:members", problems=(403, 404))
def end_membership(request: ApiRequest, member: Number) -> None:
    """Remove a member.

    What they did stays in the audit log.
    """
    _refuse_owner(request, member)
    remove_member(workspace_of(request), member)


@MEMBERS.get("/invitations", needs="manage:members", gives=list[InvitationDocument])
def list_open_invitations(request: ApiRequest) -> list[dict[str, object]]:
    """List the invitations that are still open, newest first."""
    return [_invitation(each) for each in list_invitations(workspace_of(request))]


@MEMBERS.post("/invitations", needs="manage:members", gives=SentInvitationDocument)
def invite_member(request: ApiRequest, body: InvitationBody) -> dict[str, object]:
    """Invite somebody.

    The link goes to them by e-mail where a mail server is set up; it is told here as well, this once. An earlier invitation of
    the same address ends.
    """
    workspace, role = workspace_of(request), Role(body.role)
    secret = invite(workspace, body.email, role)
    link = request.build_absolute_uri(f"/invitation/{secret}/")
    by = Member(0, 0, name=request.auth.name, email="", role=Role.ADMIN)  # whom the mail names: the key
    is_sent = settings.EMAIL_IS_CONFIGURED and send_invitation(body.email, link, workspace=workspace, by=by)
    return _invitation(list_invitations(workspace)[0]) | {"link": link, "is_sent": is_sent}


@MEMBERS.delete("/invitations/{invitation}", needs="manage:members", problems=(404,))
def withdraw(request: ApiRequest, invitation: Number) -> None:
    """Withdraw an invitation.

    Its link opens nothing from now on.
    """
    with told_as(Kind.NOT_FOUND):
        withdraw_invitation(workspace_of(request), invitation)


def _listed(request: ApiRequest, number: int) -> ListedMember:
    for listed in list_members(workspace_of(request)):
        if listed.member.id == number:
            return listed
    raise Problem(Kind.NOT_FOUND, f"This workspace has no member {number}.")


def _refuse_owner(request: ApiRequest, number: int) -> None:
    if _listed(request, number).member.role is Role.OWNER:
        raise Problem(Kind.FORBIDDEN, "Only an owner can change or remove an owner, and an API key is none.")


def _document(listed: ListedMember) -> dict[str, object]:
    return {
        "id": listed.member.id,
        "name": listed.member.name,
        "email": listed.member.email,
        "role": listed.member.role.value,
        "joined_at": written(listed.joined_at),
        "last_sign_in_at": written_or_none(listed.last_sign_in_at),
    }


def _invitation(invitation: Invitation) -> dict[str, object]:
    return {
        "id": invitation.id,
        "email": invitation.email,
        "role": invitation.role.value,
        "expires_at": written(invitation.expires_at),
        "invited_by": invitation.invited_by,
        "is_known": invitation.is_known,
    }


RESOURCES = (MEMBERS,)
