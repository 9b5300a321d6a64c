"""Sessions, from a free time to held. URLs name things, not roles."""

from django.urls import path

from .views import (
    approval,
    around,
    between,
    changes,
    detail,
    frames,
    hours,
    log,
    marking,
    own,
    recorded,
    series,
    sessions,
    slots,
)

app_name = "bookings"
urlpatterns = [
    path("book/", sessions.book, name="book"),
    path("processes/<uuid:pk>/slots/", slots.slots, name="slots"),
    path("processes/<uuid:pk>/series/", series.series_new, name="series_new"),
    path("bookings/", sessions.sessions, name="list"),
    path("bookings/<uuid:pk>/", detail.detail, name="detail"),
    path("bookings/<uuid:pk>/rescheduling/", changes.rescheduling, name="rescheduling"),
    path("bookings/<uuid:pk>/cancellation/", changes.cancellation, name="cancellation"),
    path("practice/frames/", frames.frame_list, name="frame_list"),
    path("practice/frames/new/", frames.frame_new, name="frame_new"),
    path("practice/frames/<uuid:pk>/", frames.frame, name="frame"),
    path("practice/frames/<uuid:pk>/change/", frames.frame_edit, name="frame_edit"),
    path("hours/", hours.hours, name="hours"),
    path("hours/weekly/", hours.rule_new, name="hours_rule_new"),
    path("hours/weekly/<uuid:pk>/", hours.rule, name="hours_rule"),
    path("hours/closed/", hours.closed_new, name="hours_closed_new"),
    path("hours/extra/", hours.extra_new, name="hours_extra_new"),
    path("hours/exceptions/<uuid:pk>/", hours.exception, name="hours_exception"),
    path("hours/terms/", hours.terms, name="hours_terms"),
    path("approvals/", approval.approvals, name="approvals"),
    path("bookings/<uuid:pk>/approval/", approval.approval, name="approval"),
    path("series/<uuid:pk>/approval/", approval.series_approval, name="series_approval"),
    path("bookings/<uuid:pk>/recorded-approval/", recorded.recorded_approval, name="recorded_approval"),
    path("bookings/<uuid:pk>/attendance/", marking.attendance, name="attendance"),
    path("bookings/<uuid:pk>/log/", log.log, name="log"),
    path("bookings/<uuid:pk>/wish/", around.wish, name="wish"),
    path("bookings/<uuid:pk>/check/", around.check, name="check"),
    path("processes/<uuid:pk>/assignments/", between.assignments, name="assignments"),
    path("processes/<uuid:pk>/earlier-notes/", between.earlier, name="earlier"),
    path("own/notes/file/", own.file, name="own_file"),
    path("bookings/<uuid:pk>/waiver/", marking.waiver, name="waiver"),
]
