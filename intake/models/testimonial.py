"""What somebody says of a supervisor in public: a text of its own with its author's consent, never made from anything
else, and gone at once when they withdraw it (C38, S0-16, S3-11)."""

import uuid
from typing import Any, ClassVar, NamedTuple

from django.conf import settings
from django.core.signing import Signer
from django.db import models, transaction
from django.db.models import Q

from bookings.models import Booking, Status
from processes import parties
from processes.models import Participant, Process
from tyonohjaus.access import Action, Scoped, ScopedQuerySet
from tyonohjaus.events.record import record
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.models import Organisation, Profile


class Occasion(NamedTuple):
    """Of whom one may say something, and for which organisation (None: for oneself)."""

    profile: Profile
    organisation: Organisation | None


class TestimonialQuerySet(ScopedQuerySet["Testimonial"]):
    def public(self) -> "TestimonialQuerySet":
        return self.filter(published_at__isnull=False).order_by("-published_at", "pk")


class Testimonial(Scoped):
    """Its author agrees to its publication by writing it; the supervisor decides whether it stands on their page."""

    scope: ClassVar[str] = "profile"
    SEE = Action.PROFILE_EDIT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="testimonials")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="testimonials")
    # Spoken for it by its manager.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=600)
    signed = models.CharField(max_length=80)
    consented_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)

    objects: ClassVar = TestimonialQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "author"], name="testimonial_one_each")]

    def __str__(self) -> str:
        return self.signed

    @classmethod
    def occasions(cls, user: Any) -> list[Occasion]:
        """Supervisors with a public page whom this person has met, or whom their people have: a manager speaks for the
        organisation. What is closed to this session stays so (C6)."""
        met = Booking.objects.filter(process=models.OuterRef("pk"), status=Status.HELD)
        processes: Any = Process.objects.visible_to(user)
        own = Participant.objects.supervised().filter(user=user).values("process")
        managed = Participant.objects.supervised().filter(manager=user).values("process")
        theirs = Q(pk__in=own) | Q(pk__in=managed, organisation__isnull=False)
        rows = list(processes.filter(theirs, models.Exists(met)).select_related("organisation").order_by("pk"))
        parties.with_people(rows)
        public = {profile.supervisor.user_id: profile for profile in Profile.objects.published()}
        found: dict[Any, Occasion] = {}
        for process in rows:
            people = process.participants.all()
            supervised = any(one.user_id == user.pk and one.capacity == Participant.As.SUPERVISEE for one in people)
            leads = [one.user_id for one in people if one.capacity != Participant.As.SUPERVISEE]
            for profile in (public[key] for key in leads if key in public):
                if supervised or profile.pk not in found:
                    found[profile.pk] = Occasion(profile, None if supervised else process.organisation)
        return sorted(found.values(), key=lambda occasion: occasion.profile.name)

    @classmethod
    def give(cls, occasion: Occasion, *, text: str, signed: str, by: Any) -> "Testimonial":
        """Another text takes the place of one's former, and waits anew to be published."""
        said = {"text": text, "signed": signed, "organisation": occasion.organisation}
        with transaction.atomic():
            fresh = said | {"consented_at": clock.now(), "published_at": None}
            row, _new = cls.objects.update_or_create(profile=occasion.profile, author=by, defaults=fresh)
            record("testimonial.given", subject=row, by=by)
        return row

    @property
    def mark(self) -> str:
        """Of what stands there: another than before, once its author has written another text."""
        said = [self.text, self.signed, str(self.organisation_id or "")]
        return Signer(salt=f"testimonial {self.pk}").signature("\x1f".join(said))

    def publish(self, *, by: Any, seen: str) -> None:
        """The text with that mark, and no other. Raises ChangedMeanwhile."""
        with transaction.atomic():
            row = Testimonial.objects.select_for_update().get(pk=self.pk)
            if seen != row.mark:
                raise ChangedMeanwhile
            row._set(clock.now(), "testimonial.published", by=by)

    def hide(self, *, by: Any) -> None:
        self._set(None, "testimonial.hidden", by=by)

    def withdraw(self, *, by: Any) -> None:
        """By its author: no row is left of it."""
        with transaction.atomic():
            record("testimonial.withdrawn", subject=self, by=by)
            self.delete()

    def _set(self, at: Any, event: str, *, by: Any) -> None:
        with transaction.atomic():
            changed = Testimonial.objects.filter(pk=self.pk, published_at__isnull=at is not None).update(
                published_at=at
            )
            if changed:
                self.published_at = at
                record(event, subject=self, by=by)
