from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.clock.overdue import log_overdue_objects
from cms.clock.tick import TICKING, Outcome, run_due


class Command(BaseCommand):
    help = (
        "Run all scheduled jobs: publish and expire what is due, compare the public record, notify "
        "others, clean up. Run it every minute; two at once do no harm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with TICKING.held() as is_held:
            if not is_held:
                self.stdout.write("Another tick is at work: this one leaves everything to it.")
                return
            outcomes = list(run_due())
            log_overdue_objects()
        if options["verbosity"] > 0:
            for outcome in outcomes:
                self.stdout.write(f"{outcome.job.name}: {result(outcome)}")
        if failed_jobs := [outcome.job.name for outcome in outcomes if outcome.error]:
            raise CommandError(f"Failed, the log says why: {', '.join(failed_jobs)}.")


def result(outcome: Outcome) -> str:
    if outcome.error:
        return "failed"
    return "done" if outcome.done is None else f"{outcome.done} done"
