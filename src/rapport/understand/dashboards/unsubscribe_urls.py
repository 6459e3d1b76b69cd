"""Addresses outside of any workspace: links in e-mails work without signing in."""

from django.urls import path

from rapport.understand.dashboards import unsubscribing

urlpatterns = [path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="dashboard-unsubscribe")]
