"""`rapport person`: what is kept about people by hand."""

from rapport.record.people.command_asked import Asked


def note(asked: Asked) -> int:
    from rapport.record.people.annotations import add_note
    from rapport.record.people.documents import note_document
    from rapport.record.people.naming import person_named

    note = add_note(asked.workspace, person_named(asked.workspace, asked.arguments.person), asked.arguments.text)
    return asked.print_json(note_document(note)) if asked.context.as_json else asked.print_lines([f"Wrote note {note.id}."])


def tag(asked: Asked) -> int:
    from rapport.record.people.annotations import add_tag, remove_tag, tags_of
    from rapport.record.people.naming import person_named

    person_id = person_named(asked.workspace, asked.arguments.person)
    (remove_tag if asked.arguments.remove else add_tag)(asked.workspace, person_id, asked.arguments.name)
    names = [tag.name for tag in tags_of(asked.workspace, person_id)]
    if asked.context.as_json:
        return asked.print_json({"id": person_id, "tags": names})
    return asked.print_lines([f"Tags of person {person_id}: {', '.join(names) or 'none'}."])


def consent(asked: Asked) -> int:
    from rapport.record.people.consent import consents_of, record_consent
    from rapport.record.people.documents import consents_document
    from rapport.record.people.erasing import drain
    from rapport.record.people.naming import person_named

    with asked.places() as places:
        person_id = person_named(asked.workspace, asked.arguments.person)
        record_consent(
            asked.workspace, places.spool, person_id, asked.arguments.purpose, asked.arguments.status, basis=asked.arguments.basis
        )
        drain(places)
    if asked.context.as_json:
        return asked.print_json({"id": person_id, "consents": consents_document(consents_of(asked.store, person_id))})
    return asked.print_lines([f"Person {person_id}: {asked.arguments.purpose} {asked.arguments.status}."])


def suppress_address(asked: Asked) -> int:
    from rapport.record.people.suppression import is_suppressed, lift_suppression, suppress

    if asked.arguments.lift:
        lift_suppression(asked.workspace, asked.arguments.channel, asked.arguments.address)
    else:
        suppress(asked.workspace, asked.arguments.channel, asked.arguments.address, reason=asked.arguments.reason)
    suppressed = is_suppressed(asked.workspace, asked.arguments.channel, asked.arguments.address)
    if asked.context.as_json:
        return asked.print_json({"channel": asked.arguments.channel, "suppressed": suppressed})
    return asked.print_lines(["Suppressed." if suppressed else "No longer suppressed."])
