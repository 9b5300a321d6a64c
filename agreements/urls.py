"""The written agreement of a process: composing a version, and each version."""

from django.urls import path

from .views import compose, detail

app_name = "agreements"
urlpatterns = [
    path("processes/<uuid:pk>/agreements/new/", compose.compose, name="compose"),
    path("agreements/<uuid:pk>/", detail.detail, name="detail"),
    path("agreements/<uuid:pk>/acceptance/", detail.acceptance, name="acceptance"),
    path("agreements/<uuid:pk>/withdrawal/", detail.withdrawal, name="withdrawal"),
    path("agreements/<uuid:pk>/asking/", detail.asking, name="asking"),
    path("agreements/<uuid:pk>/recorded/", detail.recorded, name="recorded"),
    path("agreements/<uuid:pk>/pdf/", detail.pdf, name="pdf"),
    path("agreements/<uuid:pk>/printing/", detail.printing, name="printing"),
]
