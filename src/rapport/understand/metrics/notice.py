"""Sentences that tell a reader what to know about an answer, in a form that pages can say in other languages."""


class Notice(str):
    """An English sentence, made of a text with places (`%(name)s`) and what stands in them.

    Wherever a text does, in the terminal and in JSON, it is that text. `scripts/translations.py` collects the first argument
    of every call for the translators.
    """

    text: str
    parts: dict[str, str]

    def __new__(cls, text: str, /, **parts: str) -> "Notice":
        made = super().__new__(cls, text % parts if parts else text)
        made.text, made.parts = text, parts
        return made
