"""The engine for those who outgrow one machine: ClickHouse, one database for each workspace."""
