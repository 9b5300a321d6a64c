"""The pages of this app's signed mail links, under /l/."""

from django.urls import path

from .views import links

urlpatterns = [
    path("request/<str:token>/", links.request, name="request"),
    path("request-member/<str:token>/", links.member, name="request-member"),
    path("permission/<str:token>/", links.permission, name="permission"),
    path("billing-details/<str:token>/", links.billing_details, name="billing-details"),
]
