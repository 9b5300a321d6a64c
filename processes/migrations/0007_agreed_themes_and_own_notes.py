import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tyonohjaus.lib.clock


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_extras"),
        ("processes", "0006_goals_in_layers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notebook",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ThemesShown",
            fields=[
                (
                    "process",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="themes_shown",
                        serialize=False,
                        to="processes.process",
                    ),
                ),
                ("since", models.DateField(default=tyonohjaus.lib.clock.today)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgreedTheme",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("session", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed_themes",
                        to="processes.process",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LearningNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text_sealed", models.BinaryField(null=True)),
                ("written_at", models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="processes.process"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text_fi", models.CharField(max_length=200)),
                ("text_sv", models.CharField(blank=True, max_length=200)),
                ("text_en", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("retired_on", models.DateField(blank=True, null=True)),
                (
                    "practice",
                    models.ForeignKey(
                        default=1,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.practice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OwnNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("note", "Note"), ("plan", "Plan"), ("strength", "Strength"), ("answer", "Answer")],
                        max_length=8,
                    ),
                ),
                ("text_sealed", models.BinaryField(null=True)),
                ("written_at", models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                (
                    "notebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="processes.notebook"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="processes.question",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Loan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("to", models.CharField(choices=[("supervisors", "Supervisors"), ("group", "Group")], max_length=11)),
                ("lent_at", models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="processes.process"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="loans", to="processes.ownnote"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("process", "note", "to"), name="loan_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="ownnote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "plan")), fields=("notebook",), name="own_note_one_plan"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "answer"), ("question__isnull", False)),
                    models.Q(models.Q(("kind", "answer"), _negated=True), ("question__isnull", True)),
                    _connector="OR",
                ),
                name="own_note_answers_a_question",
            ),
        ),
    ]
