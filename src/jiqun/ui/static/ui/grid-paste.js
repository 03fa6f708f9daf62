// Tables marked data-paste: a block copied from a workbook fills the cells from the focused one on; arrows move.
"use strict";

(() => {
  const CELL = "input:not([type=hidden], [type=checkbox], [type=file]), select, textarea";
  const TICKS = "td:not(.row-remove) input[type=checkbox]";
  const BETWEEN = /[、,，;；\n]/; // as core.cells parts the labels of several choices
  const NONE = ["", "无", "—", "-"];

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
      .map(cellsOf)
      .filter((cells) => cells.length > 0);
  }

  // One entry per cell of a row: its field, or all its boxes where several choices are ticked in one cell.
  function cellsOf(row) {
    return [...row.cells].flatMap((cell) => {
      const fields = [...cell.querySelectorAll(CELL)];
      const boxes = [...cell.querySelectorAll("input[type=checkbox]")].filter((box) => box.matches(TICKS));
      return fields.length === 0 && boxes.length > 0 ? [boxes] : fields;
    });
  }

  function place(grid, field) {
    const holds = (cell) => cell === field || (Array.isArray(cell) && cell.includes(field));
    const row = grid.findIndex((cells) => cells.some(holds));
    return row < 0 ? null : { row, column: grid[row].findIndex(holds) };
  }

  function tick(boxes, text) {
    const labels = boxes.map((box) => (box.closest("label") || box).textContent.trim());
    const whole = labels.includes(text);
    const wanted = new Set(NONE.includes(text) ? [] : whole ? [text] : text.split(BETWEEN).map((part) => part.trim()));
    wanted.delete("");
    let found = 0;
    boxes.forEach((box, at) => {
      const ticked = wanted.has(labels[at]) || wanted.has(box.value);
      found += ticked ? 1 : 0;
      if (box.checked === ticked || box.disabled) return;
      box.checked = ticked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return found === wanted.size;
  }

  function fill(field, words) {
    const text = words.trim();
    if (Array.isArray(field)) return tick(field, text);
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
    const below = here && (grid[here.row + step] || [])[here.column];
    const next = Array.isArray(below) ? below[0] : below;
    if (!next) return;
    next.focus();
    if (next.select) next.select();
  });
})();
