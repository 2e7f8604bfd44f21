// Helps while somebody fills in a form. Every form works without it.
"use strict";

(() => {
  const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  // --- Drafts: what is typed is on the server within four seconds, and in the browser until it is.
  const EVERY = 2500;

  const keepDrafts = (form) => {
    const name = form.dataset.draft;
    const state = form.querySelector("[data-draft-state]");
    const local = `kladde:${location.pathname}:${name}`;
    let dirty = false;
    let sending = false;
    let sent = false;

    const body = () => {
      const data = new FormData(form);
      for (const [key, value] of [...data.entries()]) if (value instanceof File) data.delete(key);
      data.set("kladde", name);
      data.set("side", location.pathname + location.search);
      return data;
    };

    const send = async () => {
      if (!dirty || sending || sent) return;
      sending = true;
      dirty = false;
      state.textContent = form.dataset.draftSaving;
      try {
        const answer = await fetch(form.dataset.draftTo, {
          method: "POST", body: body(), headers: { "X-CSRFToken": csrf() }, redirect: "error",
        });
        const told = await answer.json();
        if (!answer.ok) throw new Error(told.words);
        state.textContent = told.words;
        localStorage.removeItem(local);
      } catch {
        dirty = true;
        state.textContent = form.dataset.draftLost;
        localStorage.setItem(local, JSON.stringify([...body().entries()]));
      }
      sending = false;
    };

    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("change", () => { dirty = true; });
    form.addEventListener("submit", () => { sent = true; });
    setInterval(send, EVERY);
    // The page goes away: what is not sent yet goes with it to the server, without waiting.
    const last = () => {
      if (dirty && !sent && navigator.sendBeacon) {
        navigator.sendBeacon(form.dataset.draftTo, body());
        dirty = false;
      }
    };
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") last(); });
    window.addEventListener("pagehide", last);

    // What could not be sent last time is in the browser still.
    const kept = localStorage.getItem(local);
    if (kept) {
      for (const [key, value] of JSON.parse(kept)) {
        if (["csrfmiddlewaretoken", "noegle", "kladde", "side"].includes(key)) continue;
        for (const field of form.querySelectorAll(`[name="${CSS.escape(key)}"]`)) {
          if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === value;
          else if (field.type !== "hidden" && field.type !== "file") field.value = value;
        }
      }
      dirty = true;
      send();
    }
  };

  // --- A form is sent once, however often the button is pressed.
  const sendOnce = (form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      setTimeout(() => { delete form.dataset.sent; }, 8000);
    });
  };

  // --- How a number is read.
  const readNumbers = (root) => {
    for (const field of root.querySelectorAll("input[data-read]")) {
      field.addEventListener("change", async () => {
        const line = field.parentElement.querySelector(".read-as");
        if (!line) return;
        const answer = await fetch(`${field.dataset.read}?tal=${encodeURIComponent(field.value)}`);
        line.innerHTML = answer.ok ? await answer.text() : "";
      });
    }
  };

  // --- A conflict: choose one of two texts, and it stands in the field.
  const settleConflicts = (form) => {
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-conflict-use]");
      if (!button) return;
      const box = button.closest("[data-conflict]");
      const values = JSON.parse(button.dataset.values);
      for (const field of form.querySelectorAll(`[name="${CSS.escape(box.dataset.conflict)}"]`)) {
        if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
        else field.value = values[0] ?? "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      for (const one of box.querySelectorAll(".conflict__one")) {
        one.classList.toggle("is-chosen", one.contains(button));
      }
    });
  };

  // --- Last time's text, taken over with one click.
  const takeOver = (root) => {
    for (const button of root.querySelectorAll("[data-take-over]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const field = document.getElementById(button.dataset.takeOver);
        const old = button.parentElement.querySelector("[data-old-text]").textContent.trim();
        field.value = field.value.trim() ? `${field.value.trim()}\n${old}` : old;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      });
    }
  };

  const begin = (root) => {
    takeOver(root);
    for (const form of root.querySelectorAll("form[data-draft]")) keepDrafts(form);
    for (const form of root.querySelectorAll("form.house-form")) { sendOnce(form); settleConflicts(form); }
    readNumbers(root);
  };

  document.addEventListener("DOMContentLoaded", () => {
    // htmx sends the token of the page with everything it sends.
    document.body.addEventListener("htmx:configRequest", (event) => {
      event.detail.headers["X-CSRFToken"] = csrf();
    });
    document.body.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) begin(event.detail.elt); });
    begin(document);
  });
})();
