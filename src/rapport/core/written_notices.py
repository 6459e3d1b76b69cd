"""Notices as JSON, so that a sentence can be said in the reader's language after it has been kept, or has left its process.

The English sentence stands beside the written form and counts: a form that says anything else, that is of a newer version or
that is none at all leaves the sentence as it stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self, TypeAlias

import msgspec

from rapport.core.notice import Notice, Part, Quoted

Document: TypeAlias = dict[str, Any]  # Any: JSON
"""``{"text": …, "parts": {name: part}, "terminal": …}``; what is empty is left out. A part is a text, a number, a list of
texts, ``{"quoted": text}``, or another such document."""

NOTICES = "notices"
"""The key under which a JSON document has the documents of the sentences that stand in it."""


def write_notice(sentence: str) -> str:
    """Return the written form of a notice; "" for a plain text."""
    if not isinstance(sentence, Notice):
        return ""
    try:
        return _writer.encode(_shallow(sentence)).decode()
    except UnicodeEncodeError:  # half a surrogate pair, which broken JSON can bring
        return _writer.encode(_mended(notice_document(sentence))).decode()


def read_notice(english: str, written: str) -> str:
    """Return a sentence as the notice that it was; it is read when somebody asks for its text or its parts."""
    return _Written(english, written) if written else english


def notice_document(notice: Notice) -> Document:
    """Return a notice as plain data, for JSON."""
    document: Document = msgspec.to_builtins(_shallow(notice), enc_hook=_shallow)
    return document


def restore_notice(english: str, document: object) -> str:
    """Return a sentence as the notice that its document tells of. White space may differ: some places want a single line."""
    try:
        notice = _made(document)
    except (TypeError, ValueError, KeyError, RecursionError):
        return english
    if notice == english:
        return notice
    return notice.worded(english) if notice.split() == english.split() else english


def beside(sentences: Iterable[str]) -> dict[str, dict[str, Document]]:
    """Return what a JSON document has beside its sentences: ``{"notices": {sentence: document}}``, nothing for plain texts."""
    documents = documents_of(sentences)
    return {NOTICES: documents} if documents else {}


def documents_of(sentences: Iterable[str]) -> dict[str, Document]:
    """Return the documents of those sentences that are notices, by their English."""
    return {str(each): notice_document(each) for each in sentences if isinstance(each, Notice)}


def restored(english: str, documents: Mapping[str, object]) -> str:
    """Return a sentence as the notice that `documents_of` has kept, or as it stands."""
    return restore_notice(english, documents[english]) if english in documents else english


def values_in(written: str) -> Iterator[str]:
    """Yield what stands in the places of a written notice, at any depth: all of it that does not come from our code."""
    try:
        yield from _values(msgspec.json.decode(written) if written else {})
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        yield written


def _values(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        named = part.get("parts")
        inner = [*named.values()] if isinstance(named, dict) else [named]
        for each in (*inner, *(value for name, value in part.items() if name not in ("text", "parts"))):
            yield from _values(each)
    elif isinstance(part, list):
        for each in part:
            yield from _values(each)
    elif part is not None:
        yield str(part)


class _Written(Notice):
    """A notice in its written form until somebody asks for more than its English."""

    __slots__ = ("_form",)

    _form: str

    def __new__(cls, english: str, written: str) -> Self:
        made = str.__new__(cls, english)
        made._form = written
        return made

    def __getattr__(self, name: str) -> Any:  # Any: of whichever slot is empty as yet
        if name not in Notice.__slots__:
            raise AttributeError(name)
        told = self._told()
        self.text, self.parts, self.terminal = told.text, told.parts, told.terminal
        return getattr(told, name)

    def _told(self) -> Notice:
        english = str(self)
        try:
            told = restore_notice(english, msgspec.json.decode(self._form))
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            told = english
        return told if isinstance(told, Notice) else Notice(english)

    def __reduce__(self) -> tuple[object, ...]:
        return read_notice, (str(self), self._form)


def _shallow(part: object) -> Document | str:
    """Return a notice as a dictionary; what its places hold is still to be turned."""
    if isinstance(part, Quoted):
        return str(part) if part.text is None else {"quoted": part.text}
    if not isinstance(part, Notice):
        raise NotImplementedError(type(part))
    document: Document = {"text": part.text}
    if part.parts:
        document["parts"] = part.parts
    if part.terminal:
        document["terminal"] = part.terminal
    return document


_writer = msgspec.json.Encoder(enc_hook=_shallow)


def _made(document: object) -> Notice:
    """Make the notice of a document; raise where it is none that this version can say."""
    if not isinstance(document, dict):
        raise TypeError(document)
    text, parts, terminal = document["text"], document.get("parts", {}), document.get("terminal", "")
    if not (isinstance(text, str) and isinstance(parts, dict) and isinstance(terminal, str)):
        raise TypeError(document)
    return Notice(text, terminal=terminal, **{str(name): _part(part) for name, part in parts.items()})


def _part(value: object) -> Part:
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, list):
        return [_text(each) for each in value]
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, dict) and isinstance(quoted := value.get("quoted"), str):
        return Quoted(quoted)
    return value if isinstance(value, str) else _made(value)


def _mended(part: object) -> object:
    if isinstance(part, str):
        return part.encode("utf-8", "replace").decode()
    if isinstance(part, dict):
        return {_mended(name): _mended(inner) for name, inner in part.items()}
    return [_mended(each) for each in part] if isinstance(part, list) else part
