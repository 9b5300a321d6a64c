from django.apps import AppConfig, apps
from django.core.checks import register
from django.db.models.signals import post_migrate, pre_migrate


class LibConfig(AppConfig):
    name = "tyonohjaus.lib"

    def ready(self) -> None:
        from . import guards

        # migrate tells every app in turn, before and when all tables are there: once is enough
        one = apps.get_app_config("people")
        pre_migrate.connect(guards.step_aside_before_migrate, sender=one, dispatch_uid="guards")
        post_migrate.connect(guards.install_after_migrate, sender=one, dispatch_uid="guards")
        register("database")(guards.check_installed)
