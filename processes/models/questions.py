"""Questions to reflect on between sessions (S2-4): in our own words, and the practice may change them."""

import uuid
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F

from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice
from tyonohjaus.ui.language import spoken

# Finnish, Swedish, English.
DEFAULTS = [
    ("Mikä on minun roolini tässä?", "Vilken är min roll här?", "What is my role in this?"),
    (
        "Miltä toimintani näyttää muiden silmin?",
        "Hur ser mitt sätt att arbeta ut i andras ögon?",
        "How does what I do look to others?",
    ),
    ("Mihin pyrin juuri nyt?", "Vad strävar jag efter just nu?", "What am I aiming at just now?"),
    (
        "Mitä valinnastani seuraa minulle ja muille?",
        "Vad följer av mitt val för mig och för andra?",
        "What follows from my choice, for me and for others?",
    ),
    (
        "Missä onnistuin tällä viikolla, ja mikä siihen vaikutti?",
        "Vad lyckades jag med den här veckan, och vad bidrog till det?",
        "What went well this week, and what made it so?",
    ),
    (
        "Mistä huomaan, että kuormitun, ja mikä silloin auttaa?",
        "Hur märker jag att jag belastas, och vad hjälper då?",
        "How do I notice that I am strained, and what helps then?",
    ),
    (
        "Mikä kuuluu perustehtävääni, ja mikä ei?",
        "Vad hör till min grunduppgift, och vad gör det inte?",
        "What belongs to my basic task, and what does not?",
    ),
    (
        "Mitä haluaisin sanoa ääneen, mutta en ole sanonut?",
        "Vad skulle jag vilja säga högt men har inte sagt?",
        "What would I like to say aloud, and have not said?",
    ),
]


class QuestionQuerySet(ScopedQuerySet["Question"]):
    def offered(self) -> "QuestionQuerySet":
        return self.filter(retired_on=None).order_by("position", "text_fi")

    def listed(self) -> "QuestionQuerySet":
        """For the office: those that are offered first."""
        return self.order_by(F("retired_on").asc(nulls_first=True), "position", "text_fi")

    def fill_when_empty(self) -> None:
        if not self.exists():
            self.bulk_create(
                [
                    Question(text_fi=fi, text_sv=sv, text_en=en, position=place)
                    for place, (fi, sv, en) in enumerate(DEFAULTS, start=1)
                ]
            )


class Question(Scoped):
    """One of the practice's questions. An answer is its writer's own note, and stands elsewhere."""

    scope: ClassVar[str] = "practice"
    SEE = Action.PRACTICE_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, default=1, related_name="+", editable=False)
    text_fi = models.CharField(max_length=200)
    text_sv = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=100)
    retired_on = models.DateField(null=True, blank=True)

    objects: ClassVar = QuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text_fi

    @property
    def text(self) -> str:
        """In the reader's language; in Finnish where it has not been put into theirs."""
        return str(getattr(self, f"text_{spoken()}", "")) or self.text_fi

    def keep(self, *, retired: bool, by: Any) -> None:
        """A question is retired, and never removed: answers hang on it."""
        with transaction.atomic():
            self.retired_on = (self.retired_on or clock.today()) if retired else None
            self.save()
            record("practice.questions_changed", subject=Practice.objects.get(), by=by)
