"""The table of contents of the site. URLs name things, not roles."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from bookings import link_urls as bookings_links
from invoicing import link_urls as invoicing_links
from tyonohjaus.home import health
from tyonohjaus.home import views as home

# Who could write these could be anybody, and read what that person reads (C28). The admin's own way in knows neither
# the second factor nor the limit of attempts.
admin.site.unregister([EmailAddress, Authenticator, UserSession])
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", home.home, name="home"),
    path("home/<str:capacity>/", home.home_as, name="home_as"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sign-in/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("ui/", include("tyonohjaus.ui.urls")),
    path("", include("tyonohjaus.people.urls")),
    path("", include("processes.urls")),
    path("", include("bookings.urls")),
    path("", include("invoicing.urls")),
    path("", include("tyonohjaus.outbox.urls")),
    path("l/", include((bookings_links.urlpatterns + invoicing_links.urlpatterns, "link"))),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("tyonohjaus.demo.urls")))
