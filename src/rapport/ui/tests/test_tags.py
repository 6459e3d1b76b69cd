"""What the template tags make of their arguments."""

import re
from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from rapport.ui import built


def render(source: str, **context: object) -> str:
    text: str = (
        engines["django"].from_string("{% load ui %}" + source).render(context, RequestFactory().get("/w/alice/?q=a&page=3"))
    )
    return text


def test_the_query_keeps_what_is_not_changed() -> None:
    assert render("{% query page=4 %}") == "?q=a&amp;page=4"
    assert render("{% query page=None %}") == "?q=a"
    assert render("{% query page=None q='' %}") == "?"
    assert render("{% query q=words page=None %}", words=["a b", "c&d"]) == "?q=a+b&amp;q=c%26d"


def test_what_people_wrote_is_escaped_in_every_component() -> None:
    evil = "<script>alert('x')</script>\"'"
    source = """
        {% badge evil %}{% help evil evil %}{% avatar evil %}{% verdict "better" evil %}{% icon "x" label=evil %}
        {% card title=evil subtitle=evil href=evil %}{{ evil }}{% endcard %}
        {% dialog id="d" title=evil %}{{ evil }}{% enddialog %}{% menu id="m" label=evil %}{{ evil }}{% endmenu %}
        {% sparkline values label=evil %}{% interval_bar 1 label=evil %}{% chart props id="c" label=evil %}
        {% include "ui/components/empty.html" with title=evil text=evil icon="x" href=evil action=evil only %}
        {% include "ui/components/error.html" with title=evil text=evil retry=evil only %}
        {% include "ui/components/alert.html" with title=evil text=evil tone="error" href=evil action=evil only %}
        {% include "ui/components/tabs.html" with label=evil tabs=tabs only %}
        {% include "ui/components/more.html" with url=evil label=evil only %}
        {% include "ui/components/pagination.html" with previous=evil next=evil text=evil only %}
        {% include "ui/components/upload.html" with title=evil text=evil accept=evil name=evil only %}
    """
    tabs = [SimpleNamespace(label=evil, url=evil, is_current=True, count=1)]
    points = [{"x": evil, "value": 1}]
    props = {"kind": "bar", "unit": "points", "series": [{"name": evil, "points": points}], "labels": {"x": evil}}

    page = render(source, evil=evil, values=[1, 2], tabs=tabs, props=props)

    assert "<script>alert" not in page
    assert not re.search(r"""="[^"]*<script""", page)
    assert "&lt;script&gt;" in page
    assert "\\u003Cscript\\u003Ealert" in page


def test_a_verdict_is_a_word_a_sign_and_a_colour() -> None:
    drawn = render("{% verdict 'no_clear_change' %}")

    assert "No clear change" in drawn
    assert "<svg" in drawn
    assert "verdict-no-clear-change" in drawn


def test_drawings_are_measured_in_points_whatever_the_language() -> None:
    upload = "{% include 'ui/components/upload.html' with max_bytes=1500000 only %}"
    source = "{% sparkline values %}{% interval_bar 0.5 low=0.333 high=0.777 %}" + upload

    with override("lt"):
        drawn = render(source, values=[1, 2.5, 4])

    assert 'x="33.3" y="3" width="44.4"' in drawn
    assert 'viewBox="0 0 120.0 32.0"' in drawn
    assert 'data-max-bytes="1500000"' in drawn


def test_an_unknown_verdict_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        render("{% verdict 'splendid' %}")


@pytest.mark.parametrize(
    ("name", "initials"), [("Alice Müller", "AM"), ("dana", "D"), ("王小明", "王"), ("(Bob) van Dam", "VD"), ("", "?")]
)
def test_an_avatar_has_the_initials_of_the_name(name: str, initials: str) -> None:
    assert f'data-initials="{initials}"' in render("{% avatar name %}", name=name)


def test_a_block_can_be_kept_and_used_twice() -> None:
    assert render("{% capture as kept %} <b>{{ word }}</b> {% endcapture %}{{ kept }}{{ kept }}", word="&") == "<b>&amp;</b>" * 2


def test_without_a_build_a_page_says_how_to_build(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    for name in ("MANIFEST", "ICONS"):
        monkeypatch.setattr(built, name, built.FOLDER / "nowhere.json")

    page = render("{% include 'ui/plain.html' %}{% icon 'users' %}")

    assert "have not been built" in page
    assert "/static/ui/app.css" in page


def test_names_that_hold_their_hash_may_be_kept_for_ever() -> None:
    assert built.is_hashed("", "/static/ui/app-RDP4XFSE.css")
    assert not built.is_hashed("", "/static/ui/icons.json")
    assert not built.is_hashed("", "/static/ninja/swagger-ui.css")
