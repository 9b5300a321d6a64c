from django.db import migrations

import tyonohjaus.people.models.dated


class Migration(migrations.Migration):
    """One added by mistake, and taken away at once, keeps no day (docs/decisions/0014)."""

    dependencies = [("people", "0004_what_invoices_say")]

    operations = [
        operation
        for model, name in (
            ("employment", "employment_days"),
            ("membership", "membership_days"),
            ("officerole", "office_role_days"),
        )
        for operation in (
            migrations.RemoveConstraint(model_name=model, name=name),
            migrations.AddConstraint(model_name=model, constraint=tyonohjaus.people.models.dated.days_or_none(name)),
        )
    ]
