"""What people read for the sorts of annotations."""

from django.utils.translation import gettext as _

from rapport.understand.annotations.annotation import AnnotationKind


def annotation_kinds() -> dict[AnnotationKind, str]:
    """Return the kinds with their names."""
    return {
        AnnotationKind.INCIDENT: _("Incident"),
        AnnotationKind.RELEASE: _("Release"),
        AnnotationKind.CAMPAIGN: _("Campaign"),
        AnnotationKind.IMPROVEMENT: _("Improvement"),
        AnnotationKind.NOTE: _("Note"),
    }
