"""What is said of a person, and whether they may be contacted."""

from rapport.record.people.public import (
    consents_document,
    consents_of,
    is_suppressed,
    lift_suppression,
    record_consent,
    suppress,
    trait_document,
    write_traits,
)
from rapport.serve.api.addressed import PersonNumber, addressed_person, person_number
from rapport.serve.api.documents.profile import (
    AddressBody,
    ConsentBody,
    ConsentsDocument,
    HandedOverDocument,
    SuppressedDocument,
    SuppressionBody,
    TraitDocument,
    TraitsBody,
)
from rapport.serve.api.request import ApiRequest, spool_of, store_of, workspace_of
from rapport.serve.api.resource import Resource

PROFILE = Resource(
    "profile", title="Traits and consent", order=33, about="What is said of a person, and whether they may be contacted."
)


@PROFILE.get("/people/{person}/traits", needs="read:people", gives=dict[str, TraitDocument], problems=(404,))
def list_traits(request: ApiRequest, person: PersonNumber) -> dict[str, object]:
    """List the traits of a person.

    By name, each as it stands, with everything that any source ever said of it.
    """
    return {name: trait_document(trait) for name, trait in addressed_person(request, person).traits.items()}


@PROFILE.post("/people/{person}/traits", needs="act:people", gives=HandedOverDocument, status=202, problems=(404,))
def say_traits(request: ApiRequest, person: PersonNumber, body: TraitsBody) -> dict[str, object]:
    """Say traits of a person.

    They become a line of the person's history, and hold from then on.
    """
    number = person_number(request, person)
    with spool_of(request) as spool:
        return {"batch": write_traits(workspace_of(request), spool, number, dict(body.traits))}


@PROFILE.get("/people/{person}/consents", needs="read:people", gives=ConsentsDocument, problems=(404,))
def list_consents(request: ApiRequest, person: PersonNumber) -> dict[str, object]:
    """List the consents of a person.

    The latest for each purpose, and the whole ledger.
    """
    return consents_document(consents_of(store_of(request), person_number(request, person)))


@PROFILE.post("/people/{person}/consents", needs="act:people", gives=HandedOverDocument, status=202, problems=(404,))
def write_consent(request: ApiRequest, person: PersonNumber, body: ConsentBody) -> dict[str, object]:
    """Write down a consent.

    Given or withdrawn, for a purpose, on one of the six bases of GDPR article 6 (1).
    """
    number = person_number(request, person)
    with spool_of(request) as spool:
        batch = record_consent(workspace_of(request), spool, number, body.purpose, body.status, basis=body.basis)
    return {"batch": batch}


@PROFILE.post("/suppressions", needs="act:people", gives=SuppressedDocument)
def suppress_address(request: ApiRequest, body: SuppressionBody) -> dict[str, object]:
    """Suppress an address.

    It must not be contacted on that channel again, also after its person was erased. Nothing changes when it is suppressed
    already.
    """
    suppress(workspace_of(request), body.channel, body.address, reason=body.reason)
    return {"channel": body.channel, "suppressed": True}


@PROFILE.post("/suppressions/check", needs="read:people", gives=SuppressedDocument, status=200, changes=False)
def check_suppression(request: ApiRequest, body: AddressBody) -> dict[str, object]:
    """Ask whether an address is suppressed.

    The address is in the body, since addresses of pages end in logs.
    """
    return {"channel": body.channel, "suppressed": is_suppressed(workspace_of(request), body.channel, body.address)}


@PROFILE.post("/suppressions/lift", needs="act:people", gives=SuppressedDocument, status=200)
def lift_address(request: ApiRequest, body: AddressBody) -> dict[str, object]:
    """Allow an address to be contacted again."""
    lift_suppression(workspace_of(request), body.channel, body.address)
    return {"channel": body.channel, "suppressed": False}


RESOURCES = (PROFILE,)
