from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("", views.who, name="who"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("clock/", views.the_time, name="clock"),
    path("mail/", views.mails, name="mails"),
    path("mail/<uuid:pk>/", views.mail, name="mail"),
    path("mail/<uuid:pk>/html/", views.mail_html, name="mail_html"),
    path("mail/<uuid:pk>/attachments/<int:number>/", views.attachment, name="attachment"),
]
