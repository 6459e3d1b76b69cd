"""The settings of the pages and the API: those of the command line, and what a browser needs.

They are a module of their own because the command line must start in a tenth of the time that this takes to load.
"""

from django.utils.translation import gettext_lazy

from rapport.core.home import current_home
from rapport.serve.settings import *  # noqa: F403  # these are the same settings, and more
from rapport.serve.settings import DATABASES, INSTALLED_APPS, SECRET_KEY
from rapport.serve.settings.address import public_address
from rapport.serve.settings.attempts import attempt_settings
from rapport.serve.settings.folders import folders_named
from rapport.serve.settings.mail import mail_settings
from rapport.serve.settings.sign_in import sign_in_settings

ADDRESS = public_address()
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    *INSTALLED_APPS,
]
MIDDLEWARE = [
    "rapport.core.frame_room.with_frame_room",  # for all that follow, and the pages
    "rapport.serve.web.middleware.observe.observe",
    "rapport.serve.web.middleware.security.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "rapport.serve.web.middleware.parts.send_in_parts",  # the files of the next one
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rapport.serve.web.middleware.language.speak_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "rapport.serve.web.middleware.turns.take_turns",
    "rapport.serve.web.middleware.errors.tell_errors",
    "rapport.serve.web.middleware.parts.send_in_parts",  # what pages and the API stream, in the language that is active here
]
ROOT_URLCONF = "rapport.serve.web.urls"
ASGI_APPLICATION = "rapport.serve.web.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": folders_named("templates"),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rapport.accounts.context.membership",
            ],
        },
    }
]
# Every request has a thread of its own, so a connection that outlives it would never be used again.
DATABASES["default"]["CONN_MAX_AGE"] = 0

STATIC_URL = "/static/"
STATICFILES_DIRS = folders_named("static")
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# What the build names by its content never changes.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/ui/.+-[A-Z0-9]{8}\.\w+$"

USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("th", "ไทย"),
    ("zh-hant", "繁體中文"),
    ("lt", "Lietuvių"),
]
LOCALE_PATHS = folders_named("locale")

ALLOWED_HOSTS = list(ADDRESS.hosts)
CSRF_TRUSTED_ORIGINS = list(ADDRESS.origins)
USE_X_FORWARDED_HOST = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ADDRESS.is_secure else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ADDRESS.is_secure
SECURE_HSTS_SECONDS = 31_536_000 if ADDRESS.is_secure else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "rapport_session", "rapport_csrf"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

EMAIL_IS_CONFIGURED: bool
OIDC_NAME: str
OIDC_JOIN: tuple[str, str] | None
for _name, _value in {**mail_settings(), **attempt_settings(), **sign_in_settings(ADDRESS)}.items():
    globals()[_name] = _value

_ = gettext_lazy
__all__ = ["SECRET_KEY", "current_home"]
