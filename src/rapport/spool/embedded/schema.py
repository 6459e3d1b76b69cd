"""The tables of the spool file. Times are microseconds since 1970 (UTC)."""

APPLICATION_ID = 0x52505350

_FIRST = (
    # AUTOINCREMENT, because a sequence number must never come back after its row is deleted: the store remembers it.
    """CREATE TABLE batches (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        import_id TEXT NOT NULL,
        source TEXT NOT NULL,
        form TEXT NOT NULL,
        rows INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
    # Covers the counts of what is pending, which must not walk over the bodies.
    "CREATE INDEX batches_of_import ON batches (import_id, rows)",
    """CREATE TABLE totals (
        import_id TEXT PRIMARY KEY,
        stored INTEGER NOT NULL,
        duplicate INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE drops (
        import_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        rows INTEGER NOT NULL,
        PRIMARY KEY (import_id, reason)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE imports (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        files TEXT NOT NULL,
        mapping TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        finished_at INTEGER,
        read INTEGER NOT NULL,
        outcome TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE mappings (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE rejects (
        id INTEGER PRIMARY KEY,
        identity BLOB NOT NULL UNIQUE,
        import_id TEXT NOT NULL,
        source TEXT NOT NULL,
        mapping_id INTEGER NOT NULL,
        file TEXT NOT NULL,
        row_number INTEGER NOT NULL,
        row TEXT NOT NULL,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL,
        kept_at INTEGER NOT NULL,
        replayed_at INTEGER,
        erased_at INTEGER
    ) STRICT""",
    """CREATE TABLE sightings (
        import_id TEXT NOT NULL,
        reject_id INTEGER NOT NULL,
        PRIMARY KEY (import_id, reject_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    "INSERT INTO secrets VALUES ('rejects', randomblob(32))",
)

_ERASED_ROWS = (
    # Keyed hashes of rows that an erasure emptied, so that another file with the same rows does not bring them back.
    "CREATE TABLE erased_rows (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID",
)

_NOTICES = (
    # The parts of `detail`, so that pages can say it in the reader's language; '' where it is a plain text.
    "ALTER TABLE rejects ADD COLUMN notice TEXT NOT NULL DEFAULT ''",
)

STEPS = (_FIRST, _ERASED_ROWS, _NOTICES)
"""What each version of the file adds to the one before."""
VERSION = len(STEPS)
