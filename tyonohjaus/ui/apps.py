from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tyonohjaus.ui"
    label = "ui"
