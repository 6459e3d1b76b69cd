from collections.abc import Iterator

import pytest

from bench.generate.filling import fill_store
from bench.generate.plan import Plan
from bench.questions.catalogue import BY_HAND, CatalogueQuestion, catalogue_questions, disagreements
from bench.scene import WORKSPACE
from rapport.core.home import WorkspaceHome
from rapport.record.store.public import Store, open_store
from rapport.understand.metrics.public import METRICS

QUESTIONS = [question for question in catalogue_questions() if question.sql]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = WorkspaceHome(tmp_path_factory.mktemp("home"))
    store = open_store(WORKSPACE, home)
    fill_store(store, Plan(30_000))
    yield store
    store.close()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.metric)
def test_the_catalogue_and_sql_written_by_hand_agree(question: CatalogueQuestion, store: Store) -> None:
    by_hand = question.ask_by_hand(store)

    assert len(by_hand) >= 12
    assert disagreements(question.ask(store), by_hand) == []


def test_every_sql_written_by_hand_belongs_to_a_metric() -> None:
    assert {path.stem for path in BY_HAND.glob("*.sql")} <= set(METRICS)


def test_every_sql_written_by_hand_says_what_it_asks() -> None:
    assert all(path.read_text().startswith("-- ") for path in BY_HAND.glob("*.sql"))
