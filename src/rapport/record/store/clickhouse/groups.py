"""Which groups count. A group counts once its number stands in `groups`; what a crash left without it is removed."""

from typing import Any

from rapport.record.store.clickhouse.append import drop_replaced
from rapport.record.store.clickhouse.tables import GROUP


class Groups:
    """Numbers groups. One writer only."""

    def __init__(self, client: Any) -> None:  # Any: clickhouse_connect is an extra
        self._client = client
        self.last, self.moves_seq = client.query("SELECT max(group_no), max(moves_seq) FROM groups").result_rows[0]

    def remove_unfinished(self) -> None:
        """Take away rows of groups that never came to count, and finish the last one that did."""
        for table in ("interactions", "traits", "applied"):
            left = f"FROM {table} WHERE {GROUP} > {self.last}"
            if self._client.query(f"SELECT count() {left}").result_rows[0][0]:
                self._client.command(f"ALTER TABLE {table} DELETE WHERE {GROUP} > {self.last}")
        drop_replaced(self._client, group_no=self.last)

    def commit(self, group_no: int, *, moves_seq: int) -> None:
        """Make a group count."""
        moves_seq = max(moves_seq, self.moves_seq)
        self._client.command(f"INSERT INTO groups VALUES ({group_no}, {moves_seq})")
        self.last, self.moves_seq = group_no, moves_seq
