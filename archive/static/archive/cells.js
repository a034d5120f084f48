// A table that accepts a paste from a spreadsheet, or from a table in a document.
(() => {
  const STOCK = "wagtail.contrib.typed_table_block.blocks.TypedTableBlock";

  class Cells extends window.telepath.constructors[STOCK] {
    render(...place) {
      const table = super.render(...place);
      table.container[0].addEventListener("paste", (event) => {
        const lines = copiedFrom(event.clipboardData);
        const cell = event.target.closest("td, th");
        if (!lines || !cell) return; // text for one cell, which the browser pastes
        event.preventDefault();
        fill(table, cell, lines);
      });
      return table;
    }
  }
  window.telepath.register("archive.blocks.data.CellsBlock", Cells);

  function copiedFrom(clipboard) {
    const html = new DOMParser().parseFromString(clipboard.getData("text/html"), "text/html");
    const copied = html.querySelector("table");
    const lines = copied ? cellsOf(copied) : valuesOf(clipboard.getData("text/plain"));
    return lines.length > 1 || lines[0]?.length > 1 ? lines : null;
  }

  // The remaining cells of a merged cell stay empty.
  function cellsOf(copied) {
    const lines = Array.from(copied.rows, () => []);
    Array.from(copied.rows).forEach((row, index) => {
      for (const cell of row.cells) {
        let column = 0;
        while (lines[index][column] !== undefined) column += 1;
        for (const line of lines.slice(index, index + cell.rowSpan)) {
          for (let next = column; next < column + cell.colSpan; next += 1) line[next] = "";
        }
        lines[index][column] = cell.textContent.replace(/\s+/g, " ").trim();
      }
    });
    return lines;
  }

  function valuesOf(text) {
    if (!text.includes("\t")) return [];
    return text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
  }

  // From this cell on, to the right and below; the first line above the rows contains the headings.
  function fill(table, cell, lines) {
    const state = table.getState();
    const first = cell.cellIndex - 1;
    const headed = cell.closest("thead") ? lines[0] : null;
    const body = headed ? lines.slice(1) : lines;
    const top = headed ? 0 : Array.from(table.tbody.children).indexOf(cell.parentElement);
    const width = Math.max(state.columns.length, first + Math.max(...lines.map((l) => l.length)));
    const type = table.blockDef.childBlockDefs[0].name;
    while (state.columns.length < width) state.columns.push({ type, heading: "" });
    while (state.rows.length < top + body.length) state.rows.push({ values: [] });
    for (const row of state.rows) while (row.values.length < width) row.values.push("");
    headed?.forEach((words, index) => { state.columns[first + index].heading = words; });
    body.forEach((line, below) => line.forEach((words, index) => {
      state.rows[top + below].values[first + index] = words ?? "";
    }));
    table.setState(state);
  }
})();
