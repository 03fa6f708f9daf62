// Tables marked data-paste: a block copied from a workbook fills the cells from the focused one on; arrows move.
"use strict";

(() => {
  const CELL = "input:not([type=hidden], [type=checkbox], [type=file]), select, textarea";

  // Text as workbooks put it on the clipboard: tabs between cells, quotes around cells that hold line breaks.
  function block(text) {
    const rows = [[]];
    let cell = "";
    let quoted = false;
    const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < source.length; at += 1) {
      const sign = source[at];
      if (quoted) {
        if (sign !== '"') cell += sign;
        else if (source[at + 1] === '"') cell += source[(at += 1)];
        else quoted = false;
      } else if (sign === '"' && cell === "") quoted = true;
      else if (sign === "\t" || sign === "\n") {
        rows.at(-1).push(cell);
        cell = "";
        if (sign === "\n") rows.push([]);
      } else cell += sign;
    }
    rows.at(-1).push(cell);
    return rows;
  }

  function gridOf(table) {
    return [...table.tBodies[0].rows]
      .filter((row) => !row.hidden && !row.classList.contains("row-struck"))
      .map((row) => [...row.querySelectorAll(CELL)])
      .filter((cells) => cells.length > 0);
  }

  function place(grid, field) {
    const row = grid.findIndex((cells) => cells.includes(field));
    return row < 0 ? null : { row, column: grid[row].indexOf(field) };
  }

  function fill(field, words) {
    const text = words.trim();
    if (field.readOnly || field.disabled) return false;
    if (field.tagName === "SELECT") {
      const option = [...field.options].find((each) => each.text.trim() === text || each.value === text);
      if (!option) return text === "";
      field.value = option.value;
    } else {
      field.value = field.matches(".number, [inputmode=decimal], [inputmode=numeric]") ? text.replace(/[,，\s]/g, "") : text;
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  function lengthen(table, needed) {
    const rows = table.closest("[data-rows]");
    if (!rows) return;
    for (let had = -1; gridOf(table).length < needed && had !== gridOf(table).length; ) {
      had = gridOf(table).length;
      rows.dispatchEvent(new CustomEvent("jiqun:add-row"));
    }
  }

  document.addEventListener("paste", (event) => {
    const field = event.target.closest && event.target.closest("table[data-paste] :is(input, select)");
    const rows = field ? block(event.clipboardData.getData("text/plain")) : [];
    if (!field || (rows.length === 1 && rows[0].length === 1)) return;
    const table = field.closest("table");
    const start = place(gridOf(table), field);
    if (!start) return;
    event.preventDefault();
    lengthen(table, start.row + rows.length);
    const grid = gridOf(table);
    let lost = 0;
    rows.forEach((words, down) =>
      words.forEach((word, right) => {
        const target = (grid[start.row + down] || [])[start.column + right];
        if (!target || !fill(target, word)) lost += word.trim() === "" ? 0 : 1;
      }),
    );
    const said = `已粘贴${rows.length}行${rows[0].length}列` + (lost ? `，其中${lost}格没有对应位置或选项，未填入` : "");
    document.dispatchEvent(new CustomEvent("jiqun:say", { detail: said }));
  });

  document.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    const field = event.target.closest("table[data-paste] input");
    if (!step || !field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const grid = gridOf(field.closest("table"));
    const here = place(grid, field);
    event.preventDefault(); // Enter in a grid moves on; it must not send the form.
    const next = here && (grid[here.row + step] || [])[here.column];
    if (!next) return;
    next.focus();
    if (next.select) next.select();
  });
})();
