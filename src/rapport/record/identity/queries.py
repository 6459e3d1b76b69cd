"""Reads identities."""

from django.db import connection

from rapport.accounts.public import Workspace
from rapport.record.store.public import Move


def moves_after(workspace: Workspace, seq: int) -> tuple[list[Move], int]:
    """Return the re-assignments that the store has not applied yet.

    Parameters
    ----------
    seq : the number that the last call returned and the store has applied; 0 at first.

    Returns
    -------
    The moves, at most one for each identity key, and the number to ask with next time.
    """
    sql = "SELECT id, identity_key, person_id FROM identity_move WHERE workspace_id = %s AND id > %s ORDER BY id"
    with connection.cursor() as cursor:
        cursor.execute(sql, [workspace.id, seq])
        rows = cursor.fetchall()
    return [Move(identity_key, person_id) for _, identity_key, person_id in rows], rows[-1][0] if rows else seq
