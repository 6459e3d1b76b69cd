"""What bytes are, by their first few: names of files are not believed."""

import re
from typing import Final

from rapport.core.notice import Notice

COMPRESSIONS: Final = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"BZh": "bz2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}

_FOREIGN: Final = (  # (position, magic, what it is)
    (0, b"\x89PNG\r\n", Notice("a PNG picture")),
    (0, b"\xff\xd8\xff", Notice("a JPEG picture")),
    (0, b"GIF8", Notice("a GIF picture")),
    (0, b"%PDF-", Notice("a PDF document")),
    (0, b"{\\rtf", Notice("an RTF document")),
    (0, b"SQLite format 3\x00", Notice("an SQLite database")),
    (8, b"DUCK", Notice("a DuckDB database")),
    (0, b"\x7fELF", Notice("an ELF program")),
    (0, b"MZ\x90", Notice("a Windows program")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Notice("an old Office document (.xls or .doc); save it as .xlsx or CSV")),
    (0, b"Rar!\x1a\x07", Notice("a RAR archive; unpack it")),
    (0, b"7z\xbc\xaf\x27\x1c", Notice("a 7-Zip archive; unpack it")),
    (257, b"ustar", Notice("a tar archive; unpack it")),
    (0, b"ARROW1", Notice("an Arrow (Feather) file; save it as Parquet")),
    (0, b"ORC", Notice("an ORC file; save it as Parquet")),
    (0, b"Obj\x01", Notice("an Avro file; save it as Parquet")),
    (0, b"\x89HDF", Notice("an HDF5 file; save it as Parquet or CSV")),
    (0, b"RIFF", Notice("a sound, film or WebP picture")),
    (4, b"ftyp", Notice("a film or sound")),
    (0, b"ID3", Notice("an MP3 sound")),
    (0, b"OggS", Notice("an Ogg sound")),
    (0, b"\x00asm", Notice("a WebAssembly program")),
    (0, b"\xca\xfe\xba\xbe", Notice("a Java class or a macOS program")),
    (0, b"\x80\x04\x95", Notice("a Python pickle")),
)

_DATA: Final = (b"PAR1", b"$FL2", b"$FL3", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CERTAIN: Final = (b"%PDF-", b"{\\rtf", b"ustar")
_NOT_CONTROLS: Final = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\t\n\x0b\x0c\r\x1a\x1b\x1c\x1d\x1e\x1f")


def compression_of(head: bytes) -> str | None:
    """Return the key of the compression that these first bytes announce."""
    key = next((key for magic, key in COMPRESSIONS.items() if head.startswith(magic)), None)
    if key == "bz2" and head[4:10] not in (b"1AY&SY", b"\x17rE8P\x90"):
        return None  # a text may begin with "BZh"
    return key


def foreign_kind(head: bytes) -> str | None:
    """Return what this file is ("a PNG picture"), if it is something that holds no rows."""
    for offset, magic, noun in _FOREIGN:
        if head[offset : offset + len(magic)] == magic and (magic in _CERTAIN or not magic.isascii() or b"\0" in head[:1024]):
            return noun
    if kind := _markup_kind(head[:4096]):
        return kind
    if head.startswith(_DATA) or not _is_binary(head):
        return None
    return Notice("binary data")


def _markup_kind(start: bytes) -> str | None:
    """Tell a web page (often the log-in page that came instead of an export) and XML from an XES log."""
    markup = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if markup.startswith((b"<!doctype html", b"<html")):
        return Notice("a web page (HTML)")
    if markup.startswith(b"<?xml") and not re.search(rb"<log[\s>]|xes", markup):
        return Notice("an XML file that is no XES event log")
    return None


def _is_binary(head: bytes) -> bool:
    # A text that was being written when the power went ends in zeros.
    sample = head[:65_536].rstrip(b"\0")
    if encoding := utf16_without_mark(sample):
        sample = sample.decode(encoding, "ignore").encode("utf-8", "replace")
    controls = len(sample.translate(None, _NOT_CONTROLS))
    return controls > max(len(sample) * 0.02, 4)


def utf16_without_mark(sample: bytes) -> str | None:
    """Return "utf-16-le" or "utf-16-be" where the zero bytes of text in that encoding stand in place.

    Line ends, digits and delimiters have a zero half whatever the script.
    """
    pairs = len(sample) // 2
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > pairs * 0.02 and even <= odd * 0.2:
        return "utf-16-le"
    if even > pairs * 0.02 and odd <= even * 0.2:
        return "utf-16-be"
    return None
