// Tables of rows: adds a row from the template in place, strikes rows out. Without script the button posts add_row.
"use strict";

(() => {
  function renumber(rows) {
    let place = 0;
    for (const row of rows.querySelectorAll("tbody > [data-row]:not(.row-struck)")) {
      place += 1;
      row.querySelector(".row-number").firstChild.textContent = String(place);
    }
  }

  function add(rows) {
    const prefix = rows.dataset.rows;
    const total = rows.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
    const most = Number((rows.querySelector(`[name="${prefix}-MAX_NUM_FORMS"]`) || {}).value || 1000);
    const next = Number(total.value);
    if (next >= most) {
      document.dispatchEvent(new CustomEvent("jiqun:say", { detail: `最多填写${most}行` }));
      return null;
    }
    const row = rows.querySelector("template").content.querySelector("[data-row]").cloneNode(true);
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of element.attributes) {
        attribute.value = attribute.value.replaceAll("__prefix__", String(next));
      }
    }
    row.querySelector(".row-number").prepend(document.createTextNode(""));
    rows.querySelector("tbody").append(row);
    total.value = String(next + 1);
    total.dispatchEvent(new Event("change", { bubbles: true }));
    dress(row);
    renumber(rows);
    return row;
  }

  function strike(row, tick) {
    const rows = row.closest("[data-rows]");
    tick.checked = true;
    row.classList.add("row-struck");
    renumber(rows);
    tick.dispatchEvent(new Event("change", { bubbles: true }));
    rows.querySelector("[data-add-row]").focus();
  }

  function dress(row) {
    const tick = row.querySelector(".row-remove input[type=checkbox]");
    if (!tick || tick.hidden) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-link btn-sm";
    button.textContent = "删除";
    button.setAttribute("aria-label", "删除本行");
    button.addEventListener("click", () => strike(row, tick));
    tick.hidden = true;
    tick.after(button);
    if (tick.checked) row.classList.add("row-struck");
  }

  function wake(rows) {
    if (rows.dataset.awake) return;
    rows.dataset.awake = "yes";
    rows.querySelectorAll("tbody > [data-row]").forEach(dress);
    rows.addEventListener("jiqun:add-row", () => add(rows));
    rows.querySelector("[data-add-row]").addEventListener("click", (event) => {
      event.preventDefault();
      const row = add(rows);
      const first = row && row.querySelector("input:not([type=hidden]), select, textarea");
      if (first) first.focus();
    });
  }

  const wakeAll = (root) => root.querySelectorAll("[data-rows]").forEach(wake);
  document.addEventListener("htmx:load", (event) => wakeAll(event.target.parentNode || document));
  wakeAll(document);
})();
