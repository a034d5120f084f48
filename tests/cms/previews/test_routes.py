"""The routes that docs/api.md shows for other frontends do what it says.

Next.js, Astro and SvelteKit are not installed: Next alone is 369 MB, for twenty lines. The routes
run under Node's own Request and Response, with what they use of their frameworks in its place;
Next's is compiled as strict TypeScript before that, with Next's types of it. By hand it was tried
under the real thing (16.4.6, `next dev`): the draft with its cookies, the published page without.
"""

import json
import os
import re
from pathlib import Path

import pytest

from cms.previews import grants
from tests.cms.test_clients import NODE, run
from tests.cms.test_clients import tools as tools
from tests.factories import LetterPageFactory

pytestmark = pytest.mark.once
DOCS = Path(__file__).parents[3] / "docs" / "api.md"
ROUTES = re.compile(r"```ts(?: \w+)?\n(.*?)```", re.DOTALL)
NEXT = """
globalThis.said = { cookies: [], isDraft: false }
const cookies = async () => ({ set: (...cookie) => said.cookies.push(cookie) })
const draftMode = async () => ({ enable: () => { said.isDraft = true } })
const redirect = (location) => { throw Object.assign(new Error(), { location }) }
"""
OTHERS = "globalThis.said = { cookies: [] }\n"
TITLE = "query ($path: String!) { page(path: $path) { title } }"
COOKIE = {"httpOnly": True, "secure": True, "sameSite": "none", "path": "/", "maxAge": 900}


@pytest.fixture
def routes(tools, tmp_path):
    """The two modules, as Node runs them."""
    of_next, of_others = ROUTES.findall(DOCS.read_text("utf-8"))
    (tmp_path / "next.mts").write_text(of_next)
    options = ["--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"]
    run(tools / "tsc", *options, tmp_path / "next.mts", NODE / "next.d.ts")
    compiled = (tmp_path / "next.mjs").read_text()
    for framework in ("next/headers", "next/navigation"):
        compiled, number = re.subn(rf'import {{.*?}} from "{framework}";', "", compiled)
        assert number == 1
    (tmp_path / "next.mjs").write_text(NEXT + compiled)
    others = of_others.replace("import.meta.env", "process.env")  # as their bundler does
    (tmp_path / "others.mjs").write_text(OTHERS + others)
    return {name: tmp_path / f"{name}.mjs" for name in ("next", "others")}


def test_the_routes_of_the_docs_open_a_preview_and_say_why_they_do_not(
    routes, live_server, admin_user, client
):
    letter = LetterPageFactory(slug="letter", title="As published")
    letter.title = "As drafted"
    code = grants.code_for(letter, admin_user)

    def ask(module, code):
        address = f"https://www.example.org/api/preview?code={code}"
        environment = {**os.environ, "ARCHIVE_URL": live_server.url}
        answer = run("node", NODE / "routes.mjs", module, address, env=environment)
        return json.loads(answer.stdout)

    for name, module in routes.items():
        answer = ask(module, code)
        assert answer["status"] == {"next": 307, "others": 303}[name]
        [(cookie, token, options)] = answer["cookies"]
        assert (cookie, options) == ("preview", COOKIE)
        assert answer.get("isDraft", True)
        body = {"query": TITLE, "variables": {"path": answer["location"]}}
        headers = {"authorization": f"Preview {token}"}
        shown = client.post("/graphql/", body, content_type="application/json", headers=headers)
        assert shown.json()["data"] == {"page": {"title": "As drafted"}}
        refused = ask(module, "forged")
        assert (refused["status"], refused["cookies"]) == (403, [])
        assert (
            refused["text"] == "This code opens no preview: it was used, or its time is over."
            " Open the preview again."
        )
