"""Storage for static files, whose names change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also rewrites imports in JavaScript modules to hashed names."""

    support_js_module_import_aggregation = True
