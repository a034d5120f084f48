"""Settings for all environments; each setting that differs is read from the environment."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from zoneinfo import available_timezones

import environ
from corsheaders.defaults import default_headers
from csp.constants import NONE, SELF, UNSAFE_INLINE

from cms.door.environment import door_limits
from cms.previews.environment import preview_url
from cms.record.purging.environment import caches_in_front
from media.storage.environment import cache_control, kept_for, max_age, storages_for

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"  # data only; `media/` is an app, never MEDIA_ROOT
env = environ.Env()
os.umask(0o077)  # every process starts here: its files are readable by its user only

INSTALLED_APPS = [
    "home",
    "home.reading_room",
    "home.desk",
    "archive",
    "archive.external_links",
    "archive.safeguards",
    "media",
    "cms.graphql",
    "cms.door",  # before django-allauth: its templates match the admin
    "cms.admin_visibility",
    "cms.record",
    "cms.record.webhooks",
    "cms.record.purging",
    "cms.previews",
    "cms.outages",
    "cms.clock",
    "archive.bitmaps",  # before the app that changes the version once the triggers of both are back
    "cms.freshness",
    "cms.collation",
    "cms.visibility",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "cms.editing",  # after it: decides which redirects it writes itself
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "graphene_django",
    "corsheaders",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.logs.request_id.RequestIDMiddleware",
    "cms.outages.watch.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.door.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.door.middleware.DoorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.visibility.refusals.RefusalMiddleware",
    "cms.admin_visibility.malformed.MalformedMiddleware",
    "cms.admin_visibility.middleware.SeenPagesMiddleware",
    "cms.admin_visibility.account.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{quote(f'{VAR_DIR}/db.sqlite3')}")
}
if DATABASES["default"].get("ENGINE") == "django.db.backends.sqlite3":
    # Readers do not wait for writers, and writers queue instead of failing as "locked".
    DATABASES["default"]["ENGINE"] = "cms.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
elif env.bool("TRANSACTION_POOLING", default=False):
    # PgBouncer gives each transaction another connection, so none may keep state.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
else:
    # Readers' statements are prepared per connection, on their fifth use.
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 5
TASKS = {"default": {"BACKEND": "cms.tasks.AfterCommit"}}
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
HAS_REDIS = "redis" in CACHES["default"]["BACKEND"]
if HAS_REDIS:
    from cms.outages.redis import impatient

    CACHES["default"]["OPTIONS"] = CACHES["default"].get("OPTIONS", {}) | impatient()
# Usage of each client: in a separate memory cache, so that many clients evict nothing else. Each
# process also keeps answers itself (`cms.graphql.endpoint.kept`), and here if the cache is shared.
CACHES |= {"rates": dict(CACHES["default"]), "answers": dict(CACHES["default"])}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache":
    # Django's default is 300: a stranger who requests as many resets would evict the counters.
    CACHES["default"] |= {"OPTIONS": {"MAX_ENTRIES": 20_000}}
    CACHES["rates"] |= {"LOCATION": "rates", "OPTIONS": {"MAX_ENTRIES": 20_000}}
    CACHES["answers"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
CACHES["own_rates"] = {  # while Redis is lost
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "own_rates",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
if HAS_REDIS:
    # Wagtail and Django work without a cache; the others define what they do without.
    CACHES["default"]["OPTIONS"] = CACHES["default"]["OPTIONS"] | {"IGNORE_EXCEPTIONS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Too many failures are refused before a password is hashed.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]

# Logging in (`cms.door`). Accounts that may do more than draft need a second factor: off for demos
# only.
SECOND_FACTOR = True
REAUTHENTICATION_MINUTES, SESSION_IDLE_MINUTES, SESSION_HOURS = door_limits(os.environ)
LETTERS_WAIT = 2  # seconds at most, so that no response time reveals whether a letter is sent
SESSION_COOKIE_AGE = SESSION_IDLE_MINUTES * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LOGIN_URL, LOGIN_REDIRECT_URL = "wagtailadmin_login", "wagtailadmin_home"
ACCOUNT_ADAPTER = "cms.door.adapters.AccountAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 0  # the adapter decides
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts, for all processes together
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "cms.door.forms.ResetForm"  # noqa: S105 -- a class
AXES_HANDLER = "cms.door.lockout.Handler"
AXES_FAILURE_LIMIT = 1  # of the limits there
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "cms.door.lockout.digest"
AXES_CLIENT_IP_CALLABLE = "cms.door.lockout.address"
AXES_LOCKOUT_CALLABLE = "cms.door.views.locked"
AXES_SENSITIVE_PARAMETERS = ["username", "csrfmiddlewaretoken", "next", "code", "credential"]
AXES_DISABLE_ACCESS_LOG = True  # logins are not recorded
AXES_VERBOSE = False
MFA_ADAPTER = "cms.door.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "cms.door.forms.AuthenticateForm",
    "reauthenticate": "cms.door.forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off

# What a page of the admin may load. Inline styles stay, because Wagtail, Draftail and tooltips use
# them. A preview may be framed from any frontend of a site.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF, "https:"],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# Only the API is open to other origins, and only for the frontends named here; without cookies.
CORS_URLS_REGEX = r"^/graphql/?(preview/(userbar/)?)?$"
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_EXPOSE_HEADERS = ["Retry-After"]
CORS_ALLOW_HEADERS = [
    *default_headers,
    "apollo-require-preflight",
    "apollographql-client-name",
    "apollographql-client-version",
    "traceparent",
    *env.list("CORS_ALLOW_HEADERS", default=[]),
]

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("en", "English"),
    ("ja", "日本語"),
    ("ko", "한국어"),
]
TIME_ZONE = "Asia/Tokyo"
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"

# Media: pictures and files. The size of a picture is checked before it is decoded.
MEDIA_URL = "/media/"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
MEDIA_ROOT = VAR_DIR / "media"  # public; all other uploads are in var/private
STORAGES = {
    **storages_for(os.environ, VAR_DIR / "private"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# How long others may show a copy of what was taken back: shorter is safer, longer is cheaper.
FILE_MAX_AGE = max_age(os.environ)
FILE_CACHE_CONTROL = cache_control(FILE_MAX_AGE)
ORIGINALS_KEPT_FOR = kept_for(os.environ)  # days after which a removed one may be destroyed
# Limits for the separate process that takes a file apart.
CLEANING_MEMORY = 1536 * 1024 * 1024  # bytes
CLEANING_SECONDS = 60  # of CPU; of wall time, three times as many
IMAGE_WIDTHS = [160, 320, 400, 640, 800, 1200, 1600, 2400]  # of renditions
IMAGE_HEIGHTS = sorted([*IMAGE_WIDTHS, 630])  # 1200 by 630 is what social networks show for a link
IMAGE_FORMATS = ["jpeg", "webp", "avif"]
IMAGE_MAX_FRAMES = 200
# For how many seconds in a minute sizes of pictures are made for one client; 0 for no limit.
IMAGE_MAKING_SECONDS = env.int("IMAGE_MAKING_SECONDS", 30)
WAGTAILIMAGES_IMAGE_MODEL = "media.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.FileForm"
WAGTAILIMAGES_EXTENSIONS = [
    "jpg", "jpeg", "png", "webp", "avif", "gif", "heic", "tif", "tiff",
]  # fmt: skip
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # Wagtail's 128 million do not fit a 512 MB worker
WAGTAILDOCS_DOCUMENT_MODEL = "media.CustomDocument"
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "txt", "csv", "xlsx", "docx", "mp3", "wav",
    # Stored, but never public: there is no cleaner for them.
    "doc", "xls", "ppt", "pptx", "odt", "ods", "odp", "rtf", "epub", "zip", "mp4",
]  # fmt: skip
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_CONTENT_TYPES = {"pdf": "application/pdf", "txt": "text/plain", "csv": "text/csv"}
# Never the storage's own address, so that the collection's privacy is checked every time.
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# The header with the cache tags of an answer: Cache-Tag (Cloudflare and most others), Surrogate-Key
# (Fastly) or xkey (Varnish).
CACHE_TAG_HEADER = env("CACHE_TAG_HEADER", default="Cache-Tag")
WAGTAILFRONTENDCACHE = caches_in_front(os.environ)
CACHE_TAG_SEPARATOR = "," if CACHE_TAG_HEADER == "Cache-Tag" else " "
FRONTEND_URL = env("FRONTEND_URL", default="http://localhost:3000").rstrip("/")
READING_ROOM = env.bool("READING_ROOM", default=False)  # at sites whose frontend is this server

# Page types that nobody publishes alone (`cms.editing.second_reader`).
SECOND_READER_FOR = env.list("SECOND_READER_FOR", default=[])
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.editing.approval.publish_approved"

# Where editors see drafts (`cms.previews.frontends`), and for how long one token shows them.
PREVIEW_URL = preview_url(os.environ)
PREVIEW_SECONDS = env.int("PREVIEW_SECONDS", default=900)

# Debian's zones include “localtime”, with which the browser's script fails.
WAGTAIL_USER_TIME_ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone or zone == "UTC"
)
WAGTAIL_SITE_NAME = "Archive"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_BASE_URL = env("ADMIN_URL", default="http://127.0.0.1:8000").rstrip("/")
# An editor's browser must not tell third parties that somebody edits here.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Pages are found in the archive's own index, everything else in Wagtail's.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "archive.search.admin.backend"}}
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long body in the page editor has thousands

# In development and tests loaders may read only the columns that they declare, and cached
# statements are compared with new ones, so that serving one reader's value to another is an error.
CHECK_DECLARATIONS = False
GRAPHENE = {"SCHEMA": "cms.schema.schema", "SCHEMA_OUTPUT": "cms/schema.graphql"}
GRAPHQL_TRUSTED_DOCUMENTS = env("GRAPHQL_TRUSTED_DOCUMENTS", default=None)
GRAPHQL_TRUSTED_ONLY = env.bool("GRAPHQL_TRUSTED_ONLY", default=False)
if "GRAPHQL_RATE_LIMIT" in env:
    GRAPHQL_RATE_LIMIT = env.int("GRAPHQL_RATE_LIMIT")
if "GRAPHQL_KEPT_BYTES" in env:
    GRAPHQL_KEPT_BYTES = env.int("GRAPHQL_KEPT_BYTES")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # in front, each adding to X-Forwarded-For
# Keys that seal identities (`archive.safeguards.people`), the newest first.
SEALING_KEYS = env.list("SEALING_KEYS", default=[])
SAFEGUARDS = env.dict("SAFEGUARDS", default={})  # contact_data=block: archive/safeguards
# Rules that withdraw public pages for what they find now, and how many pages in a day.
SAFEGUARDS_WITHDRAW = env.list("SAFEGUARDS_WITHDRAW", default=["sealed_name"])
SAFEGUARDS_WITHDRAW_PAGES = env.int("SAFEGUARDS_WITHDRAW_PAGES", default=20)
# How long a finding about a minor in a public page waits for two people; a rule's own time is the
# maximum.
SAFEGUARDS_ANSWER_DAYS = env.int("SAFEGUARDS_ANSWER_DAYS", default=3)
# The prefix of reference codes: set it before the first publication, as codes never change.
ARCHIVE_REFERENCE_PREFIX = "LF"
CHECKLIST = env.dict("CHECKLIST", default={})  # category=block,credit=off: archive/checklist
# sends requests to other sites
CHECK_EXTERNAL_LINKS = env.bool("CHECK_EXTERNAL_LINKS", default=False)
# The words by which a WordPress import recognises posts: archive/wordpress/profile.
WORDPRESS_PROFILE = env("WORDPRESS_PROFILE", default="archive.wordpress.profile.lfnkr.PROFILE")
RECORD_CONTENT_MINUTES = env.int("RECORD_CONTENT_MINUTES", default=60)
FRESHNESS_REWRITTEN = ["archive.searchentry"]  # the search index, with every save of a document
# Logs of imports and bulk changes are for editors, and so are pictures in the admin's sizes.
FRESHNESS_NOT_CONTENT = [
    *("account", "mfa", "axes"),  # accounts' lockouts, by django-allauth and -axes
    *("external_links", "bitmaps"),
    *("archive.importrun", "archive.importeditem", "archive.importrecord"),
    *("archive.adminsearchentry", "archive.entrypage_undescribed_pictures"),
    *("archive.bulkrun", "archive.bulkrunpage", "cms_record.redirectuse"),
    *("safeguards.answer", "safeguards.clearance", "safeguards.person", "safeguards.personname"),
    *("safeguards.sealedidentity", "safeguards.look", "safeguards.consent"),
    *("safeguards.consentpage", "safeguards.consent_languages"),
    *("safeguards.consentimage", "safeguards.consentfile", "safeguards.consentvideo"),
    *("safeguards.standing", "safeguards.personcompared", "safeguards.compared"),
    *("safeguards.preparednames", "safeguards.namesake"),
    *("media.customrendition", "media.filetodelete", "media.removedoriginal"),
]
WEBHOOKS_ALLOW_PRIVATE = env.bool("WEBHOOKS_ALLOW_PRIVATE", default=False)  # and without TLS
GRAPHIQL_FIRST_QUERY = """\
# The newest documents of a category.
# Run: Ctrl-Enter. Suggestions: Ctrl-Space.
{
  category(slug: "defectors") {
    name
    entries(first: 10) {
      nodes {
        __typename
        title
        subtitle
        date { display }
        summary
        path
        leadImage {
          alt
          caption
          image {
            rendition(width: 400) {
              url
              width
              height
            }
          }
        }
      }
    }
  }
}
"""
