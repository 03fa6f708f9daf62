// The editor of a draft: asks only what the kind needs, fills names into formulas, finds names. All works without it.
"use strict";

(() => {
  const kind = document.querySelector("#part select[name=kind]");

  function ask() {
    for (const part of document.querySelectorAll("#part [data-kinds]")) {
      part.hidden = !part.dataset.kinds.split(" ").includes(kind.value) && !part.querySelector(".field-error");
    }
  }

  if (kind) {
    kind.addEventListener("change", ask);
    ask();
  }

  let formula = document.querySelector("[data-formula]");

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-formula]")) formula = event.target;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button || !formula || formula.disabled) return;
    const words = button.dataset.insert;
    formula.setRangeText(words, formula.selectionStart, formula.selectionEnd, "end");
    if (words.endsWith("()")) formula.selectionEnd = formula.selectionStart = formula.selectionEnd - 1;
    formula.focus();
  });

  const find = document.querySelector("[data-find-names]");

  function sift() {
    const wanted = find.value.trim().toLowerCase();
    for (const fold of document.querySelectorAll(".names details")) {
      let found = 0;
      for (const name of fold.querySelectorAll("[data-name]")) {
        name.hidden = !name.dataset.name.toLowerCase().includes(wanted);
        found += name.hidden ? 0 : 1;
      }
      fold.hidden = found === 0;
      if (wanted) fold.open = true;
    }
  }

  if (find) find.addEventListener("input", sift);
})();
