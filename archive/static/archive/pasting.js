// Text copied in Word, Google Docs or LibreOffice: the server converts it to blocks, and says what
// it left out. Content from our own editor or another page is left to the editor.
(() => {
  const { address, failed } = document.currentScript.dataset;
  const PROGRAMS = /docs-internal-guid|class="?Mso|mso-|urn:schemas-microsoft-com:office|LibreOffice|\bSCXW\d/;
  const LINE = { key: "line", text: "", type: "unstyled", depth: 0, inlineStyleRanges: [], entityRanges: [], data: {} };
  const DRAWN = 200; // milliseconds until new blocks have their height, and screen readers know the position

  document.addEventListener("paste", (event) => {
    const wrapper = event.target.closest?.("[data-draftail-editor-wrapper]");
    const html = event.clipboardData.getData("text/html");
    if (!wrapper || !PROGRAMS.test(html)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(wrapper, html);
  }, true);

  async function take(wrapper, html) {
    const asked = new FormData();
    asked.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    asked.set("html", html);
    asked.set("notes", lastNote(wrapper.closest("form")));
    wrapper.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { method: "POST", body: asked });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      put(wrapper, await answer.json());
    } catch {
      say(wrapper.parentNode, [failed]);
    }
    wrapper.removeAttribute("aria-busy");
  }

  // The highest footnote number in the form.
  function lastNote(form) {
    const editors = [...form.querySelectorAll("[data-draftail-editor-wrapper]")];
    const blocks = editors.flatMap(({ parentNode }) => {
      const { value } = parentNode.querySelector("input[type=hidden]");
      return JSON.parse(value || "null")?.blocks ?? [];
    });
    const marks = blocks.flatMap(({ text, inlineStyleRanges }) =>
      inlineStyleRanges
        .filter(({ style, offset }) => style === "SUPERSCRIPT" && offset === 0)
        .map(({ length }) => Number(text.slice(0, length))),
    );
    return Math.max(0, ...marks.filter(Number.isInteger));
  }

  function put(wrapper, { blocks, text, said, saidOfText }) {
    const editor = Array.from(wrapper.parentNode.children).find((each) => each.draftailEditor).draftailEditor;
    const body = bodyAround(wrapper);
    const index = body ? body.children.findIndex((child) => child.element.contains(wrapper)) : -1;
    if (body?.children[index]?.type === "paragraph" && blocks.some((block) => block.type !== "paragraph")) {
      say(split(body, index, editor, blocks).element, said);
    } else {
      write(editor, JSON.parse(text));
      say(wrapper.parentNode, saidOfText);
    }
  }

  function bodyAround(element) {
    for (let each = element; each; each = each.parentElement) if (each.archiveBody) return each.archiveBody;
    return null;
  }

  // Draftail pastes its own format in place of the selection, with links and all styles.
  function write(editor, content) {
    const copied = document.createElement("div");
    copied.setAttribute("data-draftjs-conductor-fragment", JSON.stringify(content));
    editor.handlePastedText("", copied.outerHTML, editor.getEditorState());
  }

  // Inserts the blocks between the text before the cursor and the text after it.
  function split(body, index, editor, blocks) {
    if (!editor.getEditorState().getSelection().isCollapsed()) write(editor, { blocks: [LINE], entityMap: {} });
    const { stateBefore, stateAfter } = window.draftail.splitState(editor.getEditorState());
    const has = (state) => state.getCurrentContent().getPlainText().trim() !== "";
    blocks.forEach((block, offset) => body.insert(block, index + 1 + offset));
    const last = body.children[index + blocks.length];
    if (has(stateAfter)) body.insert({ type: "paragraph", value: { text: stateAfter } }, index + 1 + blocks.length);
    if (has(stateBefore)) editor.onChange(stateBefore);
    else body.deleteBlock(index);
    last.focus();
    return last;
  }

  function say(place, sentences) {
    document.querySelector("[data-pasted]")?.remove();
    if (!sentences.length) return;
    const words = document.createElement("p");
    words.className = "help-block help-info";
    words.dataset.pasted = "";
    words.setAttribute("role", "status");
    place.append(words);
    setTimeout(() => {
      words.textContent = sentences.join(" ");
      words.scrollIntoView({ block: "center", behavior: "instant" });
    }, DRAWN);
  }
})();
