"""All settings, from the environment, with defaults that just run. In the order of the Django documentation."""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def on(name: str, default: str = "0") -> bool:
    return env(name, default).lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in env(name, default).split(",") if word.strip()]


def kept_secret(name: str, file: Path) -> str:
    """A secret from the environment, else one made once and kept beside the data (never in the repository)."""
    if value := env(name):
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"{name} must be set in production.")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process of this start was faster
    return file.read_text().strip()


BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var")))
PRODUCTION = on("PRODUCTION")
DEMO = on("DEMO")
if PRODUCTION and DEMO:
    raise ImproperlyConfigured("DEMO signs anybody in with one click: never in production.")
SITE_URL = env("SITE_URL", "http://localhost:8000").rstrip("/")

# Core
DEBUG = on("DEBUG")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG shows the inside of the portal with each fault: never in production.")
SECRET_KEY = kept_secret("SECRET_KEY", VAR_DIR / "keys" / "secret_key")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "tyonohjaus.urls"
WSGI_APPLICATION = "tyonohjaus.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

INSTALLED_APPS = [
    "tyonohjaus.lib",
    "tyonohjaus.links",
    "tyonohjaus.sealed",
    "tyonohjaus.events",
    "tyonohjaus.outbox",
    "tyonohjaus.ui",
    "tyonohjaus.people",
    "processes",
    "bookings",
    "agreements",
    "intake",
    "reviews",
    "voice",
    "invoicing",
    "tyonohjaus.privacy",
    "tyonohjaus.lists",
    "tyonohjaus.home",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials",
]
if DEMO:
    INSTALLED_APPS.insert(0, "tyonohjaus.demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tyonohjaus.ui.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tyonohjaus.people.assurance.Middleware",
    "tyonohjaus.ui.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tyonohjaus.ui.middleware.FaultyFormIs422",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials", "tyonohjaus.ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tyonohjaus.home.nav.frame",
            ],
        },
    },
]

if DEMO:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("tyonohjaus.demo.context.bar")  # type: ignore[index]

# Database. SQLite: IMMEDIATE, since a deferred transaction that turns writer fails with "database is locked".
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", f"sqlite:///{VAR_DIR / 'suvanto.sqlite3'}"), conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["ENGINE"] = "tyonohjaus.lib.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }

# Cache: rate limits of sign-in live here; they must be shared by all processes.
REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    )
}

# Mail
EMAIL_BACKEND = env(
    "EMAIL_BACKEND",
    "tyonohjaus.demo.mailbox.MailboxBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = on("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", "portaali@localhost")
EMAIL_SUBJECT_PREFIX = ""

# Language and time
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

# Static files
STATIC_URL = "static/"
# Made from the code like var/static, so not in VAR_DIR. Only production collects; elsewhere the sources are served.
STATIC_ROOT = BASE_DIR / "var" / "collected" if PRODUCTION else None
STATICFILES_DIRS = [
    BASE_DIR / "static",
    BASE_DIR / "var" / "static",
    ("bootstrap", Path(find_spec("bootstrap").submodule_search_locations[0]) / "css"),  # type: ignore[union-attr, index]
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no public media folder, ever (C21)
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False

# Reminders of sessions: so many days before, in the morning
REMINDER_DAYS = [int(days) for days in words("REMINDER_DAYS", "7,1")]

# Sign-in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["tyonohjaus.people.signed_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "tyonohjaus.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "tyonohjaus.ui.sign_in.SignInForm",
    "request_login_code": "tyonohjaus.ui.sign_in.RequestCodeForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "tyonohjaus.people.adapter.display"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Beside allauth's own limits: requests from the public pages, by network and by the address that is written to; how
# often a calendar reads its address.
ACCOUNT_RATE_LIMITS = {"intake_ask": "20/h/ip,3/h/key"}
# Attempts are counted by the address of the browser, not of the web server in front: else one locks out everybody.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if on("BEHIND_PROXY") else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "tyonohjaus.people.second_factor.MFAAdapter"
MFA_FORMS = {"add_webauthn": "tyonohjaus.ui.sign_in.PasskeyForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_ENGINE = "tyonohjaus.people.signed_in"
SESSION_COOKIE_AGE = 8 * 3600  # a working day (C33)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "session"

# Security
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and on("SSL_REDIRECT", "1")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if on("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Confidential columns: the master key stays outside the database (DESIGN section 9; C27, C29).
MASTER_KEY = env("MASTER_KEY")
MASTER_KEY_FILE = Path(env("MASTER_KEY_FILE", str(VAR_DIR / "keys" / "master_key")))
EVENT_SEAL_KEY = kept_secret("EVENT_SEAL_KEY", VAR_DIR / "keys" / "event_seal_key")

# Logging: request lines only; never a body, a cookie, a local variable or a query string (C30).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "tyonohjaus.lib.logs.Plain"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "kombu.connection": {"level": "ERROR"},  # the broker of files has no host name, and says so at each start
        "pikepdf": {"level": "WARNING"},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "tyonohjaus.lib.logs.NothingFilter"

# Celery
BROKER_DIR = VAR_DIR / "broker"
CELERY_BROKER_URL = env("BROKER_URL", REDIS_URL or "filesystem://")
CELERY_TASK_IGNORE_RESULT = True
# Celery would leave the database after each task, and a new connection costs more than what a small task asks of it.
# How long one lives, and whether it is alive, is asked as for requests (tyonohjaus/celery.py).
CELERY_DB_REUSE_MAX = 1_000_000
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Europe/Helsinki"
# WeasyPrint's memory flattens, but slowly; a new process costs half a second until it prints.
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 240_000  # kB, looked at after each task
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
if CELERY_BROKER_URL == "filesystem://":
    for folder in ("queue", "processed", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.2,
    }
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False

# Forms
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Where the practice keeps the schemas of its e-invoices, if it has them: Finvoice's file (its licence keeps it out of
# the repository), and the folder of UBL 2.1 that holds maindoc/ and common/.
FINVOICE_XSD = env("FINVOICE_XSD")
UBL_XSD = env("UBL_XSD")
# Where e-invoices are laid for the operator, whose they are; the practice's own operator, for the frame around a file.
EINVOICE_DROP_DIR = env("EINVOICE_DROP_DIR")
EINVOICE_OPERATOR = env("EINVOICE_OPERATOR")
