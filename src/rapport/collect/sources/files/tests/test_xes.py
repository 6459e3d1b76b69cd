import datetime as dt
import tracemalloc
from pathlib import Path

import pytest

from rapport.collect.sources.files.read import FileEndsEarly, UnreadableFile, inspect_file, read_file
from rapport.collect.sources.files.tests.reading import Whole, gather, read_whole, write

LOG = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- made by hand -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="DEFAULT"/></global>
  <string key="source" value="desk"/>
  <trace>
    <string key="concept:name" value="Case 1"/>
    <container key="customer"><string key="tier" value="gold"/></container>
    <event>
      <string key="concept:name" value="opened &amp; read"><string key="detail" value="by mail"/></string>
      <date key="time:timestamp" value="2012-05-01T09:30:00.000+02:00"/>
      <int key="cost" value="5"/><float key="share" value="0.5"/><boolean key="vip" value="true"/><id key="uid" value="a-1"/>
      <list key="tags"><values><string key="tag" value="a"/><int key="tag" value="2"/></values></list>
    </event>
    <event><string key="concept:name" value="closed"/></event>
  </trace>
  <trace><string key="concept:name" value="Case 2"/></trace>
  <event><string key="concept:name" value="alone"/></event>
</log>
"""


def test_an_event_is_a_row_with_the_attributes_of_its_case(tmp_path: Path) -> None:
    whole = read_whole(write(tmp_path / "a.xes", LOG))

    rows = [{name: cell for name, cell in zip(whole.columns, row) if cell is not None} for row in whole.rows]
    assert rows == [
        {
            "case:concept:name": "Case 1",
            "case:customer.tier": "gold",
            "concept:name": "opened & read",
            "concept:name.detail": "by mail",
            "time:timestamp": dt.datetime(2012, 5, 1, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
            "cost": 5,
            "share": 0.5,
            "vip": True,
            "uid": "a-1",
            "tags": ["a", 2],
        },
        {"case:concept:name": "Case 1", "case:customer.tier": "gold", "concept:name": "closed"},
        {"concept:name": "alone"},
    ]
    assert whole.numbers == [1, 2, 3]


def test_a_log_is_known_whatever_its_name_and_prefix(tmp_path: Path) -> None:
    prefixed = '<?xml version="1.0"?><xes:log xmlns:xes="http://x"><xes:event><xes:int key="n" value="1"/></xes:event></xes:log>'

    assert inspect_file(write(tmp_path / "a.csv", LOG)).format == "xes"
    assert read_whole(write(tmp_path / "b.xml", prefixed)).columns == {"n": [1]}


def test_attributes_of_a_case_after_its_events_are_reported(tmp_path: Path) -> None:
    text = '<log><trace><event><int key="n" value="1"/></event><string key="late" value="x"/></trace></log>'

    assert read_whole(write(tmp_path / "a.xes", text)).warnings[0].startswith("late_attributes: 1")


def test_values_that_are_not_of_their_type_stay_text(tmp_path: Path) -> None:
    values = '<int key="n" value="many"/><date key="t" value="soon"/><float key="f" value="NaN"/><int key="m" value="1"/>'
    text = f"<log><event>{values}</event></log>"

    assert read_whole(write(tmp_path / "a.xes", text)).columns == {"n": ["many"], "t": ["soon"], "f": [None], "m": [1]}


def test_a_log_that_breaks_off_gives_its_events_and_says_where(tmp_path: Path) -> None:
    whole = Whole()

    with pytest.raises(FileEndsEarly, match=r"line 16.*1 rows"):
        gather(read_file(write(tmp_path / "a.xes", LOG[: LOG.index("<event><string")] + "<event><str")), into=whole)

    assert whole.columns["concept:name"] == ["opened & read"]


@pytest.mark.parametrize(
    "declaration",
    ['<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', '<!DOCTYPE log SYSTEM "file:///etc/passwd">'],
)
def test_declarations_that_can_harm_are_refused(tmp_path: Path, declaration: str) -> None:
    with pytest.raises(UnreadableFile, match="can harm"):
        inspect_file(write(tmp_path / "a.xes", LOG.replace("<log ", declaration + "<log ", 1)))


def test_a_long_case_takes_little_memory(tmp_path: Path) -> None:
    event = '<event><string key="concept:name" value="opened"/><int key="n" value="5"/></event>\n'
    path = write(tmp_path / "a.xes", "<log><trace>" + event * 10_000 + "</trace></log>")

    tracemalloc.start()
    rows = sum(len(batch.row_numbers) for batch in read_file(path, batch_rows=1000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rows == 10_000
    assert peak < 4 << 20
