"""The pages of changing the address that one signs in with."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.decorators import rate_limit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rapport.accounts.address_change import AddressChange, open_change, sign_change
from rapport.accounts.email_address import normalize_email
from rapport.accounts.mail import send_address_link, send_address_taken
from rapport.accounts.members import change_email, is_taken
from rapport.accounts.models import EMAIL_LENGTH, User
from rapport.accounts.network import network_of
from rapport.accounts.sign_in.pages import HTTP_GONE
from rapport.core.errors import UserError


class AddressForm(forms.Form):
    """The new address."""

    email = forms.EmailField(
        label=gettext_lazy("New e-mail address"),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: object = None, *, present: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # as forms of Django are made
        self._present = present

    def clean_email(self) -> str:
        email = normalize_email(str(self.cleaned_data["email"]))
        if email == self._present:
            raise ValidationError(_("You sign in with this address already."))
        return email


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth has no types
@rate_limit(action="manage_email")  # type: ignore[untyped-decorator]  # allauth has no types
def email(request: HttpRequest) -> HttpResponse:
    """Send a link to the new address; the present one stays until it is opened."""
    user = cast(User, request.user)
    form = AddressForm(request.POST or None, present=user.email)
    if not settings.EMAIL_IS_CONFIGURED or not form.is_valid():
        context = {"form": form, "present": user.email, "sends_email": settings.EMAIL_IS_CONFIGURED}
        return render(request, "accounts/email.html", context, status=422 if form.errors else 200)
    address = form.cleaned_data["email"]
    if is_taken(address, by_other_than=user.pk):
        # The answer is the same, so that nobody finds out who signs in here.
        send_address_taken(address)
    else:
        link = reverse("email-confirm", kwargs={"signed": sign_change(AddressChange(user.pk, user.email, address))})
        send_address_link(address, request.build_absolute_uri(link), present=user.email)
    told = _("A message is on its way to %(email)s. Open its link in this browser, within a day; until then nothing changes.")
    messages.success(request, told % {"email": address})
    return redirect("my-account")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def email_confirm(request: HttpRequest, signed: str) -> HttpResponse:
    """Change the address, for whoever is signed in as the user who asked: a stranger who gets the e-mail gets no account."""
    user = cast(User, request.user)
    change = open_change(signed, user)
    if change is None:
        return render(request, "accounts/email_closed.html", status=HTTP_GONE)
    if request.method != "POST":
        return render(request, "accounts/email_confirm.html", {"change": change})
    try:
        change_email(change.before, change.after, actor=f"user:{change.before}", network=network_of(request))
    except UserError:
        return render(request, "accounts/email_closed.html", status=HTTP_GONE)
    told = {"from_email": change.before, "to_email": change.after}
    get_adapter().send_notification_mail("account/email/email_changed", user, told, email=change.before)
    messages.success(request, _("You sign in with %(email)s from now on.") % {"email": change.after})
    return redirect("my-account")
