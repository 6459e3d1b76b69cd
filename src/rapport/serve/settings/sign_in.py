"""How people sign in: django-allauth's settings."""

from typing import Any

from rapport.serve.settings.address import PublicAddress
from rapport.serve.settings.single_sign_on import single_sign_on_settings

# Any: a dictionary of Django settings.
Settings = dict[str, Any]
_FORMS = "rapport.accounts.sign_in.plain_forms"


def sign_in_settings(address: PublicAddress) -> Settings:
    """Return what allauth is told: e-mail and password, second factors, passkeys; nobody signs up uninvited."""
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("email", "name")},
            },
            {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "rapport.accounts.sign_in.adapter.AccountAdapter",
        "ACCOUNT_FORMS": {
            name: f"{_FORMS}.{form}"
            for name, form in (
                ("login", "PlainLoginForm"),
                ("change_password", "PlainChangePasswordForm"),
                ("set_password", "PlainSetPasswordForm"),
                ("reset_password", "PlainResetPasswordForm"),
                ("reset_password_from_key", "PlainResetPasswordKeyForm"),
                ("reauthenticate", "PlainReauthenticateForm"),
            )
        },
        "MFA_FORMS": {
            "authenticate": f"{_FORMS}.PlainAuthenticateForm",
            "reauthenticate": f"{_FORMS}.PlainCodeForm",
            "activate_totp": f"{_FORMS}.PlainActivateForm",
        },
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if address.is_secure else "http",
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/account/login/",
        # Whoever has just changed a password wants everybody else out.
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        # Nobody gets an e-mail from us because somebody else typed their address.
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "PASSWORD_RESET_TIMEOUT": 24 * 3600,
        # Five wrong passwords for one address lock it for five minutes, ten a minute from one place lock that place.
        "ACCOUNT_RATE_LIMITS": {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key"},
        "MFA_ADAPTER": "rapport.accounts.sign_in.adapter.SecondFactorAdapter",
        # Addresses are vouched for by whoever sent the invitation, or by the identity provider.
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RECOVERY_CODES_SHOW_ONCE": False,
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not address.is_secure,
        **single_sign_on_settings(),
    }
