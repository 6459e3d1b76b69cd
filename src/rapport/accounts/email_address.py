"""How addresses of members are kept. Needs no Django."""


def normalize_email(email: str) -> str:
    """Return the address as it is kept: lower case throughout, since nobody means two people by Dana@ and dana@."""
    return email.strip().lower()
