"""The addresses of people, relative to the workspace."""

from django.urls import path

from rapport.serve.web.people import acting, leaving, listing, merging, person

urlpatterns = [
    path("people/", listing.people, name="people"),
    path("people/export/", listing.export, name="people-export"),
    path("people/<int:person>/", person.person, name="person"),
    path("people/<int:person>/timeline/", person.timeline, name="person-timeline"),
    path("people/<int:person>/notes/", acting.notes, name="person-notes"),
    path("people/<int:person>/notes/<int:note>/delete/", acting.note_delete, name="person-note-delete"),
    path("people/<int:person>/tags/", acting.tags, name="person-tags"),
    path("people/<int:person>/consents/", acting.consents, name="person-consents"),
    path("people/<int:person>/suppressions/", acting.suppressions, name="person-suppressions"),
    path("people/<int:person>/merge/", merging.merge, name="person-merge"),
    path("people/<int:person>/unmerge/", merging.unmerge, name="person-unmerge"),
    path("people/<int:person>/export/", leaving.export, name="person-export"),
    path("people/<int:person>/erase/", leaving.erase, name="person-erase"),
]
