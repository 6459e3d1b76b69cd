"""The door to annotations."""

from rapport.understand.annotations.actions import NewAnnotation, add_annotation, change_annotation, remove_annotation
from rapport.understand.annotations.annotation import LONGEST_TEXT, Annotation, AnnotationKind
from rapport.understand.annotations.queries import annotations_between, get_annotation

__all__ = [
    "LONGEST_TEXT",
    "Annotation",
    "AnnotationKind",
    "NewAnnotation",
    "add_annotation",
    "annotations_between",
    "change_annotation",
    "get_annotation",
    "remove_annotation",
]
