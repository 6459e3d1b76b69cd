"""Files that an import cannot take, or not whole: run in the home of the served demo, they leave pages that say what is wrong.

python -m tests.browser.troubled       prints, as JSON, the addresses of the pages by name
"""

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapport.collect.uploads.models import Upload

MAPPING = """version: 1
source: troubled
kind: survey_answered
time: {column: when, format: iso}
metric: nps
score: likely
currency: {column: money}
language: {column: tongue}
traits:
  member: {column: member, type: boolean}
"""
ROWS = """when,likely,money,tongue,member
2026-05-01,9,EUR,en,yes
someday,9,EUR,en,yes
2026-05-03,many,EUR,en,yes
2026-05-04,11,EUR,en,yes
2026-05-05,9,coins,en,yes
2026-05-06,9,EUR,all of them,yes
2026-05-07,9,EUR,en,perhaps
,9,EUR,en,yes
2026-05-09,9,EUR,en,yes,and,more
"2026-05-10,9,EUR,en,yes
"""
REJECTED = 9
MAPPINGS = {
    "rejects in a draft": MAPPING,
    "no such column": MAPPING.replace("likely", "likly"),
    "no such field": MAPPING.replace("metric:", "metrik:"),
    "of the wrong shape": MAPPING.replace("score: likely", "score: [likely]"),
    "too little said": MAPPING.replace("score: likely", "score: {lower: yes}"),
    "no such zone": MAPPING + "zone: Atlantis/Center\n",
    "nonsense to calculate": MAPPING.replace("score: likely", "score: {expr: likely +}"),
    "no such function": MAPPING.replace("score: likely", "score: {expr: guess(likely)}"),
    "no such kind": MAPPING.replace("survey_answered", "survey_answer"),
    "no time": MAPPING.replace("time:", "about:", 1).replace("{column: when, format: iso}", "no"),
}


def leave_all() -> dict[str, str]:
    """Leave the drafts, and imports that failed in several ways; return the addresses."""
    from rapport.accounts.public import get_workspace
    from rapport.collect.uploads import actions, models
    from rapport.collect.uploads.running import run_upload
    from rapport.collect.uploads.upload import folder_of

    workspace = get_workspace("demo")

    def take_in(mapping: str) -> models.Upload:
        upload = actions.take_in(workspace, name="troubled.csv", size=len(ROWS), chunks=[ROWS.encode()])
        actions.settle(workspace, upload.id, hints={}, preset="", mapping=mapping)
        return models.Upload.objects.get(pk=upload.id)

    drafts = {name: take_in(mapping) for name, mapping in MAPPINGS.items()}
    failed = {f"failed, {name}": take_in(MAPPINGS[name]) for name in ("no such column", "no such zone", "no such kind")}
    gone = take_in(MAPPING)
    (folder_of("demo", gone.pk) / gone.name).unlink()
    runs = {**failed, "failed, file gone": gone, "imported with rejects": take_in(MAPPING)}
    for row in runs.values():
        run_upload(workspace, row)
    _check(drafts, runs)
    return {name: f"/w/demo/sources/uploads/{row.pk}/" for name, row in {**drafts, **runs}.items()}


def _check(drafts: "dict[str, Upload]", runs: "dict[str, Upload]") -> None:
    """A page that does not say what is wrong would pass every test of how it says it."""
    from rapport.accounts.public import get_workspace
    from rapport.collect.uploads.draft import draft_of
    from rapport.collect.uploads.upload import as_upload

    workspace = get_workspace("demo")
    told = {name: draft_of(workspace, as_upload(row)) for name, row in drafts.items()}
    assert {name for name, draft in told.items() if not draft.error} == {"rejects in a draft"}
    preview = told["rejects in a draft"].preview
    assert preview is not None
    assert len(preview.rejects) == REJECTED
    assert {name: row.state for name, row in runs.items() if row.state != "failed"} == {"imported with rejects": "finished"}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.serve.settings.web")
    import django

    django.setup()
    print(json.dumps(leave_all()))  # noqa: T201
