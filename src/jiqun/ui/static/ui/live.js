// Says what happened to a request that got no useful answer, and how many characters a text may still take.
"use strict";

(() => {
  let fading;

  function say(words) {
    const live = document.getElementById("live");
    if (!live) return;
    live.textContent = words;
    clearTimeout(fading);
    fading = setTimeout(() => (live.textContent = ""), 12000);
  }

  const ANSWERS = {
    403: "当前席位不能办理此事项，内容未更改。",
    404: "该事项已不存在或已移交，请刷新页面。",
    409: "他人刚刚作了修改，请刷新页面后再办理。",
    413: "文件超过允许的大小，请压缩后重新上传。",
  };

  // A question that was led on to another page met the log-in page: that is no answer to put into this one.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    const asked = new URL(requestConfig.path, location.href).pathname;
    if (!xhr.responseURL || new URL(xhr.responseURL).pathname === asked) return;
    event.detail.shouldSwap = false;
    document.dispatchEvent(new CustomEvent("jiqun:logged-out"));
    if (!document.querySelector("form[data-autosave]")) say("登录已失效，请刷新页面重新登录。");
  });
  document.addEventListener("htmx:responseError", (event) => {
    say(ANSWERS[event.detail.xhr.status] || "系统未能完成此操作，内容未更改；请稍后重试。");
  });
  document.addEventListener("htmx:sendError", () => say("网络连接中断，内容未更改；请检查网络后重试。"));
  document.addEventListener("htmx:timeout", () => say("系统响应超时，请刷新页面查看是否已办理。"));

  // As the form is checked on the server (core.cells.count_characters): by character, white space is free.
  const BLANK = /[^\S\ufeff]|[\u001c-\u001f\u0085]/u;

  function count(area) {
    const limit = Number(area.dataset.limit);
    const left = limit - [...area.value].filter((sign) => !BLANK.test(sign)).length;
    let counter = area.nextElementSibling;
    if (!counter || !counter.matches(".counter")) {
      counter = document.createElement("span");
      counter.className = "counter";
      area.after(counter);
    }
    counter.textContent = left >= 0 ? `还可填写${left}字` : `已超出${-left}字`;
    counter.classList.toggle("tone-seal", left < 0);
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-limit]")) count(event.target);
  });
  const countAll = (root) => root.querySelectorAll("textarea[data-limit]").forEach(count);
  document.addEventListener("htmx:load", (event) => countAll(event.target));
  countAll(document);
  document.addEventListener("jiqun:say", (event) => say(event.detail));
})();
