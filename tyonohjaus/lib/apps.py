from django.apps import AppConfig, apps
from django.core.checks import register
from django.db.models.signals import post_migrate, pre_migrate


class LibConfig(AppConfig):
    name = "tyonohjaus.lib"

    def ready(self) -> None:
        from . import guards

        # migrate tells every app in turn, before and when all tables are there: once is enough
        once = {"sender": apps.get_app_config("people"), "dispatch_uid": "guards"}
        pre_migrate.connect(guards.step_aside_before_migrate, **once)
        post_migrate.connect(guards.install_after_migrate, **once)
        register("database")(guards.check_installed)
