"""Where a public server keeps what never changes under its name: scripts, styles, icons."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, which also gives the modules that a module imports their new names."""

    support_js_module_import_aggregation = True
