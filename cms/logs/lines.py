"""Log records as lines of JSON, for log collectors."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from logging import Formatter, LogRecord


class JSONLines(Formatter):
    """Formats time, level, logger, request ID and message, and the traceback of an exception."""

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
