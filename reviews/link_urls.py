"""The pages of this app's signed mail links, under /l/."""

from django.urls import path

from .views import links

urlpatterns = [
    path("continuation/<str:token>/", links.continuation, name="continuation"),
    path("feedback/<str:token>/", links.feedback, name="feedback"),
]
