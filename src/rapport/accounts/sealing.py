"""Encrypts what must be read again, such as the secret of an authenticator app, with the key of the installation."""

import base64
import hashlib
from typing import TYPE_CHECKING

from rapport.core.errors import PermanentError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


def seal(text: str) -> str:
    """Encrypt a text; only an installation with the same secret key reads it."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what `seal` made."""
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise PermanentError(
            "A stored secret was encrypted with another secret key. Put the old key back, or reset the second factor with "
            "`rapport member reset-second-factor`."
        ) from error


def _box() -> "Fernet":
    from cryptography.fernet import Fernet
    from django.conf import settings

    digest = hashlib.sha256(b"rapport.accounts.sealing:" + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
