from typing import Any

app_name = "agreements"

urlpatterns: list[Any] = []
