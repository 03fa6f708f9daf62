// form[data-autosave]: posts the form two seconds after the last change and says so. Typed text is never lost:
// until the server has it, a copy stays in the tab's session storage, and leaving the page asks first. A copy of
// what was sent with a button is dropped only when the next page shows that it arrived.
"use strict";

(() => {
  const PAUSE = 2000;
  const AGAIN = 15000;
  const COPIES = "jiqun:draft:";

  function kept(key) {
    return JSON.parse(sessionStorage.getItem(key) || "null");
  }

  function dropArrived() {
    const told = document.querySelector(".message-success") !== null;
    const elsewhere = !document.body.classList.contains("narrow") && !document.querySelector("form[data-autosave]");
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(COPIES) && kept(key).sent && (told || elsewhere)) sessionStorage.removeItem(key);
    }
  }

  class Draft {
    constructor(form) {
      this.form = form;
      this.url = form.dataset.autosave || form.action;
      this.key = COPIES + this.url;
      this.status = form.querySelector("[data-autosave-status]") || document.querySelector("[data-autosave-status]");
      this.changes = 0;
      this.saved = 0;
      this.restore();
      form.addEventListener("input", () => this.touch());
      form.addEventListener("change", () => this.touch());
      form.addEventListener("submit", (event) => {
        setTimeout(() => {
          if (event.defaultPrevented) return;
          clearTimeout(this.timer);
          this.leaving = true;
          if (this.pending) this.keep(true);
        }, 0);
      });
    }

    get pending() {
      return this.changes > this.saved;
    }

    say(words, state = "") {
      if (!this.status) return;
      this.status.textContent = words;
      this.status.dataset.state = state;
    }

    touch() {
      this.changes += 1;
      this.keep();
      if (this.stopped) return;
      this.say("正在填写，尚未保存");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    }

    entries() {
      return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    }

    keep(sent = false) {
      try {
        sessionStorage.setItem(this.key, JSON.stringify({ sent, entries: this.entries() }));
      } catch {
        // A full store only loses the copy; the text itself is still in the form.
      }
    }

    restore() {
      const copy = kept(this.key);
      if (!copy) return;
      if (JSON.stringify(copy.entries) === JSON.stringify(this.entries())) {
        sessionStorage.removeItem(this.key);
        return;
      }
      const values = new Map();
      for (const [name, value] of copy.entries) values.set(name, [...(values.get(name) || []), value]);
      for (const field of this.form.elements) {
        if (!field.name || field.type === "file" || field.type === "hidden") continue;
        const given = values.get(field.name) || [];
        if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
        else if (field.options && field.multiple) for (const each of field.options) each.selected = given.includes(each.value);
        else if (given.length) field.value = given[0];
      }
      this.touch();
      this.say("已恢复上次未保存的内容");
    }

    async save() {
      if (this.busy) return;
      this.busy = true;
      const sent = this.changes;
      this.say("正在保存…");
      try {
        await this.read(await this.post(), sent);
      } catch {
        this.failed("未能保存：网络中断，内容仍在本页，将自动重试");
      } finally {
        this.busy = false;
      }
      if (this.pending && !this.stopped) this.timer = setTimeout(() => this.save(), this.trouble ? AGAIN : PAUSE);
    }

    post() {
      const body = new FormData();
      for (const [name, value] of new FormData(this.form)) if (typeof value === "string") body.append(name, value);
      return fetch(this.url, { method: "POST", body, headers: { "X-Autosave": "1" }, credentials: "same-origin" });
    }

    async read(answer, sent) {
      if (answer.redirected || answer.status === 403) {
        return this.expired();
      }
      if (answer.status === 409) {
        this.stopped = true;
        return this.failed("他人刚刚修改了同一内容，本页未保存；请先复制所填内容，再刷新页面");
      }
      if (!answer.ok && answer.status !== 422) return this.failed("未能保存：系统暂时无法响应，将自动重试");
      const version = answer.headers.get("X-Version");
      if (version && this.form.elements.version) this.form.elements.version.value = version;
      this.show(await answer.text());
      this.settle(sent);
      const stale = (answer.headers.get("X-Stale") || "").split(",").filter(Boolean);
      if (stale.length > 0) return this.freeze(stale);
      if (answer.status === 422) return this.failed("部分内容格式有误，尚未保存该部分，请按提示修改");
      return this.say(this.pending ? "正在填写，尚未保存" : `已保存 ${new Date().toTimeString().slice(0, 8)}`, "saved");
    }

    // What was changed elsewhere must not be sent again as this page still shows it: fields at rest are not sent.
    freeze(names) {
      for (const field of this.form.elements) {
        if (names.some((name) => field.name === name || field.name.startsWith(`${name}-`))) field.disabled = true;
      }
      this.say("所填已保存；本页部分内容已在别处修改，请刷新页面后再改该部分", "failed");
    }

    show(fragment) {
      const target = this.form.dataset.autosaveTarget && document.querySelector(this.form.dataset.autosaveTarget);
      if (!target || !fragment.trim()) return;
      target.innerHTML = fragment;
      if (window.htmx) window.htmx.process(target);
    }

    settle(sent) {
      this.saved = sent;
      this.trouble = false;
      if (!this.pending) {
        clearTimeout(this.timer);
        sessionStorage.removeItem(this.key);
      }
    }

    // The copy stays in this tab: who logs in by this link comes back to the page, and to the text.
    expired() {
      this.stopped = true;
      clearTimeout(this.timer);
      if (this.pending) this.keep();
      this.failed("登录已失效，所填内容已暂存在本机，请");
      if (!this.status) return;
      const link = document.createElement("a");
      link.href = location.pathname + location.search;
      link.textContent = "重新登录";
      link.addEventListener("click", () => (this.leaving = true));
      this.status.append(link);
    }

    failed(words) {
      this.trouble = true;
      this.say(words, "failed");
    }
  }

  dropArrived();
  const drafts = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Draft(form));
  document.addEventListener("jiqun:logged-out", () => drafts.filter((draft) => !draft.stopped).forEach((draft) => draft.expired()));
  window.addEventListener("beforeunload", (event) => {
    if (drafts.some((draft) => draft.pending && !draft.leaving)) event.preventDefault();
  });
})();
