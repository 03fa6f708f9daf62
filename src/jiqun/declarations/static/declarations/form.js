// The declaration form: questions that depend on an answer are shown with it; what is open in the self-check stays open.
"use strict";

(() => {
  const strip = document.querySelector(".form-sections > ol");
  const current = strip && strip.querySelector("[aria-current]");
  if (current) strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;

  const form = document.getElementById("answers");
  const rail = document.getElementById("self-check");
  if (!form) return;

  function answersTo(name) {
    return [...form.elements]
      .filter((field) => field.name === name && field.type !== "hidden")
      .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
      .map((field) => field.value);
  }

  function showAsked() {
    for (const ask of form.querySelectorAll("[data-only-if]")) {
      const onPage = [...form.elements].some((field) => field.name === ask.dataset.onlyIf && field.type !== "hidden");
      ask.hidden = onPage && !answersTo(ask.dataset.onlyIf).includes(ask.dataset.equals);
    }
  }

  form.addEventListener("change", showAsked);
  showAsked();

  if (!rail) return;
  const open = new Set();
  rail.addEventListener("toggle", (event) => {
    const { id } = event.target;
    if (event.target.open) open.add(id);
    else if (event.target.isConnected) open.delete(id);
  }, true);
  new MutationObserver(() => {
    for (const id of open) {
      const aspect = document.getElementById(id);
      if (aspect) aspect.open = true;
    }
  }).observe(rail, { childList: true });
})();
