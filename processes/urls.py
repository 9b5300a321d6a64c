"""Processes, what is agreed in them, and the price list."""

from django.urls import path

from .views import content, detail, editing, ending, handover, listing, prices, reflection, sharing, themes

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
    path("processes/<uuid:pk>/themes/", themes.agreed_themes, name="agreed_themes"),
    path("processes/<uuid:pk>/learning/", sharing.learning, name="learning"),
    path("processes/<uuid:pk>/shared/", sharing.lent, name="lent"),
    path("own/notes/", reflection.notes, name="notes"),
    path("own/notes/new/", reflection.note_new, name="note_new"),
    path("own/notes/<uuid:pk>/", reflection.note, name="note"),
    path("own/notes/<uuid:pk>/sharing/", reflection.lending, name="lending"),
    path("practice/themes/", themes.theme_list, name="theme_list"),
    path("practice/themes/new/", themes.theme_new, name="theme_new"),
    path("practice/themes/<uuid:pk>/", themes.theme_edit, name="theme_edit"),
    path("practice/questions/", themes.question_list, name="question_list"),
    path("practice/questions/new/", themes.question_new, name="question_new"),
    path("practice/questions/<uuid:pk>/", themes.question_edit, name="question_edit"),
    path("practice/prices/", prices.price_list, name="price_list"),
    path("practice/prices/new/", prices.price_new, name="price_new"),
    path("practice/prices/<uuid:pk>/", prices.price_edit, name="price_edit"),
]
