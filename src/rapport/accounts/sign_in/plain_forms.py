"""The forms of allauth without placeholders, which vanish when one needs them, and with our words above the fields."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _

LABELS = {
    "code": _("Code"),
    "email": _("E-mail address"),
    "login": _("E-mail address"),
    "oldpassword": _("Present password"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "remember": _("Stay signed in on this device"),
}


class _Plain:
    """Comes before a form of allauth."""

    # Any: as forms of Django are made; `fields` is the form's.
    fields: Any

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = ""
        for name in ("login", "code"):
            if name in self.fields:
                self.fields[name].widget.attrs["autofocus"] = True


def _plain(form: type[Any]) -> type[Any]:  # Any: the forms of allauth have no types
    return type(f"Plain{form.__name__}", (_Plain, form), {})


PlainLoginForm = _plain(LoginForm)
PlainChangePasswordForm = _plain(ChangePasswordForm)
PlainSetPasswordForm = _plain(SetPasswordForm)
PlainResetPasswordForm = _plain(ResetPasswordForm)
PlainResetPasswordKeyForm = _plain(ResetPasswordKeyForm)
PlainReauthenticateForm = _plain(ReauthenticateForm)
PlainAuthenticateForm = _plain(AuthenticateForm)
PlainCodeForm = _plain(CodeForm)
PlainActivateForm = _plain(ActivateTOTPForm)
