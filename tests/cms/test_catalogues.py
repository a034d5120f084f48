"""The admin speaks Japanese and Korean wherever this project adds a word."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.template.base import Lexer, TokenType
from django.test import RequestFactory
from django.utils.translation import gettext, ngettext, override
from wagtail.admin.panels import get_edit_handler
from wagtail.blocks import Block
from wagtail.contrib.settings.registry import registry as settings
from wagtail.fields import StreamField
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from tests import catalogues

OWN = {"cms", "home", "archive", "media"}
OTHER_READERS = {  # not the admin's
    "cms/welcome.html",
    "cms_graphql/graphiql.html",
    "reading_room/shell.html",
    "archive/block_preview.html",
    "archive/block_preview_figure.html",
}
NOT_THE_ADMIN = re.compile(
    r"/(migrations|management|graphql|settings|demo|reading_room|freshness)/|(checks|apps|search_entry)\.py"
)
MARK = (
    "Mark each with gettext_lazy or {% translate %}, run python -m tests.catalogues, "
    "and translate what is new in cms/locale/"
)
WORDS = {"label", "heading", "help_text", "verbose_name", "verbose_name_plural", "menu_label"} | {
    "page_title", "header_title", "display_name", "aria_label", "page_description", "group",
}  # fmt: skip
BEGIN, END = {"blocktrans", "blocktranslate"}, {"endblocktrans", "endblocktranslate"}
SAID = {"ValidationError", "add_error", "success", "warning", "error", "info"}


@pytest.fixture(params=catalogues.LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(
    params=catalogues.ALL, ids=lambda each: f"{each[1].parent.name}-{each[2]}-{each[0]}"
)
def source(request):
    """A language, and the folder and domain of a catalogue in it."""
    return request.param


def test_the_catalogue_holds_exactly_the_messages_of_the_sources(source):
    file = catalogues.path(*source)
    assert file.read_bytes() == catalogues.po(catalogues.updated(*source)), (
        "Words have changed: run python -m tests.catalogues, and translate what is new"
    )


def test_each_message_is_translated_with_its_placeholders(source):
    catalogue = catalogues.read(*source)
    messages = [message for message in catalogue if message.id]
    assert [each.id for each in messages if not (each.string and all(each.string))] == []
    assert [(each.id, str(error)) for each in messages for error in each.check(catalogue)] == []


def test_what_django_reads_is_made_of_what_people_translate(source):
    file = catalogues.path(*source).with_suffix(".mo")
    assert file.read_bytes() == catalogues.mo(catalogues.read(*source))


@pytest.mark.parametrize("language", catalogues.FILE_LANGUAGES)
def test_a_file_is_called_so_in_every_message_of_wagtail(language):
    named_otherwise = []
    with override(language):
        for message in filter(None, (each.id for each in catalogues.wagtails_documents())):
            words = gettext(message) if isinstance(message, str) else ngettext(*message, 2)
            if re.search("ocument|ドキュメント|文書|문서", re.sub(r"%\(\w+\)", "%", words)):
                named_otherwise.append(message)
    assert named_otherwise == []


@pytest.mark.django_db
def test_no_form_and_no_block_shows_an_english_word(language):
    """A word that is the same in another language has an entry in its catalogue that says so."""
    with override("en"):
        english = list(words_of_forms())
    with override(language):
        translated = list(words_of_forms())
    catalogue = {message.id: message.string for message in catalogues.read(language)}
    bare = {
        (place, word)
        for (place, word), (_, there) in zip(english, translated, strict=True)
        if word == there and re.search("[A-Za-z]{2}", word) and catalogue.get(word) != word
    }
    assert sorted(bare) == [], MARK


def test_no_template_of_the_admin_holds_a_bare_word():
    bare = []
    for file in sorted(catalogues.ROOT.glob("*/**/templates/**/*.html")):
        name = str(file).partition("/templates/")[2]
        if file.relative_to(catalogues.ROOT).parts[0] in OWN and name not in OTHER_READERS:
            bare += [(name, word) for word in words_of_template(file.read_text("utf-8"))]
    assert bare == [], MARK


def test_no_module_of_the_admin_says_a_bare_word():
    assert [
        f"{name}:{node.lineno}: {ast.unparse(node)[:60]}"
        for name, source in catalogues.sources()
        if name.endswith(".py") and not NOT_THE_ADMIN.search(name)
        for node in bare_words(ast.parse(source))
    ] == [], MARK


def words_of_forms() -> Iterator[tuple[str, str]]:
    """Each label, help and heading of our models' forms, in the language that is active."""
    request = RequestFactory().get("/admin/")
    request.user = get_user_model()(is_superuser=True, is_active=True)
    models = {*get_page_models(), *get_snippet_models(), *settings}
    for model in sorted(models, key=lambda each: each._meta.label):
        if model.__module__.partition(".")[0] not in OWN:
            continue
        label, snippets = model._meta.label, getattr(model, "snippet_viewset", None)
        handler = snippets.get_edit_handler() if snippets else get_edit_handler(model)
        for words in (model._meta.verbose_name, model._meta.verbose_name_plural):
            yield label, str(words)
        form = handler.get_form_class()(instance=model(), for_user=request.user)
        yield from words_of_panel(label, handler.get_bound_panel(model(), request, form))
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                yield from words_of_block(f"{label}.{field.name}", field.stream_block, set())


