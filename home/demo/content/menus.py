"""Menus of each language; an item leads to a page of the demo by its key, or to an address."""

from typing import Any


def _item(label: str, target: str, *children: dict[str, Any]) -> dict[str, Any]:
    is_address = ":" in target or target.startswith("/")
    return {
        "label": label,
        "page": None if is_address else target,
        "url": target if is_address else "",
        "children": list(children),
    }


def _child(label: str, target: str) -> dict[str, Any]:
    item = _item(label, target)
    del item["children"]
    return item


# By handle and language: title and items.
MENUS = {
    ("main", "en"): (
        "Main menu",
        [
            _item("Home", "home"),
            _item(
                "Archive",
                "archive",
                _child("Border reports", "border-reports"),
                _child("Interviews", "interviews"),
                _child("Letters and statements", "letters"),
                _child("Activity reports", "activity-reports"),
                _child("Events", "events"),
            ),
            _item("Defectors", "/category/defectors/"),
            _item("About", "about"),
            _item("Contact", "contact"),
        ],
    ),
    ("main", "ja"): (
        "メインメニュー",
        [
            _item("ホーム", "home"),
            _item(
                "アーカイブ",
                "archive",
                _child("国境報告", "border-reports"),
                _child("インタビュー", "interviews"),
                _child("書簡と声明", "letters"),
            ),
            _item("私たちについて", "about"),
            _item("お問い合わせ", "contact"),
        ],
    ),
    ("main", "ko"): (
        "주 메뉴",
        [
            _item("홈", "home"),
            _item("자료실", "archive", _child("서한과 성명", "letters")),
            _item("소개", "about"),
            _item("연락처", "contact"),
        ],
    ),
    ("footer", "en"): (
        "Footer",
        [
            _item("About", "about"),
            _item("Contact", "contact"),
            _item("UNHCR", "https://www.unhcr.org/"),
            _item("Write to us", "mailto:archive@example.org"),
        ],
    ),
    ("footer", "ja"): (
        "フッター",
        [_item("私たちについて", "about"), _item("お問い合わせ", "contact")],
    ),
    ("footer", "ko"): ("바닥글", [_item("소개", "about"), _item("연락처", "contact")]),
}
