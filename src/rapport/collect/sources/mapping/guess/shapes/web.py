"""Web and app behaviour: pages that were looked at, things that were done."""

from rapport.collect.sources.mapping.guess.draft import Draft, text_yaml
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice


def recognise(reading: Reading) -> Draft | None:
    return _events(reading) or _pages(reading)


def _pages(reading: Reading) -> Draft | None:
    url = reading.find("url", where=lambda profile: profile.url_share > 0.8)
    if url is None or not (reading.find("anonymous") or reading.find("session") or reading.find("user_agent")):
        return None
    draft = Draft(Notice("page views"), 0.75)
    draft.set("kind", "page_viewed")
    draft.set("channel", "web")
    draft.set("url", draft.use(url.name, Notice("the page")))
    _add_session(draft, reading)
    agent = reading.find("user_agent", without=draft.used)
    if agent:
        draft.dimensions["bot"] = (
            f'{{column: {text_yaml(agent.name)}, matches: {{"(?i)bot|crawl|spider|slurp": "yes"}}, else: "no"}}'
        )
        draft.assumptions.append(Notice("%(column)s: tells robots from people (dimension bot)", column=agent.name))
    return draft


def _events(reading: Reading) -> Draft | None:
    event = reading.find(
        "activity", where=lambda profile: 1 <= profile.distinct <= 500 and profile.moments is None and not profile.is_prose
    )
    if event is None or not (reading.find("person") or reading.find("anonymous") or reading.find("session")):
        return None
    draft = Draft(Notice("events of a product"), 0.65)
    draft.set("kind", "event_tracked")
    draft.set("touchpoint", f"{{column: {text_yaml(event.name)}}}")
    draft.use(event.name, Notice("what the person did"))
    url = reading.find("url", where=lambda profile: profile.url_share > 0.8)
    if url:
        draft.set("url", draft.use(url.name, Notice("the page")))
    _add_session(draft, reading)
    return draft


def _add_session(draft: Draft, reading: Reading) -> None:
    session = reading.find("session", where=lambda profile: profile.moments is None, without=draft.used)
    if session:
        draft.set("session", draft.use(session.name, Notice("the visit")))


SHAPES = (Shape("web", ("page_viewed", "event_tracked"), recognise),)
