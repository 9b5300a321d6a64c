"""Processes, what is agreed in them, and the price list."""

from django.urls import path

from .views import content, detail, editing, ending, handover, listing, prices

app_name = "processes"
urlpatterns = [
    path("processes/", listing.process_list, name="list"),
    path("processes/new/", editing.new, name="new"),
    path("processes/<uuid:pk>/", detail.detail, name="detail"),
    path("processes/<uuid:pk>/agreement/", editing.edit, name="edit"),
    path("processes/<uuid:pk>/ending/", ending.ending, name="ending"),
    path("processes/<uuid:pk>/ending/withdrawal/", ending.ending_withdrawal, name="ending_withdrawal"),
    path("processes/<uuid:pk>/reopening/", ending.reopening, name="reopening"),
    path("processes/<uuid:pk>/goal/", content.goal, name="goal"),
    path("processes/<uuid:pk>/meeting-link/", content.meeting_link, name="meeting_link"),
    path("processes/supervisees/<uuid:pk>/code/", handover.handover_issue, name="handover_issue"),
    path("practice/prices/", prices.price_list, name="price_list"),
    path("practice/prices/new/", prices.price_new, name="price_new"),
    path("practice/prices/<uuid:pk>/", prices.price_edit, name="price_edit"),
]
