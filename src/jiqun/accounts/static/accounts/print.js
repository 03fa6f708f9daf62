/* Opens the print dialogue; without script the browser's own menu does the same, and the button stays hidden. */
document.documentElement.classList.add("scripted");
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
