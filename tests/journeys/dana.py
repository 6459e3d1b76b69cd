"""A company that knows Dana from many sides, as the files it imports: she is to be erased, and everybody else to stay."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import openpyxl

EMAIL = "Dana.Ozola@example.com"
OTHER_EMAIL = "dānuška@piemērs.example"
PHONE = "+371 29 123 456"
USER = "u-48213377"
HANDLE = "dana_ozola77"
DEVICE = "dev-9f3c2b71e0aa"
CARD = "CARD-00991-X"

IDENTIFIERS = (EMAIL, OTHER_EMAIL, PHONE, "+37129123456", "29123456", USER, HANDLE, DEVICE, CARD)

MAPPINGS = {
    "shop": """
version: 1
source: shop
id: order
kind: order_placed
time: date
zone: Europe/Riga
person: {email: email, phone: phone, user_id: user, external: card}
order: order
amount: amount
currency: EUR
traits: {name: name, city: city, phone: phone}
dimensions: {country: country}
""",
    "desk": """
version: 1
source: desk
id: id
time: at
zone: UTC
person: {email: email}
conversation: thread
kind: {column: what, map: {in: message_received, out: message_sent, end: conversation_solved}}
direction: {column: what, map: {in: inbound, out: outbound, end: outbound}}
text: text
""",
    "web": """
version: 1
source: web
id: id
time: at
kind: page_viewed
person: {anonymous_id: device, user_id: user}
session: session
url: url
""",
    "survey": """
version: 1
source: survey
id: id
time: at
zone: UTC
kind: survey_answered
person: {email: email}
metric: nps
score: {column: score, scale: 0-10}
text: comment
""",
    "social": """
version: 1
source: social
id: id
time: at
kind: review_posted
metric: rating
score: {column: stars, scale: 1-5}
person: {handle: {column: who, network: twitter}}
text: text
""",
    "crm": """
