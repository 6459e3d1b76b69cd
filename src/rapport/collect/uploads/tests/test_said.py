"""What a rejected row, a mapping's error and a failed import say, in the reader's language."""

import json

import pytest
from django.test import Client

from rapport.accounts.public import Role, Workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.collect.uploads import actions, models
from rapport.collect.uploads.queries import find_upload
from rapport.collect.uploads.running import note_end, run_upload
from rapport.collect.uploads.upload import folder_of
from rapport.core.home import Home
from rapport.core.notice import Notice, Quoted, about, together
from rapport.core.written_notices import beside
from rapport.spool.public import Reject, open_spool

ANSWERS = b"respondent,answered_at,nps\n" + b"".join(b"r%d,2026-05-%02d,%d\n" % (n, 1 + n % 28, n % 11) for n in range(40))
BAD = b"r40,2026-05-01,lots\n"
MAPPING = """version: 1
source: answers
kind: survey_answered
time: {column: answered_at, format: iso}
metric: nps
score: nps
"""


@pytest.fixture
def alice(client: Client, workspace: Workspace, home: Home) -> Client:
    sign_in(client, make_member(workspace, Role.OWNER))
    return client


def an_upload(workspace: Workspace, mapping: str = MAPPING) -> models.Upload:
    upload = actions.take_in(workspace, name="answers.csv", size=len(ANSWERS + BAD), chunks=[ANSWERS, BAD])
    actions.settle(workspace, upload.id, hints={}, preset="", mapping=mapping)
    return models.Upload.objects.get(pk=upload.id)


def read(alice: Client, path: str, language: str = "lt") -> str:
    return alice.get(f"/w/alice/sources/{path}", headers={"accept-language": language}).content.decode()


def test_a_draft_says_why_rows_would_be_rejected(alice: Client, workspace: Workspace) -> None:
    upload = an_upload(workspace)

    assert "score: „lots“ – ne skaičius." in read(alice, f"uploads/{upload.pk}/")
    assert "score：「lots」不是數字。" in read(alice, f"uploads/{upload.pk}/", "zh-hant")
    assert "score: &#x27;lots&#x27; is no number." in read(alice, f"uploads/{upload.pk}/", "en")


def test_a_mapping_that_cannot_work_says_where_and_why(alice: Client, workspace: Workspace) -> None:
    upload = an_upload(workspace, MAPPING.replace("score: nps", "score: npss"))

    shown = read(alice, f"uploads/{upload.pk}/")

    assert "susiejimas, 6 eilutė: score: faile nėra stulpelio „npss“. Gal turėjote omenyje „nps“?" in shown


def test_rejected_rows_say_why_and_those_of_older_versions_say_it_in_english(
    alice: Client, workspace: Workspace, home: Home
) -> None:
    said = about("time", together(Notice("There is no kind %(kind)s.", kind=Quoted("x")), Notice("The line holds no text.")))
    with open_spool(home.workspace("alice").spool) as spool:
        for source, detail in (("new", said), ("old", "Nobody knew another language.")):
            spool.keep_rejects([Reject("monday", source, "m", "f.csv", 1, "{}", "bad_time", detail)])

    shown = read(alice, "rejects/")

    assert shown.count("time: Tipo „x“ nėra. Eilutėje nėra teksto.") == 2
    assert shown.count("Nobody knew another language.") == 2


def test_an_import_whose_file_is_gone_says_so(alice: Client, workspace: Workspace) -> None:
    upload = an_upload(workspace)
    (folder_of("alice", upload.pk) / "answers.csv").unlink()

    run_upload(workspace, upload)

    assert find_upload(workspace, upload.pk).error == "answers.csv is no longer here. Upload it again."
    assert "answers.csv čia nebėra. Įkelkite iš naujo." in read(alice, f"uploads/{upload.pk}/")
    assert "answers.csv čia nebėra. Įkelkite iš naujo." in read(alice, "")


def test_what_the_import_process_says_is_said_on_the_page(alice: Client, workspace: Workspace) -> None:
    failed, finished, older = (an_upload(workspace) for _ in range(3))
    said, warning = about("m.yaml", Notice("the mapping")), Notice("%(count)s more columns", count=1234)

    note_end(failed, 2, json.dumps({"error": said, "exit_code": 2, **beside([said])}), "")
    counts = {"read": 3, "stored": 3, "duplicate": 0, "rejected": 0, "people": 1}
    result = {**counts, "problems": [said, "Told by nobody."], "warnings": [warning, "Plain."]}
    note_end(finished, 2, json.dumps({**result, **beside([said, warning])}), "")
    note_end(older, 1, "", "rapport: Told by nobody.\n")

    assert "m.yaml: susiejimas" in read(alice, f"uploads/{failed.pk}/")
    shown = read(alice, f"uploads/{finished.pk}/")
    assert "m.yaml: susiejimas Told by nobody." in shown
    assert "dar stulpelių: 1\xa0234" in shown
    assert "Plain." in shown
    assert find_upload(workspace, finished.pk).result == result
    assert "Told by nobody." in read(alice, f"uploads/{older.pk}/")


@pytest.mark.parametrize("notices", [{}, {"Told.": {"text": "Other."}}, {"Told.": 7}], ids=["none", "another", "nonsense"])
def test_what_has_no_parts_to_be_said_from_is_shown_as_it_is(
    alice: Client, workspace: Workspace, notices: dict[str, object]
) -> None:
    upload = an_upload(workspace)
    models.Upload.objects.filter(pk=upload.pk).update(state="failed", error="Told.", notices=notices)

    assert "Told." in read(alice, f"uploads/{upload.pk}/")
