"""Examines a running installation, and says what is wrong and how to fix it."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from home.doctor.checks import CHECKS, faults_of, name_of


class Command(BaseCommand):
    """Prints a line for each check and two for each fault; exits with 1 if there is any."""

    help = "Examine this running installation; say what is wrong, and how to fix it."
    requires_system_checks = ()  # their findings count as faults

    def handle(self, *args: Any, **options: Any) -> None:
        is_sound = True
        for check in CHECKS:
            faults = faults_of(check)
            is_sound = is_sound and not faults
            self.stdout.write(f"{'fault' if faults else 'ok':<6} {name_of(check)}")
            for fault in faults:
                self.stdout.write(f"       {fault.says}\n       → {fault.mend}")
        sys.exit(0 if is_sound else 1)
