"""Values that stand where an identifier should, and identify nobody. One shared garbage id would make a crowd one person."""

import re

_NOTHING = """
undefined null none nil nan inf infinity na n/a n.a. #n/a #ref! #value! empty blank missing unset void unknown unbekannt inconnu
desconocido undefined:undefined null:null (null) (none) (empty) <na> true false 0 -1 00 -0 0.0 -1.0 object [object]
"""
_NOBODY = """
anonymous anon anonymized anonymised guest visitor nobody noone no-one user admin administrator root system test testing tester
example sample demo dummy default placeholder temp tmp
"""
_HEADINGS = """
userid user_id user-id username id uid uuid guid customer customerid customer_id client clientid client_id distinct_id distinctid
anonymous_id anonymousid device_id deviceid session_id email e-mail mail phone name
"""
_FILLERS = """
123456 1234567 12345678 123456789 1234567890 0123456789 01234567890 12345678910 123123123 987654321 9876543210
asdf asdfgh qwerty qwertz
"""
_PHRASES = (
    "[object object]",
    "(not set)",
    "not set",
    "not available",
    "not applicable",
    "no name",
    "no email",
    "no phone",
    "\\n",
)

WORDS = frozenset((*_NOTHING.split(), *_NOBODY.split(), *_HEADINGS.split(), *_FILLERS.split(), *_PHRASES))
"""Compared after case folding and without the quotes around. `12345` and `1111` are not here: they are ordinary numbers of
customers in files that count them from 1."""

_MACHINES = """
noreply no-reply no_reply no.reply donotreply do-not-reply do_not_reply do.not.reply dontreply nepasrepondre ne-pas-repondre
keineantwort noreply-email mailer-daemon bounce bounces autoreply auto-reply devnull dev-null
"""
NOBODY_READS = frozenset(_MACHINES.split())
"""The part of an e-mail address before the @ that belongs to a machine."""

_DOMAINS = "test.com test.test test.de none.com null.com noemail.com nomail.com no.com na.com"
INVENTED_DOMAINS = frozenset(_DOMAINS.split())
"""What people type who do not want to give their address."""

_NOBODYS = "anonymous anon anonymized anonymised guest nobody noone no-one noemail no-email invalid fake"
EMAIL_WORDS = frozenset((*_NOTHING.split(), *_NOBODYS.split()))
"""Words that stand before the @ of nobody's address. Somebody does read test@, admin@ and mail@."""

SHORTEST_REPETITION = 8
"""`11111` may be a customer's number; `11111111` is a finger resting on a key."""

_TEMPLATES = re.compile(r"\$\{.*\}|\{\{.*\}\}|\{%.*%\}|%%.*%%|%[A-Za-z_]+%|<[A-Za-z_ ]+>|\[[A-Za-z_ ]+\]|\{[A-Za-z_]*\}")
"""A template that nobody filled in: ``{{user.id}}``, ``${userId}``, ``[object Object]``."""

_QUOTES = " \t\r\n'\"`´‘’“”«»"


def is_garbage(value: str) -> bool:
    """Say whether a value of any type identifies nobody."""
    bare = value.strip(_QUOTES)
    if not bare or bare.casefold() in WORDS:
        return True
    if bare[0] == bare[-1] and _is_one_character(bare):
        return True
    return bare[0] in "$%<[{" and _TEMPLATES.fullmatch(bare) is not None


def _is_one_character(bare: str) -> bool:
    """Whether it is only zeros (the zero UUID as well), or one character again and again."""
    characters = bare.replace("-", "")
    if not characters.strip("0."):
        return True
    if characters.strip(characters[0]):
        return False
    return len(characters) >= SHORTEST_REPETITION or (len(characters) >= 3 and not characters[0].isdigit())


def is_garbage_email(local: str, domain: str) -> bool:
    """Say whether an e-mail address in normal form identifies nobody."""
    return local in NOBODY_READS or local in EMAIL_WORDS or domain in INVENTED_DOMAINS


def is_garbage_phone(digits: str) -> bool:
    """Say whether the national digits of a phone number are all the same, a 1 with zeros, or counted up or down."""
    significant = digits.lstrip("0")
    return len(set(significant)) <= 1 or significant.rstrip("0") == "1" or not _COUNTED.isdisjoint((digits, significant))


_COUNTED = frozenset(
    run[start : start + length]
    for run in ("01234567890123456789", "98765432109876543210")
    for length in range(7, 13)
    for start in range(len(run) - length + 1)
)
