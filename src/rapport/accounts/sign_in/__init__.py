"""How people get in: first run, invitations, links, and what django-allauth is told to do differently."""
