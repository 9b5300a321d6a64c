"""The table of contents of the site. URLs name things, not roles."""

from django.conf import settings
from django.urls import include, path

from agreements import link_urls as agreements_links
from bookings import link_urls as bookings_links
from intake import link_urls as intake_links
from invoicing import link_urls as invoicing_links
from reviews import link_urls as reviews_links
from tyonohjaus.home import health
from tyonohjaus.home import views as home
from voice import link_urls as voice_links

LINKS = (agreements_links, bookings_links, intake_links, invoicing_links, reviews_links, voice_links)

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
    path("", include("agreements.urls")),
    path("", include("intake.urls")),
    path("", include("reviews.urls")),
    path("", include("voice.urls")),
    path("", include("invoicing.urls")),
    path("", include("tyonohjaus.outbox.urls")),
    path("l/", include(([page for module in LINKS for page in module.urlpatterns], "link"))),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("tyonohjaus.demo.urls")))
