"""Read an expression: recursive descent, one method per level of binding."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple, TypeVar

from rapport.core.errors import UserError
from rapport.core.expressions.tree import Binary, Call, In, IsEmpty, Literal, Name, Node, Unary
from rapport.core.notice import Notice

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<date>\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?!\w))
    | (?P<span>\d+(?:s|m|h|d|w)\b)
    | (?P<number>\d+(?:\.\d+)?(?!\w))
    | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<quoted>\[[^\]]+\]|`[^`]+`)
    | (?P<name>[^\W\d][\w.]*|\$\w+|\d[\w.]*)
    | (?P<operator><=|>=|!=|<>|==|[-=<>+*/(),])
    )""",
    re.VERBOSE,
)
_SPANS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_COMPARISONS = {"=": "=", "==": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_WORD_COMPARISONS = ("contains", "matches")
_MAX_DEPTH = 100
T = TypeVar("T")


class _Token(NamedTuple):
    type: str
    text: str
    start: int


def parse_expression(text: str, *, bare_words_are_values: bool = False) -> Node:
    """Parse `text`; raise UserError that points at the place where it cannot go on.

    With `bare_words_are_values`, a bare word right of a comparison is text (`country = DE`), as people write filters.
    Columns whose names hold spaces are written in square brackets or backticks.
    """
    return _Parser(text, bare_words_are_values).parse()


class _Parser:
    def __init__(self, text: str, bare_words_are_values: bool) -> None:
        self._text = text
        self._bare_words_are_values = bare_words_are_values
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0

    def parse(self) -> Node:
        node = self._either()
        if self._peek.type != "end":
            raise self._error(Notice("did not expect '%(text)s'", text=self._peek.text))
        return node

    def _either(self) -> Node:
        node = self._both()
        while self._take_word("or"):
            node = Binary("or", node, self._both())
        return node

    def _both(self) -> Node:
        node = self._negation()
        while self._take_word("and"):
            node = Binary("and", node, self._negation())
        return node

    def _negation(self) -> Node:
        if self._take_word("not"):
            return Unary("not", self._deeper(self._negation))
        return self._comparison()

    def _comparison(self) -> Node:
        left = self._sum()
        if self._peek.text in _COMPARISONS and self._peek.type == "operator":
            return Binary(_COMPARISONS[self._take().text], left, self._value())
        for word in _WORD_COMPARISONS:
            if self._take_word(word):
                return Binary(word, left, self._value())
        if self._take_word("is"):
            is_negated = self._take_word("not")
            self._expect_word("empty")
            return IsEmpty(left, is_negated)
        is_negated = self._is_word("not")
        if is_negated and not self._is_word("in", ahead=1):
            raise self._error(Notice("expected 'in' after 'not'"))
        if is_negated:
            self._take()
        if self._take_word("in"):
            return In(left, self._list(), is_negated)
        return left

    def _list(self) -> tuple[Node, ...]:
        self._expect("(")
        items = [self._value()]
        while self._take_if(","):
            items.append(self._value())
        self._expect(")")
        return tuple(items)

    def _value(self) -> Node:
        node = self._sum()
        if self._bare_words_are_values and isinstance(node, Name):
            return Literal(node.text)
        return node

    def _sum(self) -> Node:
        node = self._product()
        while self._peek.type == "operator" and self._peek.text in "+-":
            node = Binary(self._take().text, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._signed()
        while self._peek.type == "operator" and self._peek.text in "*/":
            node = Binary(self._take().text, node, self._signed())
        return node

    def _signed(self) -> Node:
        if self._take_if("-"):
            operand = self._deeper(self._signed)
            is_number = (
                isinstance(operand, Literal) and isinstance(operand.value, int | float) and not isinstance(operand.value, bool)
            )
            return Literal(-operand.value) if is_number else Unary("-", operand)  # type: ignore[union-attr, operator]  # is_number checked
        return self._primary()

    def _primary(self) -> Node:
        token = self._take()
        match token.type:
            case "number":
                return Literal(float(token.text) if "." in token.text else int(token.text))
            case "span":
                return Literal(timedelta(seconds=int(token.text[:-1]) * _SPANS[token.text[-1]]))
            case "string":
                return Literal(re.sub(r"\\(.)", r"\1", token.text[1:-1]))
            case "date":
                return Literal(token.text)
            case "quoted":
                return Name(token.text[1:-1], token.start)
            case "name":
                return self._name_or_call(token)
        if token.text == "(":
            node = self._deeper(self._either)
            self._expect(")")
            return node
        raise self._error(Notice("expected a name, a number or a text in quotes"), at=token)

    def _name_or_call(self, token: _Token) -> Node:
        if token.text.lower() in ("true", "false"):
            return Literal(token.text.lower() == "true")
        if not self._take_if("("):
            return Name(token.text, token.start)
        arguments: list[Node] = []
        while not self._take_if(")"):
            if arguments:
                self._expect(",")
            arguments.append(self._deeper(self._either))
        return Call(token.text.lower(), tuple(arguments), token.start)

    def _deeper(self, rule: Callable[[], T]) -> T:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise self._error(Notice("it is nested too deeply"))
        node = rule()
        self._depth -= 1
        return node

    @property
    def _peek(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _take_if(self, operator: str) -> bool:
        if self._peek.type == "operator" and self._peek.text == operator:
            self._take()
            return True
        return False

    def _is_word(self, word: str, ahead: int = 0) -> bool:
        token = self._tokens[min(self._at + ahead, len(self._tokens) - 1)]
        return token.type == "name" and token.text.lower() == word

    def _take_word(self, word: str) -> bool:
        if self._is_word(word):
            self._take()
            return True
        return False

    def _expect(self, operator: str) -> None:
        if not self._take_if(operator):
            raise self._error(Notice("expected '%(text)s'", text=operator))

    def _expect_word(self, word: str) -> None:
        if not self._take_word(word):
            raise self._error(Notice("expected '%(text)s'", text=word))

    def _error(self, problem: Notice, *, at: _Token | None = None) -> UserError:
        return _unreadable(self._text, problem, (at or self._peek).start)


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise _unreadable(text, Notice("did not expect '%(text)s'", text=text[start]), start)
        yield _Token(match.lastgroup, match.group(match.lastgroup), match.start(match.lastgroup))
        at = match.end()
    yield _Token("end", Notice("the end"), len(text))


def _unreadable(text: str, problem: Notice, start: int) -> UserError:
    return UserError(
        Notice(
            "Cannot read the expression: %(problem)s at character %(place)s.",
            problem=problem,
            place=start + 1,
            terminal=f"\n  {text}\n  {' ' * start}^",
        )
    )
