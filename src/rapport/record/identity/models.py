"""Private tables: other packages use `public`. Rows refer to each other by number, without foreign keys: they are written in
bulk, always under the lock of `locking`, and a check for each row would cost more than the row."""

from django.db import models


class Identifier(models.Model):
    """A node: one thing that says who a person is.

    `person_id` is the smallest id of the identifiers of the same person. So a person's number stays when more is learnt,
    and a number that was merged away is still the id of an identifier, which leads to the surviving person.
    """

    workspace_id = models.BigIntegerField()
    key = models.BinaryField(max_length=16, unique=True)
    type = models.CharField(max_length=16)
    namespace = models.TextField(blank=True)
    value = models.TextField()
    person_id = models.BigIntegerField(db_index=True)
    is_verified = models.BooleanField()
    is_shared = models.BooleanField()
    is_demoted = models.BooleanField()
    first_seen_at = models.DateTimeField()

    class Meta:
        indexes = [
            # The operator classes are for PostgreSQL: look-ups by prefix under any collation.
            models.Index(fields=["workspace_id", "value"], name="identity_by_value", opclasses=["int8_ops", "text_pattern_ops"])
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.value}"


class Evidence(models.Model):
    """A set of at least two identifiers that one row named together. Its identity key is the negative of its id.

    `members` is JSON: [[identifier id, trust that this evidence gives it], …], the strongest first.
    """

    workspace_id = models.BigIntegerField()
    key = models.BinaryField(max_length=16, unique=True)
    person_id = models.BigIntegerField()
    members = models.TextField()

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Member(models.Model):
    """Leads from an identifier to the evidence that names it."""

    pk = models.CompositePrimaryKey("identifier_id", "evidence_id")
    identifier_id = models.BigIntegerField()
    evidence_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.identifier_id} in {self.evidence_id}"


class Merge(models.Model):
    """Two people became one: when, why, and through which identifiers. It keeps no values.

    The rows of a person that are not undone join its identifiers to a tree, so each can be taken apart at that point.
    """

    workspace_id = models.BigIntegerField()
    at = models.DateTimeField()
    kept_person_id = models.BigIntegerField()
    merged_person_id = models.BigIntegerField()
    rule = models.CharField(max_length=32)
    one_id = models.BigIntegerField(db_index=True)
    other_id = models.BigIntegerField()
    source = models.CharField(max_length=1024, blank=True)
    by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            # While a merge holds, both its ends are of one person, so either finds it.
            models.Index("other_id", name="identity_undone_by_other", condition=models.Q(undone_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.merged_person_id} into {self.kept_person_id} by {self.rule}"


class ManualLink(models.Model):
    """Two identifiers that somebody joined by hand."""

    workspace_id = models.BigIntegerField()
    one_id = models.BigIntegerField(db_index=True)
    other_id = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.one_id} is {self.other_id}"


class Separation(models.Model):
    """A merge that somebody undid: the two sides may not be joined again."""

    workspace_id = models.BigIntegerField(db_index=True)
    merge_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"separation after merge {self.merge_id}"


class SeparatedIdentifier(models.Model):
    """An identifier on one side of a separation."""

    separation = models.ForeignKey(Separation, on_delete=models.CASCADE, related_name="identifiers")
    identifier_id = models.BigIntegerField(db_index=True)
    is_first_side = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.identifier_id} in {self.separation_id}"


class Tombstone(models.Model):
    """The keyed hash of an identifier whose person was erased: importing it again is refused."""

    key = models.BinaryField(max_length=16, primary_key=True)
    workspace_id = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erased at {self.at:%Y-%m-%d}"


class Move(models.Model):
    """An identity key that changed its person; the store applies these in order of id. Only the latest of a key is kept."""

    workspace_id = models.BigIntegerField()
    identity_key = models.BigIntegerField(unique=True)
    person_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "id"], name="identity_moves_in_order")]

    def __str__(self) -> str:
        return f"{self.identity_key} belongs to {self.person_id}"


class Word(models.Model):
    """A word by which people are found. `id` is a hash of workspace and word; `backwards` finds it by its end."""

    id = models.BigIntegerField(primary_key=True)
    workspace_id = models.BigIntegerField()
    word = models.TextField()
    backwards = models.TextField()

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace_id", "word"], name="identity_word_forwards", opclasses=["int8_ops", "text_pattern_ops"]
            ),
            models.Index(
                fields=["workspace_id", "backwards"], name="identity_word_backwards", opclasses=["int8_ops", "text_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return self.word


class Mention(models.Model):
    """Leads from a word to the identity keys whose names or addresses hold it."""

    pk = models.CompositePrimaryKey("word_id", "identity_key")
    word_id = models.BigIntegerField()
    identity_key = models.BigIntegerField(db_index=True)
    workspace_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.word_id} of {self.identity_key}"


class Lock(models.Model):
    """One row for each workspace: whoever changes identities updates it first, so changes come one after another."""

    workspace_id = models.BigIntegerField(primary_key=True)
    turns = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"lock of workspace {self.workspace_id}"
