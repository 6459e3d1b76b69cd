"""Text in reports: measured, cut and broken in any script."""

import pytest

from rapport.understand.dashboards.report.faces import Weight, face_of, load_faces
from rapport.understand.dashboards.report.scale import scale_of, write_tick
from rapport.understand.dashboards.report.text import Style, broken, fitted, width_of

_STYLE = Style(10, "#000000")


@pytest.fixture(autouse=True)
def _faces() -> None:
    load_faces()


@pytest.mark.parametrize(
    ("character", "face"),
    [
        ("a", "NotoSans-Regular"),
        ("ž", "NotoSans-Regular"),
        ("ก", "NotoSansThai-Regular"),
        ("客", "NotoSansTC-Regular"),
        ("サ", "NotoSansTC-Regular"),
        ("简", "STSong-Light"),
        ("한", "HYGothic-Medium"),
    ],
)
def test_each_character_has_a_face(character: str, face: str) -> None:
    assert face_of(character, Weight.REGULAR).name == face


def test_marks_above_a_thai_letter_take_no_room() -> None:
    assert width_of("ที่", _STYLE) == pytest.approx(width_of("ท", _STYLE))
    assert width_of("ครั้ง", _STYLE) == pytest.approx(width_of("ครง", _STYLE), rel=0.02)


@pytest.mark.parametrize("text", ["How likely to recommend us", "ลูกค้าที่ซื้อครั้งแรกของเดือน", "客戶滿意度調查結果報告"])
def test_a_text_is_cut_to_its_width(text: str) -> None:
    room = width_of(text, _STYLE) / 2

    cut = fitted(text, _STYLE, room)

    assert cut.endswith("…")
    assert width_of(cut, _STYLE) <= room
    assert fitted(text, _STYLE, 1000) == text


@pytest.mark.parametrize(
    "text",
    [
        "The second warehouse closed in August, and deliveries were late",
        "ยอดขายลดลงในเดือนสิงหาคมเพราะคลังสินค้าปิดและการจัดส่งล่าช้า",
        "八月第二倉庫關閉,配送延遲,客戶的滿意度因此下降",
        "Donaudampfschifffahrtsgesellschaftskapitän",
    ],
    ids=["English", "Thai", "Chinese", "one long word"],
)
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str) -> None:
    lines = broken(text, _STYLE, 90)

    assert len(lines) > 1
    assert all(width_of(line, _STYLE) <= 90 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_thai_mark_is_never_torn_from_its_letter() -> None:
    lines = broken("ที่" * 30, _STYLE, 50)

    assert all(line.startswith("ท") for line in lines)


@pytest.mark.parametrize(
    ("values", "from_zero", "ticks"),
    [
        ([3.0, 47.0], True, [0, 20, 40, 60]),
        ([36.0, 44.0], False, [36, 38, 40, 42, 44]),
        ([-12.0, 30.0], True, [-20, 0, 20, 40]),
        ([5.0, 5.0], True, [0, 2, 4, 6]),
        ([0.0], True, [0, 0.25, 0.5, 0.75, 1]),
    ],
)
def test_axes_have_round_ticks(values: list[float], from_zero: bool, ticks: list[float]) -> None:
    assert scale_of(values, from_zero=from_zero).ticks == ticks


def test_ticks_are_written_short() -> None:
    assert [write_tick(0.25, "share"), write_tick(40.0, "points"), write_tick(15_000.0, "EUR")] == ["25%", "40", "€15K"]
