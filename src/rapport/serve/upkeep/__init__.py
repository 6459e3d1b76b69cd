"""Looking after a home: doctor, compact, backup, restore."""
