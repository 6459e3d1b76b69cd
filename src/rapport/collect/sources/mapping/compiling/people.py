"""The getter of `who`: the identifiers of a row as one string."""

from typing import Any

from rapport.collect.sources.mapping.cells import Bad, Cell, Scalar, text_of
from rapport.collect.sources.mapping.compiling.binder import Binder
from rapport.collect.sources.mapping.compiling.getters import Getter, constant_getter, rows_getter
from rapport.collect.sources.mapping.compiling.readers import read_email, read_identifier
from rapport.collect.sources.mapping.document import IdentifierField, Identifiers, Person
from rapport.core.batch import encode_who
from rapport.core.interaction import Identifier
from rapport.core.notice import Notice

_TYPES = ("external", "user_id", "email", "phone", "handle", "anonymous_id")


def who_getter(binder: Binder, person: Person, path: str) -> Getter:
    """Return the getter of the encoded identifiers of a row; None where the row names nobody."""
    getters: list[Getter] = []
    makers: list[_Maker] = []
    for identifier_type in _TYPES:
        for spec in _as_tuple(getattr(person, identifier_type)):
            here = f"{path}.{identifier_type}"
            getters.append(binder.field(spec, here, plain="column", read=_reader(identifier_type, spec)))
            makers.append(_Maker(binder, identifier_type, spec, here))
    if not getters:
        return constant_getter(None)

    def encode(values: tuple[Cell, ...]) -> str | Bad | None:
        given = [(maker, value) for maker, value in zip(makers, values) if value is not None]
        if bad := next((value for _, value in given if type(value) is Bad), None):
            return bad
        if len(given) == 1 and given[0][0].is_single:
            return given[0][0].encoded(given[0][1])
        return encode_who([identifier for maker, value in given for identifier in maker.identifiers(value)])

    return rows_getter(getters, encode)


def _as_tuple(given: Identifiers) -> tuple[str | IdentifierField, ...]:
    return given if isinstance(given, tuple) else (given,)


def _reader(identifier_type: str, spec: str | IdentifierField) -> Scalar:
    if isinstance(spec, IdentifierField) and spec.each:
        return text_of
    return read_email if identifier_type == "email" else read_identifier


class _Maker:
    """Makes identifiers of one type from a cell."""

    def __init__(self, binder: Binder, identifier_type: str, spec: str | IdentifierField, path: str) -> None:
        form = spec if isinstance(spec, IdentifierField) else IdentifierField()
        if identifier_type == "handle" and not form.network:
            raise binder.error(path, Notice("say the network of the handle: {column: …, network: x}."))
        namespaces = {"external": binder.parsed.mapping.source, "handle": form.network or ""}
        self._type: Any = identifier_type
        self._namespace = namespaces.get(identifier_type, "")
        self._is_verified = form.verified
        self._each = form.each
        self._read = _reader(identifier_type, "")
        # The value stands last, so what stands before it is the same for every person.
        self._before = (encode_who([self._make("x")]) or "").removesuffix("x")

    @property
    def is_single(self) -> bool:
        return self._each is None

    def encoded(self, value: str) -> str:
        """Return what `encode_who` gives for one identifier, without its cost."""
        return self._before + value

    def identifiers(self, cell: Cell) -> list[Identifier]:
        if self._each is None:
            return [self._make(cell)]
        values = [self._read(piece) for piece in text_of(cell).split(self._each) if piece.strip()]
        return [self._make(value) for value in values if isinstance(value, str)]

    def _make(self, value: str) -> Identifier:
        return Identifier(type=self._type, value=value, namespace=self._namespace, verified=self._is_verified)
