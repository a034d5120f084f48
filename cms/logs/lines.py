"""A line of JSON for each record, for whoever collects logs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from logging import Formatter, LogRecord


class JSONLines(Formatter):
    """Writes when, how grave, by whom, of which request, and what; an exception with its trace."""

    def format(self, record: LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        if trace := getattr(record, "trace_id", ""):
            line["trace"] = trace
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
