"""The Django settings. Nothing is read from a file: every choice is an environment variable of `catalogue.SETTINGS`."""

from django.utils.functional import SimpleLazyObject

from rapport.core.home import current_home
from rapport.serve.settings.databases import operational_database
from rapport.serve.settings.installed import installed_apps
from rapport.serve.settings.secret import secret_key

# Lazy, so that asking for help or building the docs makes no home folder.
SECRET_KEY = SimpleLazyObject(lambda: secret_key(current_home()))
DEBUG = False
INSTALLED_APPS = installed_apps()
DATABASES = {"default": operational_database(current_home())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Named here too, so that the command line and the pages migrate the same tables; it costs no import.
AUTH_USER_MODEL = "accounts.User"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
# The command line reports errors itself; Django's handlers would print them a second time.
LOGGING_CONFIG = None
