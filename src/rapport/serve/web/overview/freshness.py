"""How fresh the data are, and what one has to know of their quality."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.accounts.public import Permission, Workspace
from rapport.core.clock import now
from rapport.core.home import current_home
from rapport.record.store.public import Store
from rapport.spool.public import ImportRun, open_spool
from rapport.ui.formatting.moments import write_ago
from rapport.ui.formatting.numbers import write_number, write_share
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.pages.filter_bar import cached_facts
from rapport.understand.metrics.pages.links import page_path
from rapport.understand.metrics.public import METRICS, SourceFacts, StoreFacts, quality_facts, settings_missing, source_facts

SHOWN_SOURCES = 6
OLD = timedelta(days=7)
MANY_ANONYMOUS = 0.2


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on the quality of the data; `tone` is info or warning."""

    text: str
    tone: str = "info"
    href: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What the spool says: rows that wait, rejected rows, the latest import."""

    waiting: int
    rejects: int
    latest: ImportRun | None


@dataclass(frozen=True, slots=True)
class Freshness:
    """The card."""

    sources: tuple[SourceFacts, ...]
    more_sources: int
    newest: datetime | None
    intake: Intake
    notes: tuple[Note, ...]


def read_intake(workspace: Workspace) -> Intake:
    """Look into the spool; a workspace that never got anything has none."""
    path = current_home().workspace(workspace.slug).spool
    if not path.exists():
        return Intake(0, 0, None)
    with open_spool(path) as spool:
        imports = spool.imports(limit=1)
        return Intake(spool.backlog().rows, sum(spool.count_rejects().values()), imports[0] if imports else None)


def gather_freshness(workspace: Workspace, store: Store, *, permissions: frozenset[Permission]) -> Freshness:
    """Return how fresh the data are, with links to what the reader may mend."""
    sources = cached(store, ("sources",), lambda: source_facts(store))
    intake = read_intake(workspace)
    newest = max((source.last_at for source in sources), default=None)
    return Freshness(
        sources=sources[:SHOWN_SOURCES],
        more_sources=max(len(sources) - SHOWN_SOURCES, 0),
        newest=newest,
        intake=intake,
        notes=tuple(_notes(workspace, store, newest, permissions)),
    )


def _notes(workspace: Workspace, store: Store, newest: datetime | None, permissions: frozenset[Permission]) -> Iterator[Note]:
    quality = cached(store, ("quality",), lambda: quality_facts(store))
    if workspace.is_simulated:
        yield Note(_("Everybody here is made up. The company and its customers are simulated."))
    if newest and now() - newest > OLD:
        said = _("The newest interaction is of %(when)s. Periods count back from there.")
        yield Note(said % {"when": write_ago(newest)})
    if quality.inbound and quality.anonymous / quality.inbound > MANY_ANONYMOUS:
        said = _("%(share)s of what people did belongs to nobody known. Figures about people leave it out.")
        yield Note(said % {"share": write_share(quality.anonymous / quality.inbound, digits=0)})
    if quality.future:
        said = ngettext(
            "%(n)s interaction lies in the future, by its source's clock.",
            "%(n)s interactions lie in the future, by their sources' clocks.",
            quality.future,
        )
        yield Note(said % {"n": write_number(quality.future)}, tone="warning")
    yield from _settings_notes(workspace, cached_facts(store), permissions)


def _settings_notes(workspace: Workspace, facts: StoreFacts, permissions: frozenset[Permission]) -> Iterator[Note]:
    unset = {setting for key, metric in METRICS.items() if facts.has(key) for setting in settings_missing(metric, workspace)}
    said = {
        "margin": _("Set the margin to see what customers are worth."),
        "cost_per_contact": _("Set what a contact costs to see what it costs to serve people."),
    }
    href = page_path("settings", workspace) if Permission.MANAGE_SETTINGS in permissions else ""
    for setting in sorted(unset & said.keys()):
        yield Note(said[setting], href=href, action=_("Settings") if href else "")
