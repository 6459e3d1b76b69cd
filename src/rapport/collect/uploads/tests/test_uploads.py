import gzip
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapport.accounts.public import Role, Workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.collect.uploads import actions, models
from rapport.collect.uploads.draft import draft_of
from rapport.collect.uploads.queries import NoUploadError, find_upload
from rapport.collect.uploads.upload import folder_of
from rapport.core.errors import UserError
from rapport.core.home import Home

ANSWERS = b"respondent,answered_at,nps,comment\n" + b"".join(
    b"r%d,2026-05-%02d 10:00,%d,It was fine\n" % (number, 1 + number % 28, number % 11) for number in range(40)
)
DAYS_ONLY = b"RESPNUM,INTDATE,NETPRO\n" + b"".join(b"%d,%d,%d\n" % (n, 1 + n % 30, n % 11) for n in range(60))


@pytest.fixture
def alice(client: Client, workspace: Workspace, home: Home) -> Client:
    sign_in(client, make_member(workspace, Role.OWNER))
    return client


def take_in(workspace: Workspace, body: bytes, name: str = "answers.csv") -> UUID:
    return actions.take_in(workspace, name=name, size=len(body), chunks=[body]).id


def test_a_file_is_shown_as_what_it_becomes_before_anything_is_stored(alice: Client, workspace: Workspace) -> None:
    answer = alice.post("/w/alice/sources/upload/", {"files": SimpleUploadedFile("answers.csv", ANSWERS)}, follow=True)

    assert answer.status_code == 200
    assert "nps 0 (0 to 10)" in answer.content.decode()
    assert not (folder_of("alice", models.Upload.objects.get().pk).parent.parent / "spool.db").exists()


def test_a_month_that_only_a_person_knows_is_asked_for_and_completes_the_guess(alice: Client, workspace: Workspace) -> None:
    upload_id = take_in(workspace, DAYS_ONLY, "2017_survey.csv")

    asked = alice.get(f"/w/alice/sources/uploads/{upload_id}/").content.decode()
    draft_before = draft_of(workspace, find_upload(workspace, upload_id))
    alice.post(f"/w/alice/sources/uploads/{upload_id}/", {"time": draft_before.time_suggestion, "month": "2017-05"})
    draft = draft_of(workspace, find_upload(workspace, upload_id))

    assert 'type="month"' in asked
    assert not draft_before.can_start
    assert draft.can_start
    assert "2017-05-{INTDATE}" in draft.mapping


def test_a_mapping_edited_by_hand_is_used_and_a_broken_one_says_what_to_do(alice: Client, workspace: Workspace) -> None:
    upload_id = take_in(workspace, ANSWERS)
    mapping = draft_of(workspace, find_upload(workspace, upload_id)).mapping

    alice.post(f"/w/alice/sources/uploads/{upload_id}/", {"mapping": mapping.replace("comment", "no_such_column")})
    broken = draft_of(workspace, find_upload(workspace, upload_id))
    alice.post(f"/w/alice/sources/uploads/{upload_id}/", {"mapping": mapping})

    assert "no_such_column" in broken.error
    assert draft_of(workspace, find_upload(workspace, upload_id)).can_start


def test_a_file_that_is_not_clear_cannot_be_started(alice: Client, workspace: Workspace) -> None:
    upload_id = take_in(workspace, DAYS_ONLY, "2017_survey.csv")

    assert alice.post(f"/w/alice/sources/uploads/{upload_id}/start/").status_code == 422
    assert find_upload(workspace, upload_id).state == "draft"


def test_an_empty_file_is_refused_with_a_reason(alice: Client) -> None:
    answer = alice.post(
        "/w/alice/sources/upload/", {"files": SimpleUploadedFile("e.csv", b"")}, headers={"Accept": "application/json"}
    )

    assert answer.status_code == 422
    assert "empty" in answer.json()["error"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\files\\apklausa ė.csv", "apklausa ė.csv"),
        ("--map.csv", "map.csv"),
        (".hidden", "hidden"),
        ("a\x00b\n.csv", "ab.csv"),
        ("…" * 500 + ".csv.gz", "…" * 120 + ".csv.gz"),
        ("/", "file"),
    ],
    ids=["folders", "windows", "option", "hidden", "control", "long", "nothing"],
)
def test_a_file_name_cannot_leave_its_folder(given: str, kept: str) -> None:
    assert actions.safe_name(given) == kept


def test_another_workspace_finds_nothing_of_it(workspace: Workspace, other_workspace: Workspace, home: Home) -> None:
    upload_id = take_in(workspace, ANSWERS)

    with pytest.raises(NoUploadError):
        find_upload(other_workspace, upload_id)
    with pytest.raises(UserError):
        actions.discard(other_workspace, upload_id)
    assert (folder_of("alice", upload_id) / "answers.csv").read_bytes() == ANSWERS


def test_a_discarded_file_leaves_the_disk(alice: Client, workspace: Workspace) -> None:
    upload_id = take_in(workspace, gzip.compress(ANSWERS, mtime=0), "answers.csv.gz")

    alice.post(f"/w/alice/sources/uploads/{upload_id}/discard/")

    assert not folder_of("alice", upload_id).exists()
    assert not models.Upload.objects.exists()


def test_a_draft_that_nobody_confirms_goes_after_a_week(workspace: Workspace, home: Home) -> None:
    old, new = take_in(workspace, ANSWERS), take_in(workspace, ANSWERS)
    models.Upload.objects.filter(pk=old).update(created_at="2020-01-01T00:00Z")

    actions.clear_drafts()

    assert list(models.Upload.objects.values_list("pk", flat=True)) == [new]
    assert not Path(folder_of("alice", old)).exists()


def test_names_of_files_and_cells_cannot_become_markup(alice: Client, workspace: Workspace) -> None:
    hostile = "<script>alert(1)</script>"
    body = f'respondent,answered_at,nps,comment\nr1,2026-05-01,3,"{hostile}"\nr2,2026-05-02,9,"{hostile}"\n'.encode()
    upload_id = take_in(workspace, body, f'"{hostile}.csv')

    shown = alice.get(f"/w/alice/sources/uploads/{upload_id}/").content.decode()
    listed = alice.get("/w/alice/sources/").content.decode()

    assert hostile not in shown + listed
    assert "&lt;script&gt;" in shown
