from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [path("hidden/", views.hidden, name="hidden")]
