"""Addresses of the settings, relative to `/w/<workspace>/`."""

from django.urls import path

from rapport.accounts.settings_pages import account, audit_log, keys, members, workspace

urlpatterns = [
    path("settings/", workspace.settings, name="settings"),
    path("settings/workspace/", workspace.workspace, name="settings-workspace"),
    path("settings/members/", members.members, name="settings-members"),
    path("settings/members/<int:member>/role/", members.member_role, name="settings-member-role"),
    path("settings/members/<int:member>/remove/", members.member_remove, name="settings-member-remove"),
    path("settings/invitations/<int:invitation>/withdraw/", members.invitation_withdraw, name="settings-invitation-withdraw"),
    path("settings/keys/", keys.keys, name="settings-keys"),
    path("settings/keys/<int:key>/replace/", keys.key_replace, name="settings-key-replace"),
    path("settings/keys/<int:key>/revoke/", keys.key_revoke, name="settings-key-revoke"),
    path("settings/audit/", audit_log.audit_log, name="settings-audit"),
    path("settings/audit.csv", audit_log.audit_export, name="settings-audit-export"),
    path("settings/account/", account.account, name="account"),
    path("settings/account/sessions/end/", account.sessions_end, name="sessions-end"),
    path("settings/account/sessions/<int:session>/end/", account.session_end, name="session-end"),
]