def words_of_panel(place: str, panel: Any) -> Iterator[tuple[str, str]]:
    name = getattr(panel.panel, "field_name", None)
    columns = {each.name: each for each in panel.panel.model._meta.get_fields()}
    column = columns.get(name)
    if column is None or column.model.__module__.partition(".")[0] in OWN:
        place = f"{place}.{name}" if name else place
        yield place, str(panel.heading)
        yield place, str(panel.help_text)
    for child in (
        *getattr(panel, "children", ()),
        *filter(None, [getattr(panel, "empty_child", None)]),
    ):
        yield from words_of_panel(place, child)


def words_of_block(place: str, block: Block, seen: set[int]) -> Iterator[tuple[str, str]]:
    if id(block) in seen:
        return
    seen.add(id(block))
    for name in ("label", "help_text", "description", "group"):
        yield place, str(getattr(block.meta, name, "") or (block.label if name == "label" else ""))
    for _value, label in getattr(block, "_constructor_kwargs", {}).get("choices", ()):
        yield place, str(label)
    children = getattr(block, "child_blocks", {})
    if child := getattr(block, "child_block", None):
        children = {"item": child}
    for name, child in children.items():
        yield from words_of_block(f"{place}.{name}", child, seen)


def words_of_template(source: str) -> Iterator[str]:
    """What stands outside tags, in the attributes that are read out, and in an include's words."""
    translated, inside, html = False, False, ""
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            tag = token.contents.split()[0]
            translated = tag in BEGIN or (translated and tag not in END)
            if tag == "include":
                yield from re.findall(r'=("[^"/]*[A-Z][a-z]+[^"]*")', token.contents)
            inside = tag == "block" and token.contents.split()[1].endswith("_class")  # a CSS class
        elif token.token_type == TokenType.TEXT and not translated and not inside:
            html += token.contents
        html += " " if token.token_type == TokenType.VAR else ""
    html = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", "", html, flags=re.DOTALL)
    yield from re.findall(r'\b(?:title|alt|placeholder|aria-label)="([^"]*[a-z]{2}[^"]*)"', html)
    yield from re.findall(r"[A-Za-z]{2}[^\n]*", re.sub(r"<[^>]*>", "", html).replace("SHA-256", ""))


def bare_words(tree: ast.AST) -> Iterator[ast.expr]:
    """Literals that stand where words for people stand, without a call that marks them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            of = getattr(getattr(node.func, "value", None), "id", "")
            said = name in SAID and (name[0].isupper() or name == "add_error" or of == "messages")
            options = {each.arg: each.value for each in node.keywords}
            if ast.unparse(options.get("editable", node)) != "False":
                yield from filter(is_bare, [options[word] for word in WORDS & set(options)])
                yield from filter(is_bare, node.args[:1] if names_a_column(of, name) else [])
            yield from filter(is_bare, node.args[name == "add_error" :] if said else [])
        elif isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") in WORDS:
                    yield from filter(is_bare, [line.value])
                elif isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "permissions":
                    pairs = getattr(line.value, "elts", [])
                    yield from filter(is_bare, [pair.elts[1] for pair in pairs])


def names_a_column(module: str, function: str) -> bool:
    """Whether the first argument is what a column is called: `models.CharField("title")`."""
    is_column = module == "models" and function.endswith("Field")
    return is_column and not function.endswith(("ToOneField", "ToManyField"))


def is_bare(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return True
    text = node.value if isinstance(node, ast.Constant) else ""
    return isinstance(text, str) and bool(re.search("[A-Za-z]{2}", text)) and text != "SHA-256"
