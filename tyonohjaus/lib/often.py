"""How often something may be asked for: counted in the cache, each hour from the beginning."""

from django.core.cache import cache

from . import clock

HOUR = 3600  # seconds


def too_often(what: str, *, an_hour: int) -> bool:
    """Is this once more than so many times? `what` is no secret: it stands in the cache. The hour is a part of the key,
    since caches differ in what counting does to a key's life; where one has dropped it, nobody is stopped."""
    key = f"often:{what}:{int(clock.now().timestamp()) // HOUR}"
    cache.add(key, 0, timeout=2 * HOUR)
    try:
        return cache.incr(key) > an_hour
    except ValueError:
        return False
