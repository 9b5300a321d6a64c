from django.apps import AppConfig, apps
from django.core.checks import register
from django.db.models.signals import post_migrate


class LibConfig(AppConfig):
    name = "tyonohjaus.lib"

    def ready(self) -> None:
        from . import guards

        # migrate tells every app in turn, when all tables are there: once is enough
        post_migrate.connect(guards.install_after_migrate, sender=apps.get_app_config("people"), dispatch_uid="guards")
        register("database")(guards.check_installed)
