"""All tables."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import score_xblocks.records.keys


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.CharField(help_text='The organisation in the course key, in lower case.', max_length=64, unique=True, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9_.-]{0,63}\\Z', "Begin with a lower-case letter or digit; then '-', '_' and '.', too.")])),
                ('name', models.CharField(max_length=200)),
                ('time_zone', models.CharField(default='Asia/Jakarta', help_text='Decides which day today is.', max_length=64, validators=[score_xblocks.records.keys.time_zone])),
            ],
        ),
        migrations.CreateModel(
            name='Enterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9_.-]{0,63}\\Z', "Begin with a lower-case letter or digit; then '-', '_' and '.', too.")])),
                ('name', models.CharField(max_length=200)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enterprises', to='score_records.institution')),
            ],
        ),
        migrations.CreateModel(
            name='Definition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9_.-]{0,63}\\Z', "Begin with a lower-case letter or digit; then '-', '_' and '.', too.")])),
                ('version', models.IntegerField()),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('first_seen', models.DateTimeField(default=django.utils.timezone.now)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='score_records.institution')),
            ],
        ),
        migrations.CreateModel(
            name='InstitutionRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('active', models.BooleanField(blank=True, choices=[(True, 'active'), (None, 'ended')], default=True, null=True)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('role', models.CharField(choices=[('expert', 'Expert'), ('manager', 'Manager')], max_length=10)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='score_records.institution')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('active', models.BooleanField(blank=True, choices=[(True, 'active'), (None, 'ended')], default=True, null=True)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('side', models.CharField(choices=[('manager', 'Manager'), ('worker', 'Worker')], max_length=10)),
                ('role', models.CharField(choices=[('member', 'Member'), ('leader', 'Leader'), ('owner', 'Owner')], default='member', max_length=10)),
                ('is_hr', models.BooleanField(default=False, help_text='Sees the worksheets on wages, health and staff.')),
                ('is_taskforce', models.BooleanField(default=False, help_text='Sees the worksheets of the task force on harassment.')),
                ('gender', models.CharField(blank=True, default='', max_length=20)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='score_records.enterprise')),
                ('institution', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='score_records.institution')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='QuizRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course_key', models.CharField(max_length=255)),
                ('quiz_key', models.CharField(max_length=64, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9_.-]{0,63}\\Z', "Begin with a lower-case letter or digit; then '-', '_' and '.', too.")])),
                ('purpose', models.CharField(choices=[('practice', 'Practice'), ('graded', 'Graded'), ('pre', 'Pre'), ('post', 'Post')], max_length=10)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='QuizAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt_id', models.CharField(max_length=36)),
                ('usage_key', models.CharField(max_length=255)),
                ('answers', models.TextField()),
                ('score', models.FloatField()),
                ('max_score', models.FloatField()),
                ('share', models.FloatField(help_text='score / max_score, 0 when there was nothing to score: orders the attempts.')),
                ('at', models.DateTimeField()),
                ('quiz_record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='score_records.quizrecord')),
            ],
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(help_text='Enterprise, person or pseudonym in one column that is never NULL: see `owners`.', max_length=64, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9_.-]{0,63}\\Z', "Begin with a lower-case letter or digit; then '-', '_' and '.', too.")])),
                ('worksheet_key', models.CharField(max_length=64, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9_.-]{0,63}\\Z', "Begin with a lower-case letter or digit; then '-', '_' and '.', too.")])),
                ('occasion', models.CharField(blank=True, default='', max_length=64, validators=[django.core.validators.RegexValidator('\\A[a-z0-9][a-z0-9_.-]{0,63}\\Z', "Begin with a lower-case letter or digit; then '-', '_' and '.', too.")])),
                ('cells', models.TextField(default='{}')),
                ('revision', models.IntegerField(default=0)),
                ('changed', models.DateTimeField(default=django.utils.timezone.now)),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='score_records.definition')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='score_records.enterprise')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='score_records.institution')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Edit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edit_id', models.CharField(max_length=36)),
                ('cell', models.CharField(max_length=200)),
                ('base', models.TextField()),
                ('value', models.TextField()),
                ('course_key', models.CharField(max_length=255)),
                ('usage_key', models.CharField(max_length=255)),
                ('at', models.DateTimeField()),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='score_records.record')),
            ],
        ),
        migrations.CreateModel(
            name='TrainerAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('active', models.BooleanField(blank=True, choices=[(True, 'active'), (None, 'ended')], default=True, null=True)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainers', to='score_records.enterprise')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='enterprise',
            constraint=models.UniqueConstraint(fields=('institution', 'key'), name='score_enterprise_key'),
        ),
        migrations.AddConstraint(
            model_name='definition',
            constraint=models.UniqueConstraint(fields=('institution', 'key', 'digest'), name='score_definition_text'),
        ),
        migrations.AddConstraint(
            model_name='institutionrole',
            constraint=models.UniqueConstraint(fields=('institution', 'user', 'role', 'active'), name='score_one_active_role'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('user', 'institution', 'active'), name='score_one_active_membership'),
        ),
        migrations.AddConstraint(
            model_name='quizrecord',
            constraint=models.UniqueConstraint(fields=('user', 'course_key', 'quiz_key', 'purpose'), name='score_quiz_record_key'),
        ),
        migrations.AddConstraint(
            model_name='quizattempt',
            constraint=models.UniqueConstraint(fields=('quiz_record', 'attempt_id'), name='score_attempt_once'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.UniqueConstraint(fields=('institution', 'owner', 'worksheet_key', 'occasion'), name='score_record_key'),
        ),
        migrations.AddIndex(
            model_name='edit',
            index=models.Index(fields=['record', 'cell'], name='score_edit_cell'),
        ),
        migrations.AddConstraint(
            model_name='edit',
            constraint=models.UniqueConstraint(fields=('record', 'edit_id'), name='score_edit_once'),
        ),
        migrations.AddConstraint(
            model_name='trainerassignment',
            constraint=models.UniqueConstraint(fields=('enterprise', 'user', 'active'), name='score_one_active_assignment'),
        ),
    ]
