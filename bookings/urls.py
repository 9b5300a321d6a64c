"""Sessions, from a free time to held. URLs name things, not roles."""

from django.urls import path

from .views import approval, changes, detail, log, recorded, sessions, slots

app_name = "bookings"
urlpatterns = [
    path("book/", sessions.book, name="book"),
    path("processes/<uuid:pk>/slots/", slots.slots, name="slots"),
    path("bookings/", sessions.sessions, name="list"),
    path("bookings/<uuid:pk>/", detail.detail, name="detail"),
    path("bookings/<uuid:pk>/rescheduling/", changes.rescheduling, name="rescheduling"),
    path("bookings/<uuid:pk>/cancellation/", changes.cancellation, name="cancellation"),
    path("approvals/", approval.approvals, name="approvals"),
    path("bookings/<uuid:pk>/approval/", approval.approval, name="approval"),
    path("series/<uuid:pk>/approval/", approval.series_approval, name="series_approval"),
    path("bookings/<uuid:pk>/recorded-approval/", recorded.recorded_approval, name="recorded_approval"),
    path("bookings/<uuid:pk>/attendance/", log.attendance, name="attendance"),
    path("bookings/<uuid:pk>/log/", log.log, name="log"),
    path("bookings/<uuid:pk>/waiver/", log.waiver, name="waiver"),
]
