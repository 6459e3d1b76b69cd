"""Requests that a machine makes up from the OpenAPI document: each is answered as the document says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounds
from schemathesis.checks import CHECKS
from schemathesis.generation.modes import GenerationMode

from rapport.serve.api.openapi import openapi
from rapport.serve.api.reference import Operation, sections
from rapport.serve.api.tests.shop import Caller

BOUNDED = bounds(
    max_examples=4,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
WORDS_WITH_A_MEANING = {
    "address", "by", "compare", "cursor", "file", "from", "kind", "mapping", "metric", "other", "search",
    "segment", "text", "tiles", "to", "values", "view", "where",
}  # fmt: skip
"""What fits the schema may still name what there is not, so a machine cannot know that it is refused with a reason."""
REFUSES_ROW_BY_ROW = {"add_interactions"}
"""A delivery is accepted whatever is wrong with its rows: they are kept, and named in the answer."""


# Its transport does not close the files that it gets.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_endpoint_answers_as_its_description_says(shop: Caller, settings: Any) -> None:  # Any: pytest-django's
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # nobody digests meanwhile
    with one_connection():
        _try_all({"Authorization": f"Bearer {shop.token}", "Accept-Encoding": "identity"})


def _try_all(headers: dict[str, str]) -> None:
    schema = schemathesis.openapi.from_dict(openapi())
    schema.app = get_wsgi_application()
    operations = {each.name: each for section in sections() for each in section.operations}
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # an error ends the test, as it should
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            excluded = _cannot_be_known(operations[operation.definition.raw["operationId"]], mode)
            _try(operation, mode, headers, excluded)


def _cannot_be_known(operation: Operation, mode: GenerationMode) -> str:
    fields = [*operation.parameters, *(operation.body.fields if operation.body else ())]
    if mode is GenerationMode.POSITIVE and WORDS_WITH_A_MEANING & {field.name for field in fields}:
        return "positive_data_acceptance"
    return "negative_data_rejection" if operation.name in REFUSES_ROW_BY_ROW else ""


def _try(operation: Any, mode: GenerationMode, headers: dict[str, str], excluded: str) -> None:
    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        if mode is GenerationMode.POSITIVE and case.headers:
            case.headers.pop("Idempotency-Key", None)  # names that come twice are refused with a reason
        case.call_and_validate(headers=headers, excluded_checks=CHECKS.get_by_names([excluded] if excluded else []))

    run()


@contextmanager
def one_connection() -> Iterator[None]:
    """A server closes its connection after each request; here it is the test's own, as for Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
