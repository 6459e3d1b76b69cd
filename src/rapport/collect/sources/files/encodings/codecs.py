"""What Python's codecs leave open: names, byte-order marks, and bytes that a Windows code page does not define."""

import codecs

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.core.notice import Notice

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {f"cp{number}": f"windows-{number}" for number in range(1250, 1259)} | {
    "ascii": "utf-8",
    "utf-8-sig": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "iso8859-1": "windows-1252",
}
"""Wider encodings for those that are a part of them: files say GB2312 and hold GBK, say Latin-1 and hold windows-1252."""
_NOT_IN_PYTHON = {
    "windows-874": "cp874",
    "windows-932": "cp932",
    "windows-936": "gb18030",
    "windows-949": "cp949",
    "windows-950": "cp950",
}


def canonical_name(encoding: str) -> str:
    """Return the one name used here for an encoding; raise `UnreadableFile` for an unknown one."""
    try:
        info = codecs.lookup(_NOT_IN_PYTHON.get(encoding.lower(), encoding))
        "".encode(info.name)  # base64 and the like are codecs, but hold no text
    except (LookupError, TypeError) as error:
        raise UnreadableFile(
            Notice(
                "There is no encoding called '%(encoding)s'. Known are for example utf-8, windows-1257, gb18030.",
                encoding=encoding,
            )
        ) from error
    return _NAMES.get(info.name, info.name)


def mark_of(head: bytes) -> str | None:
    """Return the encoding that a byte-order mark names."""
    return next((encoding for mark, encoding in MARKS if head.startswith(mark)), None)


def is_wide(encoding: str) -> bool:
    """Tell whether ASCII takes more than one byte, so that lines cannot be cut at a line-feed byte."""
    return encoding.startswith(("utf-16", "utf-32", "utf_16", "utf_32"))


def is_single_byte(encoding: str) -> bool:
    """Tell whether any bytes are a text in this encoding."""
    return (
        encoding.startswith(("windows-", "iso8859", "koi8", "cp8", "cp4", "mac", "tis-620", "cp125", "latin"))
        or encoding in _SINGLE
    )


_SINGLE = {"cp737", "cp720", "hp-roman8", "ptcp154", "kz1048", "cp1006", "cp1140", "tis_620"}


def decode_bytes(data: bytes, encoding: str) -> str:
    """Decode; the bytes that a single-byte page leaves undefined become the control characters of the same number.

    That is what browsers do, and it can be undone.
    """
    if is_single_byte(encoding):
        return data.decode(encoding, _UNDEFINED)
    return data.decode(encoding)


def _as_control(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


_UNDEFINED = "rapport.undefined"
codecs.register_error(_UNDEFINED, _as_control)
