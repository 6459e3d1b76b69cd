"""Mail: messages that answer each other."""

from rapport.collect.sources.mapping.guess.draft import Draft, name_in_expression, text_yaml
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice


def recognise(reading: Reading) -> Draft | None:
    message = reading.find("message_id", at_least=0.8)
    parent = reading.find("in_reply_to", at_least=0.8)
    references = reading.find("references", at_least=0.8)
    if message is None or parent is None:
        return None
    draft = Draft(Notice("mail"), 0.9)
    identity = draft.use(message.name, Notice("identifies the message"))
    draft.set("channel", "email")
    above = draft.use(parent.name, Notice("the message that it answers"))
    roots = [f'{{column: {text_yaml(references.name)}, split: " "}}'] if references else []
    draft.set("conversation", f"{{first_of: [{', '.join([*roots, above, identity])}]}}")
    if references:
        draft.use(references.name, Notice("the thread; its first message names the conversation"))
    subject = reading.find("subject", without=draft.used)
    if subject:
        draft.use(subject.name, Notice("subject"))
        draft.set("touchpoint", f"{{column: {text_yaml(subject.name)}}}")
    text = reading.find("text", where=lambda profile: profile.is_prose, without=draft.used)
    if text:
        draft.set("text", draft.use(text.name, Notice("what was written")))
    empty = [f"{name_in_expression(each.name)} is empty" for each in (parent, references) if each]
    draft.rules += [
        {"kind": "conversation_opened", "when": f'"{" and ".join(empty)}"'},
        {"kind": "message_received", "when": f'"not ({" and ".join(empty)})"'},
    ]
    return draft


SHAPES = (Shape("mail", ("conversation_opened", "message_received"), recognise),)
