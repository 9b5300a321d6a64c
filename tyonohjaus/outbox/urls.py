from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("messages/", views.unsent, name="unsent"),
    path("messages/<uuid:pk>/sending/", views.sending, name="sending"),
]
