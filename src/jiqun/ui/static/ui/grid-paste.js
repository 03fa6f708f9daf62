// Tables marked data-paste: a block copied from a workbook fills the cells from the focused one on; arrows move.
// A cell stays in its column: where a row asks nothing there, nothing moves up. Headers and names of rows that came
// along place the rest, and whatever found no place is told by name.
"use strict";

(() => {
  const CELL = "input:not([type=hidden], [type=checkbox], [type=file]), select, textarea";
  const TICKS = "td:not(.row-remove) input[type=checkbox]";
  const BETWEEN = /[、,，;；\n]/; // as core.cells parts the labels of several choices
  const NONE = ["", "无", "—", "-"];
  const NAMED = 8; // as many cells are named that found no place
  const ASIDE = ["序号", "单位"];

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

  // The cells of a row by column: a field, or all boxes where several choices are ticked; holes where nothing is asked.
  function cellsOf(row) {
    const cells = [];
    for (const cell of row.cells) {
      const field = cell.querySelector(CELL);
      const boxes = [...cell.querySelectorAll("input[type=checkbox]")].filter((box) => box.matches(TICKS));
      if (field) cells[cell.cellIndex] = field;
      else if (boxes.length > 0) cells[cell.cellIndex] = boxes;
    }
    cells.name = [...row.cells].filter((cell) => cell.matches("th")).map(words)[0] || "";
    return cells;
  }

  // “2024年” and “ 2024 ”, “总产值（亿元）” and “总产值” are the same name.
  function named(text) {
    return text.replace(/[\s*]/g, "").replace(/[（(][^（）()]*[）)]/g, "").replace(/^(\d{4})年(度)?$/, "$1");
  }

  function words(cell) {
    return [...cell.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
  }

  const blank = (text) => ["", "—", "－", "-"].includes(text.trim());
  const isFigure = (text) => /^[-+]?[\d０-９]/.test(text.trim());

  // Where each column of the block goes, -1 for beside the cells: by its header where the block has one, otherwise from
  // the focused cell on. Names and units stand left of the figures of a table by years.
  function columnsOf(table, rows, start) {
    const heads = [...table.tHead.rows[0].cells].map((cell) => named(cell.textContent));
    const found = rows[0].map((text) => (blank(text) ? -1 : heads.indexOf(named(text))));
    const placed = found.filter((at) => at >= 0).length;
    const headed = rows.length > 1 && placed > 0 && placed >= Math.min(2, rows[0].length);
    const body = headed ? rows.slice(1) : rows;
    const wordy = (right) => body.every((each) => !isFigure(each[right] || ""));
    let beside = 0;
    if (table.matches(".by-years")) while (beside < rows[0].length - 1 && wordy(beside)) beside += 1;
    else if (headed && ASIDE.includes(named(rows[0][0]))) beside = 1;
    const at = headed ? found : rows[0].map((_, right) => start.column + right - beside);
    return { heads: headed ? rows[0] : [], at, beside, body };
  }

  // Which row of the grid each row of the block goes to: by its name where the names came along, otherwise in order;
  // -1 for none.
  function linesOf(grid, body, start) {
    const names = grid.map((cells) => named(cells.name));
    const found = body.map((each) => (blank(each[0] || "") ? -1 : names.indexOf(named(each[0]))));
    return found.some((at) => at >= 0) ? found : body.map((_, down) => start.row + down);
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
      field.value = field.matches(".number, [inputmode=decimal], [inputmode=numeric]") ? (blank(text) ? "" : text.replace(/[,，\s]/g, "")) : text;
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

  // Fills the cells; gives the names of what found no place.
  function spread(grid, columns, lines) {
    const lost = [];
    columns.body.forEach((texts, down) => {
      const cells = grid[lines[down]];
      if (!cells) {
        if (!texts.every(blank)) lost.push(`“${texts.find((text) => !blank(text)).trim()}”一行`);
        return;
      }
      texts.forEach((text, right) => {
        if (right < columns.beside) return;
        const target = cells[columns.at[right]];
        if (target ? fill(target, text) : blank(text)) return;
        const head = columns.heads[right] ? columns.heads[right].trim() : "";
        lost.push(`${cells.name || `第${lines[down] + 1}行`}${head}“${text.trim()}”`);
      });
    });
    return lost;
  }

  function tell(table, said) {
    const wrap = table.closest(".table-wrap") || table;
    let note = wrap.nextElementSibling;
    if (!note || !note.matches(".paste-note")) {
      note = document.createElement("p");
      note.className = "paste-note quiet";
      wrap.after(note);
    }
    note.textContent = said;
    document.dispatchEvent(new CustomEvent("jiqun:say", { detail: said }));
  }

  document.addEventListener("paste", (event) => {
    const field = event.target.closest && event.target.closest("table[data-paste] :is(input, select)");
    const rows = field ? block(event.clipboardData.getData("text/plain")) : [];
    if (!field || (rows.length === 1 && rows[0].length === 1)) return;
    const table = field.closest("table");
    const start = place(gridOf(table), field);
    if (!start) return;
    event.preventDefault();
    const columns = columnsOf(table, rows, start);
    lengthen(table, start.row + columns.body.length);
    const grid = gridOf(table);
    const lost = spread(grid, columns, linesOf(grid, columns.body, start));
    const more = lost.length > NAMED ? "等" : "";
    const left = `，其中${lost.length}处没有对应位置或选项，未填入：${lost.slice(0, NAMED).join("、")}${more}`;
    tell(table, `已粘贴${columns.body.length}行${rows[0].length - columns.beside}列${lost.length ? left : ""}`);
  });

  document.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    const field = event.target.closest("table[data-paste] input");
    if (!step || !field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const grid = gridOf(field.closest("table"));
    const here = place(grid, field);
    event.preventDefault(); // Enter in a grid moves on; it must not send the form.
    let down = here ? here.row + step : -1;
    while (grid[down] && !grid[down][here.column]) down += step;
    const below = grid[down] && grid[down][here.column];
    const next = Array.isArray(below) ? below[0] : below;
    if (!next) return;
    next.focus();
    if (next.select) next.select();
  });
})();
