from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("uploads", "0001_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="notices",
            field=models.JSONField(default=dict),
        ),
    ]
