"""The door to people: who a person is, and what may be done with what is held about them."""

from rapport.record.people.annotations import (
    LONGEST_TAG,
    Note,
    Tag,
    add_note,
    add_tag,
    delete_note,
    notes_of,
    remove_tag,
    tags_of,
)
from rapport.record.people.by_hand import write_traits
from rapport.record.people.companies import Company, name_company
from rapport.record.people.consent import BASES, ConsentEntry, Consents, consents_of, record_consent
from rapport.record.people.documents import (
    consents_document,
    found_document,
    interaction_document,
    merge_document,
    note_document,
    person_document,
    suppression_document,
    tag_document,
    trait_document,
)
from rapport.record.people.erasing import Erased, Places, erase_person, finish_interrupted, is_being_erased
from rapport.record.people.exporting import export_csv, export_json
from rapport.record.people.finding import FoundPerson, find_people, search_people
from rapport.record.people.merging import merge_people, unmerge_people
from rapport.record.people.naming import person_named
from rapport.record.people.person import Joined, Person, read_person, settle, whole_timeline
from rapport.record.people.readmitting import Readmitted, readmit_person
from rapport.record.people.sketches import PersonSketch, sketch_people
from rapport.record.people.suppression import ADDRESS_TYPES, Suppression, is_suppressed, lift_suppression, suppress
from rapport.record.people.trait_names import NamesOfTraits, names_of_traits, traits_known
from rapport.record.people.traits import Saying, Trait, TraitValue

__all__ = [
    "ADDRESS_TYPES",
    "BASES",
    "LONGEST_TAG",
    "Company",
    "ConsentEntry",
    "Consents",
    "Erased",
    "FoundPerson",
    "Joined",
    "NamesOfTraits",
    "Note",
    "Person",
    "PersonSketch",
    "Places",
    "Readmitted",
    "Saying",
    "Suppression",
    "Tag",
    "Trait",
    "TraitValue",
    "add_note",
    "add_tag",
    "consents_document",
    "consents_of",
    "delete_note",
    "erase_person",
    "export_csv",
    "export_json",
    "find_people",
    "finish_interrupted",
    "found_document",
    "interaction_document",
    "is_being_erased",
    "is_suppressed",
    "lift_suppression",
    "merge_document",
    "merge_people",
    "name_company",
    "names_of_traits",
    "note_document",
    "notes_of",
    "person_document",
    "person_named",
    "read_person",
    "readmit_person",
    "record_consent",
    "remove_tag",
    "search_people",
    "settle",
    "sketch_people",
    "suppress",
    "suppression_document",
    "tag_document",
    "tags_of",
    "trait_document",
    "traits_known",
    "unmerge_people",
    "whole_timeline",
    "write_traits",
]
