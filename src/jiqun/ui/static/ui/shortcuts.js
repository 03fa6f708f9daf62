// Keys and menus: a key named in data-shortcut focuses its field; Esc and a click elsewhere close what is open.
"use strict";

(() => {
  const OPEN = "details.menu[open], .page-actions details.confirm[open], .table details.confirm[open]";

  function typing(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const open of document.querySelectorAll(OPEN)) {
        const within = open.contains(document.activeElement);
        open.open = false;
        if (within) open.querySelector("summary").focus();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const field = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (!field) return;
    event.preventDefault();
    field.focus();
    if (field.select) field.select();
  });

  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(OPEN)) {
      const typed = [...open.querySelectorAll("textarea")].some((area) => area.value.trim() !== "");
      if (!typed && !open.contains(event.target)) open.open = false;
    }
  });
})();
