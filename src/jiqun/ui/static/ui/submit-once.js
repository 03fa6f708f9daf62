// A form is sent once: its buttons rest until an answer comes or the page is shown again.
"use strict";

(() => {
  const resting = new Map();

  function rest(form, pressed) {
    const buttons = [...form.querySelectorAll("button:not([type=button]), input[type=submit]")];
    if (form.id) buttons.push(...document.querySelectorAll(`button[form="${CSS.escape(form.id)}"]`));
    for (const button of buttons) {
      if (button.disabled) continue;
      resting.set(button, button.innerHTML);
      button.disabled = true;
    }
    if (pressed && pressed.tagName === "BUTTON") pressed.textContent = "正在提交…";
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target || "many" in form.dataset) return;
    // After this turn, so that the pressed button's own name still travels with the form.
    setTimeout(() => rest(form, event.submitter), 0);
  });

  window.addEventListener("pageshow", () => {
    for (const [button, words] of resting) {
      button.innerHTML = words;
      button.disabled = false;
    }
    resting.clear();
  });
})();
