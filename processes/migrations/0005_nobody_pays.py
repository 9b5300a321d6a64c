import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """An introductory meeting: free, short, with no employer, and with nothing stored (S0-5)."""

    dependencies = [("processes", "0004_manager_since")]

    operations = [
        migrations.RemoveConstraint(model_name="process", name="process_length"),
        migrations.AlterField(
            model_name="process",
            name="length_minutes",
            field=models.PositiveSmallIntegerField(
                default=90,
                validators=[
                    django.core.validators.MinValueValidator(15),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="length, minutes",
            ),
        ),
        migrations.AlterField(
            model_name="process",
            name="payer",
            field=models.CharField(
                choices=[
                    ("employer", "Employer"),
                    ("self", "Supervisee"),
                    ("internal", "Internal, no invoice"),
                    ("nobody", "Free of charge"),
                ],
                max_length=8,
                verbose_name="payer",
            ),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(("length_minutes__range", (15, 120))), name="process_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("payer", "nobody"), _negated=True),
                    models.Q(
                        ("approval", "none"),
                        ("no_content_since__isnull", False),
                        ("organisation__isnull", True),
                        ("price__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="process_nobody_pays",
            ),
        ),
    ]
