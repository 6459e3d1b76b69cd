"""Replies to requests with an Idempotency-Key."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import rapport.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = [("accounts", "0001_workspaces")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="KeptReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_id", models.BigIntegerField()),
                ("name_hash", models.CharField(max_length=64)),
                ("request_hash", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("content_type", models.CharField(blank=True, default="", max_length=100)),
                ("location", models.CharField(blank=True, default="", max_length=500)),
                ("body", models.BinaryField(default=b"")),
                ("created_at", models.DateTimeField(db_index=True, default=rapport.core.clock.now)),
                (
                    "workspace",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.workspace"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("workspace", "key_id", "name_hash"), name="api_kept_reply_once")],
            },
        ),
    ]
