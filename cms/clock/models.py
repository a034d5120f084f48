"""When each job last ran."""

from django.db import models


class JobRun(models.Model):
    """The last run of the job with this name; only `tick` writes it."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    seconds = models.FloatField(null=True)  # None while it runs, and if it was killed
    succeeded_at = models.DateTimeField(null=True)  # when it last had nothing left to do
    content_version = models.TextField(blank=True)  # before the last successful run
    # Of an unfinished run: the version before it, and where it continues, as the job wrote it.
    begun_version = models.TextField(blank=True, default="", db_default="")
    place = models.CharField(max_length=120, blank=True, default="", db_default="")
    error = models.TextField(blank=True)  # of the last run

    def __str__(self) -> str:
        return self.name
