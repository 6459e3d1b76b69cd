"""What Django and allauth expect of a user, without loading `django.contrib.auth`.

`AbstractBaseUser` would load CSRF, HTTP and mail with it, a fifth of the start-up time of every command, and no command
signs anybody in. So the same contract stands here, and imports what it needs when somebody signs in.
"""

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from rapport.accounts.email_address import normalize_email

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from rapport.accounts.models import User
else:
    AbstractBaseUser = models.Model

_SESSION_SALT = "rapport.accounts.session"


class UserManager(models.Manager["User"]):
    """Finds and makes users; addresses are kept in lower case."""

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=normalize_email(email or ""))

    async def aget_by_natural_key(self, email: str | None) -> "User":
        return await self.aget(email=normalize_email(email or ""))

    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """Make a user; without a password they sign in by a link, a passkey or single sign-on."""
        user = self.model(email=normalize_email(email), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class SignedIn(AbstractBaseUser):
    """A password, the last sign-in, and the questions that Django asks of `request.user`."""

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_anonymous = False
    is_authenticated = True
    email: str

    password = models.CharField(max_length=128)
    last_login = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        abstract = True

    def get_username(self) -> str:
        return str(self.email)

    def natural_key(self) -> tuple[str]:
        return (self.get_username(),)

    @classmethod
    def get_email_field_name(cls) -> str:
        return cls.EMAIL_FIELD

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return normalize_email(username)

    def set_password(self, raw_password: str | None) -> None:
        """Set the password; None takes it away."""
        from django.contrib.auth.hashers import make_password

        self.password = make_password(raw_password)

    def set_unusable_password(self) -> None:
        self.set_password(None)

    def has_usable_password(self) -> bool:
        from django.contrib.auth.hashers import is_password_usable

        return is_password_usable(self.password)

    def check_password(self, raw_password: str | None) -> bool:
        """Compare in constant time; a password that was hashed in an older way is hashed anew."""
        from django.contrib.auth.hashers import check_password

        return check_password(raw_password, self.password, self._rehash)

    def _rehash(self, raw_password: str) -> None:
        self.set_password(raw_password)
        self.save(update_fields=["password"])

    async def acheck_password(self, raw_password: str | None) -> bool:
        from asgiref.sync import sync_to_async

        return await sync_to_async(self.check_password)(raw_password)

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry: a changed password ends every other session."""
        from django.utils.crypto import salted_hmac

        return salted_hmac(_SESSION_SALT, self.password, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> list[str]:
        """Return the hashes under earlier secret keys: there are none."""
        return []
