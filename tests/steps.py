"""The migrations one by one, also where one stands in place of them all for a database that has none of them yet."""

from django.db.migrations.loader import MigrationLoader


class OneByOne(MigrationLoader):
    def load_disk(self) -> None:
        super().load_disk()
        self.disk_migrations = {key: one for key, one in self.disk_migrations.items() if not one.replaces}
