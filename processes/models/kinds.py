"""What is sold, and to how many at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    INDIVIDUAL = "individual", _("Individual")
    PAIR = "pair", _("Pair")
    GROUP = "group", _("Group")
    COMMUNITY = "community", _("Work community")
    MANAGERS = "managers", _("Managers")
    TOTO = "toto", _("Supervision of supervision")


class Trade(models.TextChoices):
    """A practice sells more than supervision (S4-18)."""

    SUPERVISION = "supervision", _("Supervision")
    MEDIATION = "mediation", _("Mediation")
    CONSULTATION = "consultation", _("Consultation")
    TRAINING = "training", _("Training")
