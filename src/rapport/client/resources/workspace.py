"""What looks after a workspace."""

from collections.abc import Mapping

from rapport.client.connection import Connection, Documents, Json


class Settings:
    """The settings of the workspace, written as people type them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> Documents:
        """List the settings, with what each means and takes."""
        return list(self._connection.get("/settings"))

    def values(self) -> dict[str, str]:
        """Return the settings by name."""
        return {each["name"]: each["value"] for each in self.list()}

    def change(self, values: Mapping[str, str]) -> Documents:
        """Change settings: all of those that are named, or none."""
        return list(self._connection.patch("/settings", {"values": dict(values)}))


class Members:
    """Who belongs to the workspace, by number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> Documents:
        """List the members, owners first."""
        return list(self._connection.get("/members"))

    def give_role(self, member: int, role: str) -> Json:
        """Give a member another role: admin, analyst, agent or viewer."""
        return dict(self._connection.patch(f"/members/{member}", {"role": role}))

    def remove(self, member: int) -> None:
        """Remove a member."""
        self._connection.delete(f"/members/{member}")

    def invitations(self) -> Documents:
        """List the invitations that are still open."""
        return list(self._connection.get("/invitations"))

    def invite(self, email: str, role: str) -> Json:
        """Invite somebody; the link is told this once."""
        return dict(self._connection.post("/invitations", {"email": email, "role": role}))

    def withdraw(self, invitation: int) -> None:
        """Withdraw an invitation."""
        self._connection.delete(f"/invitations/{invitation}")


class Keys:
    """The API keys of the workspace, by number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> Documents:
        """List the API keys, without their secrets."""
        return list(self._connection.get("/keys"))

    def revoke(self, key: int) -> None:
        """Revoke an API key."""
        self._connection.delete(f"/keys/{key}")
