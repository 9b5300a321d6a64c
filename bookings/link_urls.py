"""Signed links of mails: `/l/<action>/<token>/`. lib/logs.py cuts everything after `/l/`."""

from django.urls import path

from .views import links

app_name = "link"
urlpatterns = [
    path("approval/<str:token>/", links.approval, name="approval"),
    path("series/<str:token>/", links.series, name="series"),
]