version: 1
source: crm
id: id
time: at
kind: profile_updated
person: {email: email, handle: {column: handle, network: twitter}, external: card}
traits: {name: name, birthday: born, email: email}
""",
}


def write_files(folder: Path) -> list[tuple[Path, Path]]:
    """Write every file with its mapping; return them in the order in which they are imported."""
    folder.mkdir(exist_ok=True)
    for name, text in MAPPINGS.items():
        (folder / f"{name}.yaml").write_text(text)
    _write_csv(folder / "shop.csv", "order,date,email,phone,user,card,amount,name,city,country,note", _orders())
    _write_csv(folder / "desk.csv", "id,at,email,thread,what,text,cc", _messages())
    _write_csv(folder / "survey.csv", "id,at,email,score,comment", _answers())
    _write_csv(folder / "social.csv", "id,at,who,stars,text", _posts())
    (folder / "web.jsonl").write_text("".join(json.dumps(view) + "\n" for view in _views()))
    _write_book(folder / "crm.xlsx")
    names = ("shop.csv", "desk.csv", "web.jsonl", "survey.csv", "social.csv", "crm.xlsx")
    return [(folder / name, folder / f"{name.partition('.')[0]}.yaml") for name in names]


def _write_csv(path: Path, header: str, rows: Iterator[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def _orders() -> Iterator[tuple[object, ...]]:
    for n in range(40):
        yield n, f"2026-01-{n % 28 + 1:02}", f"guest{n}@example.com", "", f"u-{n}", "", f"{n}.50", f"Guest {n}", "Riga", "LV", ""
    for n in range(40, 46):
        note = f"ship with the parcel of {USER}" if n == 40 else ""
        yield f"o-{USER}-{n}", f"2026-02-{n - 30}", EMAIL, PHONE, USER, CARD, "49.90", "Dana Ozola", "Riga", "LV", note
    yield (
        47,
        "2026-02-20",
        "guest1@example.com",
        "",
        "u-1",
        "",
        "5",
        "Guest 1",
        "Riga",
        "LV",
        f"gift for {EMAIL.lower()}, {PHONE}",
    )
    yield 48, "2026-02-20", EMAIL, PHONE, USER, CARD, "many", "Dana Ozola", "Riga", "LV", "not an amount: rejected"
    yield 49, "soon", "guest2@example.com", "", "u-2", "", "5", "Guest 2", "Riga", "LV", f"see {quote_plus(EMAIL)} {USER.upper()}"


def _messages() -> Iterator[tuple[object, ...]]:
    for n in range(20):
        yield f"a{n}", f"2026-01-{n + 1:02} 09:00", f"guest{n}@example.com", f"t{n}", "in", f"Where is order {n}?", ""
        yield f"b{n}", f"2026-01-{n + 1:02} 10:{n:02}", "agent@brand.example", f"t{n}", "out", "On its way.", ""
    thread = f"<{EMAIL}/2026-02>"
    yield "c1", "2026-02-01 09:00", EMAIL, thread, "in", f"I am Dana Ozola, call {PHONE} or write to {OTHER_EMAIL}", ""
    yield (
        "c2",
        "2026-02-01 09:30",
        "agent@brand.example",
        thread,
        "out",
        f"Dear {EMAIL.upper()}, is +371-29-123-456 yours?",
        EMAIL,
    )
    yield "c3", "2026-02-01 11:00", "agent@brand.example", thread, "end", f"Solved for {USER}.", ""
    yield "d1", "2026-02-02 09:00", "guest3@example.com", "t3", "in", f"My friend {EMAIL} (@{HANDLE}) has it already", OTHER_EMAIL
    yield "d2", "2026-02-02 09:05", "guest3@example.com", "t3", "in", f'"{OTHER_EMAIL}"\nand {OTHER_EMAIL.upper()}', ""
    yield "d3", "2026-02-02 09:06", "guest4@example.com", "t4", "in", "Is 29123456 your number?", f"tel:+37129123456;{CARD}"


def _views() -> Iterator[dict[str, object]]:
    for n in range(60):
        yield _view(f"w{n}", f"dev-{n % 9}", f"u-{n % 9}", f"s{n % 9}", "https://brand.example/help")
    for n in range(60, 70):
        yield _view(
            f"w{n}", DEVICE, USER if n == 65 else None, f"s-{DEVICE}", f"https://brand.example/me?mail={quote(EMAIL, safe='')}"
        )
    twice = quote(quote(OTHER_EMAIL, safe=""), safe="")
    yield _view("w70", "dev-1", "u-1", "s1", f"https://brand.example/share?to={quote(EMAIL)}&cc={twice}&tel={quote(PHONE)}")
    contact = {"contact": {"mail": EMAIL, "backup": [OTHER_EMAIL, {"phone": PHONE}], USER: True}, "number": 37129123456}
    yield {**_view("w71", "dev-2", "u-2", "s2", "https://brand.example/invite"), **contact}
    yield {**_view("w72", "dev-3", None, "s3", "/"), "at": "yesterday", "referrer": f"/?d={DEVICE}&m={quote(EMAIL, safe='')}"}


def _view(id_: str, device: str, user: str | None, session: str, url: str) -> dict[str, object]:
    return {"id": id_, "at": "2026-02-03T10:00:00Z", "device": device, "user": user, "session": session, "url": url}


def _answers() -> Iterator[tuple[object, ...]]:
    for n in range(30):
        yield f"r{n}", f"2026-01-{n % 28 + 1:02}", f"guest{n}@example.com", n % 11, "fine"
    yield "r30", "2026-02-05", EMAIL, 3, f"Too slow. {PHONE}"
    yield "r31", "2026-02-05", EMAIL, 77, f"rejected: {EMAIL}"
    yield (
        "r32",
        "2026-02-06",
        "guest5@example.com",
        "x",
        f"rejected, and speaks of {EMAIL} and {quote(OTHER_EMAIL)} and @{HANDLE}",
    )


def _posts() -> Iterator[tuple[object, ...]]:
    for n in range(20):
        yield f"p{n}", f"2026-01-{n + 1:02}", f"poster_{n}", n % 5 + 1, "ok"
    yield "p20", "2026-02-07", HANDLE, 2, f"Nobody calls me back at {PHONE}"
    yield "p21", "2026-02-08", "poster_1", 4, f"@{HANDLE} they called me! https://twitter.com/{HANDLE}"


def _write_book(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("people")
    sheet.append(["id", "at", "email", "handle", "card", "name", "born"])
    for n in range(10):
        sheet.append([f"k{n}", "2026-01-01", f"guest{n}@example.com", f"poster_{n}", f"CARD-{n}", f"Guest {n}", "1990-01-01"])
    sheet.append(["k10", "2026-02-01", EMAIL, HANDLE, CARD, "Dana Ozola", "1988-08-08"])
    sheet.append(["k11", "2026-02-01", OTHER_EMAIL, HANDLE, CARD, "Dana Ozola", "1988-08-08"])
    book.save(path)
