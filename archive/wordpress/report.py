"""The report of a run: written item by item, and moved into place when it is complete.

* report.json: {"file": "export.xml", "isDryRun": false, "items": [{"id": 104, …}], "summary": {…}}
* report.csv: a line for each note, for a spreadsheet.
* report.types.csv: the type of each post and why, to be corrected and given to --type-map.
"""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from archive.formulas import safe

_COLUMNS = ("id", "kind", "title", "oldAddress", "status", "action", "type")


class ReportFile:
    """A report under temporary names until it is closed, written as a stream to save memory."""

    def __init__(self, path: Path, head: dict[str, Any]) -> None:
        self._paths = [path, path.with_suffix(".csv"), path.with_suffix(".types.csv")]
        self._head, self._separator = head, "\n"
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._json, table, types = (self._open(path) for path in self._paths)
        self._table, self._types = csv.writer(table), csv.writer(types)
        self._json.write(f'{_json(self._head)[:-1]}, "items": [')
        self._table.writerow([*_COLUMNS, "path", "code", "isLoss", "note"])
        return self

    def add(self, item: dict[str, Any]) -> None:
        self._json.write(self._separator + _json(item))
        self._separator = ",\n"
        page = item["page"] or {}
        start = [*(item[column] for column in _COLUMNS), page.get("path", "")]
        notes = [*((note, "yes") for note in item["losses"])]
        notes += [(note, "no") for note in item["toReview"]]
        for note, is_loss in notes:
            row = [*start, note["code"], is_loss, note["text"]]
            self._table.writerow([safe(value) for value in row])
        if item["mapType"]:
            self._types.writerow([f"# {item['title']}: {item['why']}".replace("\n", " ")])
            self._types.writerow(["post", item["id"], item["mapType"]])

    def close(self, summary: dict[str, Any]) -> None:
        """Move it into place."""
        self._json.write(f'\n], "summary": {_json(summary)}}}\n')
        self._stack.close()
        for path in self._paths:
            _part_of(path).replace(path)

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stack.close()
        for path in self._paths:
            with suppress(FileNotFoundError):
                _part_of(path).unlink()

    def _open(self, path: Path) -> IO[str]:
        file = _part_of(path).open(
            "w", encoding="utf-8", newline="" if path.suffix == ".csv" else None
        )
        return self._stack.enter_context(file)


def _part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
