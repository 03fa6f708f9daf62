// File inputs speak Chinese in every browser: the native input lies unseen over our own button and words. Because it
// still takes the focus, the click, the key and the dropped file, nothing else has to be made up for it.
"use strict";

(() => {
  const NAMED = 3;

  function words(files) {
    const names = [...files].map((file) => file.name);
    if (names.length === 0) return "未选择文件";
    return names.length <= NAMED ? names.join("、") : `${names.slice(0, NAMED - 1).join("、")}等${names.length}个文件`;
  }

  function tell(input) {
    const said = words(input.files);
    input.parentNode.querySelector(".file-names").textContent = said;
    input.parentNode.classList.toggle("file-chosen", input.files.length > 0);
    input.title = said; // Without a title the browser hovers its own words over the input.
  }

  function wake(choice) {
    const input = choice.querySelector("input[type=file]");
    choice.querySelector(".file-face").hidden = false;
    choice.classList.add("file-awake");
    tell(input);
  }

  const CHOICE = "[data-file-choice]";
  const wakeAll = (root) => root.querySelectorAll(CHOICE).forEach(wake);
  document.addEventListener("change", (event) => {
    if (event.target.matches(`${CHOICE} > input`)) tell(event.target);
  });
  // The files are gone only after the reset event, and back again after the page is shown from the browser's memory.
  document.addEventListener("reset", (event) => setTimeout(() => wakeAll(event.target), 0));
  window.addEventListener("pageshow", () => wakeAll(document));
  document.addEventListener("htmx:load", (event) => wakeAll(event.target));
  wakeAll(document);
})();
