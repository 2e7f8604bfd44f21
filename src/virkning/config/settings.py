"""Django's settings, all of them, from one table of environment variables (see `environment`)."""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from .catalogues import compile_where_older, languages
from .environment import Mode, read_environment
from .house import ROOMS_WITH_MODELS

PROJECT_ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(__file__).resolve().parents[1]
ENV = read_environment(PROJECT_ROOT)
PRODUCTION = ENV.mode is Mode.PRODUCTION
TESTING = ENV.mode is Mode.TEST

DEBUG = ENV["VIRKNING_DEBUG"]
DEMO = ENV["VIRKNING_DEMO"]
SECRET_KEY = ENV["VIRKNING_SECRET_KEY"]
ALLOWED_HOSTS = ENV["VIRKNING_HOSTS"]
SITE_URL = ENV["VIRKNING_SITE_URL"]
DATA = Path(ENV["VIRKNING_DATA"])
FILES_ROOT = DATA / "files"
REGISTERS_ROOT = DATA / "registers"
REGISTER_FOLDER = ENV["VIRKNING_REGISTER_FOLDER"]
MAX_DELIVERY_BYTES = ENV["VIRKNING_MAX_DELIVERY_MB"] * 1024 * 1024
MAIL_SERVER = ENV["VIRKNING_SMTP_URL"]
MAIL_FROM = ENV["VIRKNING_MAIL_FROM"]
MAIL_FOLDER = DATA / "mail"
INVITATION_DAYS = ENV["VIRKNING_INVITATION_DAYS"]
API_CALLS_A_MINUTE = ENV["VIRKNING_API_CALLS_A_MINUTE"]
PASSWORD_RESET_TIMEOUT = ENV["VIRKNING_RESET_HOURS"] * 3600
ASSETS = Path(ENV["VIRKNING_ASSETS"])
FONT_DIRS = [ASSETS / "src/fonts/IBMPlexSans/complete/ttf"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    *(f"virkning.rooms.{room}" for room in ROOMS_WITH_MODELS),
    "virkning.design",
    "virkning.pages.forms",
    "virkning.pages.telling",
    "virkning.pages.signin",
    "virkning.pages.people",
    "virkning.pages.account",
    "virkning.pages.myday",
    "virkning.pages.finding",
    "virkning.pages.help",
    "virkning.pages.history",
    "virkning.pages.programmes",
    "virkning.pages.projects",
    "virkning.pages.reporting",
    "virkning.pages.workbooks",
    "virkning.pages.notes",
    "virkning.pages.work",
    "virkning.pages.structure",
    "virkning.pages.evaluating",
    "virkning.pages.rounds",
    "virkning.pages.continuing",
    "virkning.pages.tracks",
    "virkning.pages.national",
    "virkning.pages.registers",
    "virkning.pages.goals",
    "virkning.pages.actionplans",
    "virkning.pages.matrix",
    "virkning.pages.methods",
    "virkning.pages.theories",
    "virkning.pages.plans",
    "virkning.pages.interventions",
    "virkning.pages.site",
    "virkning.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "virkning.pages.middleware.ScopeMiddleware",
    "virkning.pages.site.language.LanguageMiddleware",
    "virkning.pages.forms.receiving.SizeMiddleware",
]

ROOT_URLCONF = "virkning.config.urls"
WSGI_APPLICATION = "virkning.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "virkning.pages.context.page",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True

_database = dj_database_url.parse(ENV["DATABASE_URL"])
if _database["ENGINE"] == "django.db.backends.sqlite3":
    Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    _database["ENGINE"] = "virkning.config.sqlite"
    _database["TEST"] = {"NAME": ":memory:"}
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    _database["OPTIONS"] = {
        **_database.get("OPTIONS", {}),
        "pool": False if TESTING else {"min_size": 1, "max_size": 8, "timeout": 10},
    }
    _database["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "virkning.pages.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "20/10m/ip,3/10m/key",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {"login": "virkning.pages.signin.forms.SignInForm"}
MFA_ADAPTER = "virkning.pages.signin.adapter.SecondFactorAdapter"
MFA_FORMS = {"authenticate": "virkning.pages.signin.forms.CodeForm"}
MFA_REAUTHENTICATION_REQUIRED = False  # our own forms ask for the password
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off still works
MFA_RECOVERY_CODES_SHOW_ONCE = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_day"

SESSION_COOKIE_AGE = ENV["VIRKNING_SESSION_HOURS"] * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "virkning.pages.site.views.csrf_failure"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENV["VIRKNING_BEHIND_PROXY"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = False
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if TESTING
        else "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "virkning_cache",
        # The lockout counts here: a small cache could be filled with made-up e-mails until a counter falls out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
    }
}

LANGUAGE_CODE = "da"
# English joins when its catalogue is complete: half a translation would mark Danish text as English.
LANGUAGES = languages(PACKAGE / "locale")
LOCALE_PATHS = [PACKAGE / "locale"]
compile_where_older(LOCALE_PATHS[0])
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is not there
STATICFILES_DIRS = [
    ("fds/css", ASSETS / "dist/css"),
    ("fds/js", ASSETS / "dist/js"),
    ("fds/fonts", ASSETS / "dist/fonts"),
    ("fds/img", ASSETS / "dist/img"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = not PRODUCTION

MAX_UPLOAD_BYTES = FILE_UPLOAD_MAX_MEMORY_SIZE = ENV["VIRKNING_MAX_UPLOAD_MB"] * 1024 * 1024
# A request without its files. The largest is a pasted block with what was shown of it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# More than any form takes, so that the form says what is too many (`UploadsField`).
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
FILE_UPLOAD_HANDLERS = [
    "virkning.pages.forms.receiving.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secret_links": {"()": "virkning.config.logs.HideSecretLinks"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_secret_links"]}
    },
    # The handler hides what it writes. These loggers tell paths: they hide for any other handler as well.
    "loggers": {
        "django": {"handlers": []},  # Django's own would write past ours
        "django.request": {"filters": ["no_secret_links"]},
        "django.security.csrf": {"filters": ["no_secret_links"]},
        "django.server": {"handlers": ["stderr"], "filters": ["no_secret_links"]},
    },
    "root": {"handlers": ["stderr"], "level": ENV["VIRKNING_LOG_LEVEL"]},
}
# W004: e-mail is unique whatever its case, by a constraint on Lower(email), which the check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
