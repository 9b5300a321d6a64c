import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tyonohjaus.lib.clock


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("processes", "0005_nobody_pays"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organisationgoal",
            name="process",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organisation_goals",
                to="processes.process",
            ),
        ),
        migrations.AddField(
            model_name="organisationgoal",
            name="position",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="organisationgoal",
            name="set_aside_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="organisationgoal",
            name="success",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.RemoveConstraint(model_name="personalgoal", name="personal_goal_one"),
        migrations.AddField(
            model_name="personalgoal",
            name="position",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="personalgoal",
            name="set_aside_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="personalgoal",
            name="success_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="personalgoal",
            name="scale_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="personalgoal",
            name="aside_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="personalgoal",
            name="locked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="personalgoal",
            index=models.Index(fields=["process", "owner"], name="personal_goal_of"),
        ),
        migrations.CreateModel(
            name="GoalRating",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("value_sealed", models.BinaryField(null=True)),
                ("step_sealed", models.BinaryField(null=True)),
                ("rated_at", models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="processes.personalgoal",
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
                "constraints": [models.UniqueConstraint(fields=("goal", "author", "on"), name="rating_one_a_day")],
            },
        ),
        migrations.CreateModel(
            name="GroupGoalsShown",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateField(default=tyonohjaus.lib.clock.today)),
                (
                    "process",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_goals_shown",
                        to="processes.process",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="GroupGoal",
            fields=[
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("set_aside_on", models.DateField(blank=True, null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text_sealed", models.BinaryField(null=True)),
                ("success_sealed", models.BinaryField(null=True)),
                ("opened_at", models.DateTimeField(editable=False, null=True)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_goals",
                        to="processes.process",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="GoalRound",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("opened_at", models.DateTimeField(default=tyonohjaus.lib.clock.now)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("tally_sealed", models.BinaryField(null=True)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goal_rounds",
                        to="processes.process",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("process",),
                        name="goal_round_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("mark", models.CharField(editable=False, max_length=64)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered",
                        to="processes.goalround",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "mark"), name="round_answered_once")],
            },
        ),
    ]
