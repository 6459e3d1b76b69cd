"""The rules of a mapping, bound to a file: what is inherited, what `for_each` stands for, what each is called."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase, translate
from typing import Any

import msgspec

from rapport.collect.sources.mapping.compiling.binder import Binder
from rapport.collect.sources.mapping.compiling.rule_fields import CompiledRule, RuleFields
from rapport.collect.sources.mapping.document import Consent, Facts, Field, Mapping, Rule, words
from rapport.collect.sources.mapping.values.amounts import Rounding
from rapport.core.notice import Notice, Quoted


@dataclass(frozen=True, slots=True)
class RuleCompiler:
    """Compiles the rules of one mapping for one file."""

    binder: Binder
    zone: str
    rounding: Rounding = field(default_factory=Rounding)

    def compile_all(self) -> list[CompiledRule]:
        """Compile every rule; raise UserError at the first place that cannot work."""
        mapping = self.binder.parsed.mapping
        rules: list[CompiledRule] = []
        if not mapping.interactions:
            rules += self._expand(mapping, "$", named=bool(mapping.for_each))
        for place, rule in enumerate(mapping.interactions):
            rules += self._expand(_inherit(rule, mapping), f"$.interactions[{place}]", named=True)
        for place, consent in enumerate(mapping.consents):
            path = f"$.consents[{place}]"
            rules.append(self._compile(self.binder, _consent_rule(consent, mapping), path, name=f"consent:{consent.purpose}"))
        if not rules:
            raise self.binder.error(
                "$.interactions", Notice("no column of the file fits any `for_each`, so there is nothing to import.")
            )
        self._check_names(rules)
        return rules

    def _check_names(self, rules: list[CompiledRule]) -> None:
        names = Counter(rule.name for rule in rules)
        if twice := sorted(name for name, times in names.items() if times > 1):
            raise self.binder.error(
                "$.interactions",
                Notice("two interactions would be called %(name)s. Give each its own `name: …`.", name=Quoted(twice[0])),
            )

    def _expand(self, rule: Rule, path: str, *, named: bool) -> list[CompiledRule]:
        if rule.optional and rule.each and not self.binder.knows(rule.each):
            return []
        if not rule.for_each:
            return [self._compile(self.binder, rule, path, name=_name_of(rule) if named else "")]
        columns = self._columns_matching(rule, path)
        return [
            self._compile(self.binder.for_column(column), rule, path, name=f"{_name_of(rule)}:{column}") for column in columns
        ]

    def _columns_matching(self, rule: Rule, path: str) -> list[str]:
        wanted = [pattern for pattern in words(rule.for_each) if not pattern.startswith("!")]
        unwanted = [pattern[1:] for pattern in words(rule.for_each) if pattern.startswith("!")]
        if not rule.optional:
            self._check_patterns(wanted, f"{path}.for_each")
        left_out = set(_fitting(unwanted, self.binder.columns))
        return [column for column in _fitting(wanted, self.binder.columns) if column not in left_out]

    def _check_patterns(self, patterns: list[str], path: str) -> None:
        columns = frozenset(self.binder.columns)
        for pattern in patterns:
            if pattern not in columns and not any(fnmatchcase(column, pattern) for column in columns):
                if "*" not in pattern:
                    self.binder.name(pattern, path)
                raise self.binder.error(path, Notice("no column of the file fits %(pattern)s.", pattern=Quoted(pattern)))

    def _compile(self, binder: Binder, rule: Rule, path: str, *, name: str) -> CompiledRule:
        return RuleFields(binder, rule, path, self.zone, self.rounding).compile(name)


def _fitting(patterns: list[str], columns: Iterable[str]) -> list[str]:
    """Return the columns that are named by, or fit, any of the patterns. A file may have ten thousand of either."""
    named = frozenset(patterns)
    fits = re.compile("|".join(translate(pattern) for pattern in patterns if _is_glob(pattern)) or r"(?!)").match
    return [column for column in columns if column in named or fits(column)]


def _is_glob(pattern: str) -> bool:
    return any(mark in pattern for mark in "*?[")


def _inherit(rule: Rule, mapping: Mapping) -> Rule:
    """Fill what the rule leaves open from the top of the document."""
    changes: dict[str, Any] = {}
    for name in Facts.__struct_fields__:
        if name in ("dimensions", "properties"):
            changes[name] = {**getattr(mapping, name), **getattr(rule, name)}
        elif getattr(rule, name) is None:
            changes[name] = getattr(mapping, name)
    if rule.kind is None:
        changes["kind"] = mapping.kind
    return msgspec.structs.replace(rule, **changes)


def _consent_rule(consent: Consent, mapping: Mapping) -> Rule:
    properties: dict[str, str | Field] = {
        "purpose": Field(value=consent.purpose),
        "basis": Field(value=consent.basis),
        "status": consent.status if isinstance(consent.status, Field) else Field(column=consent.status),
    }
    return Rule(
        kind="consent_changed", time=consent.time or mapping.time, person=mapping.person, properties=properties, needs=("status",)
    )


def _column_of(spec: str | Field) -> str | None:
    return spec if isinstance(spec, str) else spec.column


def _name_of(rule: Rule) -> str:
    if rule.name:
        return rule.name
    parts = [each for each in (rule.kind, rule.metric) if isinstance(each, str)]
    if isinstance(rule.question, str) and not rule.question.startswith("$"):
        parts.append(rule.question)
    elif not rule.for_each and rule.score is not None and (column := _column_of(rule.score)):
        parts.append(column)
    return ".".join(parts) or "interaction"
