"""Signed links of invoicing's mails; tyonohjaus/urls.py puts them beside those of bookings, under `link:`."""

from django.urls import path

from .views import links

urlpatterns = [path("hours/<str:token>/", links.hours, name="hours")]
