"""Deliveries with broken rows, as every company has them: an export of an old till, and feedback terminals in the shops."""

import csv
import io
import tempfile
from datetime import timedelta
from pathlib import Path

import msgspec
import numpy as np

from rapport.core import clock
from rapport.core.commands import CommandContext
from rapport.serve.demo import market, truth
from rapport.serve.demo.calendar import Calendar
from rapport.serve.demo.company import SLUG
from rapport.spool.public import ImportRun, NewBatch, Spool

TERMINALS, TILL = "terminals", "old-till"
_TILL_ROWS, _PRESSES = 240, 2_000
_MAPPING = f"""\
version: 1
source: {TILL}
id: receipt
kind: order_placed
time: {{column: sold_at, format: "%d.%m.%Y %H:%M"}}
zone: Europe/Vilnius
channel: store
touchpoint: "Kaunas, Laisvės 40"
person: {{email: email}}
order: receipt
product: article
amount: paid
currency: EUR
dimensions: {{country: country, shop: shop}}
"""
_BROKEN_CELLS = (
    {"sold_at": "31.02.2026 12:00"},
    {"sold_at": ""},
    {"paid": "gift"},
    {"sold_at": "yesterday"},
    {"paid": "12,50 LTL?"},
    {"sold_at": "24.12.2025 25:10"},
)
_BROKEN_PRESSES: tuple[dict[str, object], ...] = (
    {"kind": "smiley_pressed"},
    {"occurred_at": "1899-12-30T00:00:00Z"},
    {"duration_s": -4.0},
    {"score": "happy"},
    {"channel": "terminal"},
    {"occurred_at": "2126-01-01T00:00:00Z"},
)


def press_terminals(spool: Spool, calendar: Calendar, random: np.random.Generator) -> None:
    """Hand over what nameless visitors pressed in the shops; the digest refuses some of it, with its reasons."""
    presses = [_press(number, calendar, random) for number in range(_PRESSES)]
    for number, broken in enumerate(_BROKEN_PRESSES * 3):
        presses[number * 37 + 11] |= broken
    name = f"demo-{TERMINALS}"
    spool.start_import(ImportRun(name, TERMINALS, ("Terminals in the shops",), "simulated", started_at=clock.now()))
    spool.append([NewBatch(name, TERMINALS, "json", msgspec.json.encode(presses), len(presses))])
    spool.finish_import(name, read=len(presses))


def _press(number: int, calendar: Calendar, random: np.random.Generator) -> dict[str, object]:
    at = calendar.begins + timedelta(seconds=calendar.end - float(random.random()) * calendar.end)
    shop = market.SHOPS[int(random.integers(0, len(market.SHOPS)))]
    share = min(0.95, 0.78 + 0.12 * shop.quality)
    return {
        "source_id": f"press-{number}",
        "kind": "survey_answered",
        "occurred_at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "channel": "store",
        "touchpoint": "Exit of the shop",
        "survey_id": "terminal",
        "question_id": "smiley",
        "metric": "csat",
        "score": float(1 + random.binomial(4, share)),
        "scale_min": 1.0,
        "scale_max": 5.0,
        "dimensions": {"shop": shop.name, "country": shop.country},
    }


def import_till(context: CommandContext, calendar: Calendar, random: np.random.Generator) -> None:
    """Import a file of an old till as anybody would; some of its rows cannot be read and wait to be corrected."""
    with tempfile.TemporaryDirectory(prefix="rapport-demo-") as folder:
        file, mapping = Path(folder, "till-kaunas.csv"), Path(folder, "till-kaunas.yaml")
        mapping.write_text(_MAPPING, encoding="utf-8")
        _write_till(file, calendar, random)
        run_here(["import", str(file), "--map", str(mapping)], context)


def run_here(line: list[str], context: CommandContext) -> str:
    """Run another command of the program in the demo's workspace, and return what it prints."""
    from rapport.serve.invocation.public import parse

    asked = parse(["--home", str(context.home.path), "--workspace", SLUG, *line], cwd=Path.cwd())
    out = io.StringIO()
    asked.run(out=out, progress=io.StringIO(), is_terminal=False, width=100, ask=context.ask)
    return out.getvalue()


def _write_till(file: Path, calendar: Calendar, random: np.random.Generator) -> None:
    names = ("receipt", "sold_at", "article", "paid", "email", "country", "shop")
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, names)
        writer.writeheader()
        for number in range(_TILL_ROWS):
            writer.writerow(_sale(number, calendar, random) | (_BROKEN_CELLS[number // 20 % 6] if number % 20 == 13 else {}))


def _sale(number: int, calendar: Calendar, random: np.random.Generator) -> dict[str, str]:
    at = calendar.until - timedelta(days=float(random.uniform(8, truth.DAYS - 1)))
    product = market.PRODUCTS[int(random.integers(0, len(market.PRODUCTS)))]
    return {
        "receipt": f"B-{number:05}",
        "sold_at": f"{at:%d.%m.%Y} {9 + number % 9:02}:{number % 60:02}",
        "article": product.name,
        "paid": f"{product.price / 100:.2f}",
        "email": "",
        "country": "LT",
        "shop": "Kaunas, Laisvės 40",
    }
