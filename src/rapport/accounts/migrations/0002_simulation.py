from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_workspaces")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="simulation",
            field=models.TextField(blank=True, default=""),
        ),
    ]
