// Sliders beside the typed thresholds: moving one types into its input, which asks the server again.
"use strict";

(() => {
  const HALF = /[\uff01-\uff5e]/g;

  function figure(text) {
    const plain = text.replace(HALF, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/[,\s]/g, "");
    return plain === "" ? NaN : Number(plain);
  }

  for (const range of document.querySelectorAll("input[type=range][data-for]")) {
    const typed = document.getElementById(range.dataset.for);
    range.hidden = false;
    range.disabled = false;
    range.addEventListener("input", () => {
      typed.value = range.value;
    });
    typed.addEventListener("input", () => {
      const value = figure(typed.value);
      if (Number.isFinite(value)) range.value = value;
    });
  }
})();
