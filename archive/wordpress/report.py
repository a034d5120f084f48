"""The report of a run as a JSON file: written item by item, there only when it is whole.

{"file": "export.xml", "isDryRun": false, "items": [{"id": 104, …}, …], "summary": {…}}
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class ReportFile:
    """A report that lies under another name until it is closed, so that memory does not grow."""

    def __init__(self, path: Path, head: dict[str, Any]) -> None:
        self._path, self._part = path, path.with_name(f"{path.name}.part")
        self._head, self._separator = head, "\n"

    def __enter__(self) -> Self:
        self._file = self._part.open("w", encoding="utf-8")
        self._file.write(f'{_json(self._head)[:-1]}, "items": [')
        return self

    def add(self, item: dict[str, Any]) -> None:
        self._file.write(self._separator + _json(item))
        self._separator = ",\n"

    def close(self, summary: dict[str, Any]) -> None:
        """Put it into its place."""
        self._file.write(f'\n], "summary": {_json(summary)}}}\n')
        self._file.close()
        self._part.replace(self._path)

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._file.close()
        with suppress(FileNotFoundError):
            self._part.unlink()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
