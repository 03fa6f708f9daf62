// On a narrow screen the navigation scrolls sideways: the entry of this page is brought into view.
"use strict";

(() => {
  const here = document.querySelector(".frame-nav [aria-current]");
  const list = here && here.closest("ul");
  if (!list || list.scrollWidth <= list.clientWidth) return;
  const middle = here.getBoundingClientRect().left - list.getBoundingClientRect().left + here.offsetWidth / 2;
  list.scrollLeft += middle - list.clientWidth / 2;
})();
