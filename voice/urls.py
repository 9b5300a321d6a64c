"""What a group says to management: among its people, and where management reads it."""

from django.urls import path

from .views import group, management

app_name = "voice"

urlpatterns = [
    path("processes/<uuid:pk>/voice/new/", group.new, name="new"),
    path("voice/<uuid:pk>/", group.detail, name="detail"),
    path("voice/<uuid:pk>/text/", group.text, name="text"),
    path("voice/<uuid:pk>/proposal/", group.proposal, name="proposal"),
    path("voice/<uuid:pk>/answer/", group.answer, name="answer"),
    path("voice/<uuid:pk>/received/", management.received, name="received"),
    path("voice/actions/<uuid:pk>/done/", management.done, name="done"),
]
