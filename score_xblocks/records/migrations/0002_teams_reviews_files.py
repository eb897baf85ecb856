"""Join codes, reviews, attachments; edits know their version and the revision that they are part of."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def number_history(apps, schema_editor):
    """Edits made until now: all of one save have the same moment, and were made under the record's definition."""
    edits = apps.get_model("score_records", "Edit").objects.using(schema_editor.connection.alias)
    record, at, revision = None, None, 0
    for edit in edits.select_related("record__definition").order_by("record_id", "id").iterator():
        if edit.record_id != record:
            record, at, revision = edit.record_id, None, 0
        if edit.at != at:
            at, revision = edit.at, revision + 1
        edits.filter(pk=edit.pk).update(version=edit.record.definition.version, revision=revision)


class Migration(migrations.Migration):

    dependencies = [
        ('score_records', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=36, unique=True)),
                ('cell', models.CharField(max_length=200)),
                ('path', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.IntegerField(help_text='In bytes.')),
                ('kind', models.CharField(max_length=10)),
                ('width', models.IntegerField(default=0)),
                ('height', models.IntegerField(default=0)),
                ('version', models.IntegerField(default=1, help_text="The definition's version that the cell belongs to.")),
                ('caption', models.CharField(blank=True, default='', max_length=300)),
                ('name', models.CharField(blank=True, default='', max_length=120)),
                ('at', models.DateTimeField()),
                ('removed', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='JoinTries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('times', models.TextField(default='[]')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.IntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('round', models.IntegerField()),
                ('revision', models.IntegerField(help_text="The record's revision that the person saw.")),
                ('data', models.TextField(default='{}')),
                ('version', models.IntegerField(default=1, help_text="The definition's version that rows and cells belong to.")),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='edit',
            name='revision',
            field=models.IntegerField(default=0, help_text="The record's revision that this edit is part of."),
        ),
        migrations.AddField(
            model_name='edit',
            name='version',
            field=models.IntegerField(default=1, help_text="The definition's version that cell and value belong to."),
        ),
        migrations.AddField(
            model_name='enterprise',
            name='join_code',
            field=models.CharField(blank=True, help_text='Lets people join. Empty: nobody can.', max_length=8, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='record',
            name='brought',
            field=models.DateTimeField(blank=True, help_text="When its person took it along into a team's.", null=True),
        ),
        migrations.AddField(
            model_name='record',
            name='review',
            field=models.TextField(blank=True, default='', help_text="What the review's events add up to."),
        ),
        migrations.AddField(
            model_name='record',
            name='review_state',
            field=models.CharField(db_index=True, default='draft', max_length=10),
        ),
        migrations.AddField(
            model_name='record',
            name='review_step',
            field=models.IntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='edit',
            index=models.Index(fields=['record', 'revision'], name='score_edit_revision'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='score_records.record'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='jointries',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_events', to='score_records.record'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.UniqueConstraint(fields=('record', 'step'), name='score_review_step'),
        ),
        migrations.RunPython(number_history, migrations.RunPython.noop),
    ]
