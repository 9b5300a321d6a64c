"""Public pages of the supervisors, and what becomes of a request."""

from django.urls import path

from .views import acts, office, permissions, public, requests, testimonials

app_name = "intake"
urlpatterns = [
    path("supervisors/", public.supervisors, name="supervisors"),
    path("supervisors/asked/", public.asked, name="asked"),
    path("supervisors/<uuid:pk>/", public.supervisor, name="supervisor"),
    path("supervisors/<uuid:pk>/request/", public.ask, name="ask"),
    path("testimonials/", testimonials.given, name="testimonials"),
    path("testimonials/new/", testimonials.write, name="testimonial_new"),
    path("testimonials/<uuid:pk>/withdrawal/", testimonials.withdraw, name="testimonial_withdrawal"),
    path("testimonials/<uuid:pk>/publication/", testimonials.publication, name="testimonial_publication"),
    path("testimonials/received/", testimonials.received, name="testimonials_received"),
    path("requests/", requests.request_list, name="request_list"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/<uuid:pk>/", requests.request_detail, name="request"),
    path("requests/<uuid:pk>/supervisors/", acts.consider, name="consider"),
    path("requests/<uuid:pk>/permission/", acts.permission, name="permission"),
    path("requests/permissions/<uuid:pk>/", permissions.asked, name="asked_permission"),
    path("requests/permissions/<uuid:pk>/recorded/", permissions.recorded, name="recorded_permission"),
    path("requests/<uuid:pk>/wishes/", acts.wishes, name="wishes"),
    path("requests/<uuid:pk>/background/", acts.background, name="background"),
    path("requests/<uuid:pk>/leaving/", acts.leaving, name="leaving"),
    path("requests/<uuid:pk>/end/", acts.closing, name="closing"),
    path("requests/<uuid:pk>/payer/", office.payer, name="payer"),
    path("requests/<uuid:pk>/start/", office.start, name="start"),
    path("requests/answers/<uuid:pk>/", acts.answer, name="answer"),
    path("requests/invitations/<uuid:pk>/", acts.removal, name="removal"),
    path("practice/organisations/<uuid:pk>/details/", office.billing_details, name="billing_details"),
]
