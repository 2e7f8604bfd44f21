// Helps while somebody fills in a form. Every form works without it.
"use strict";

(() => {
  const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  // --- What did not reach the server is kept in the browser, under a key of the person's own.
  const OWN = "kladde:";
  const SENT = "virkning:sendt";
  const person = document.body.dataset.person ?? "";
  let signingOut = false;

  const dropKept = (which) => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(OWN) && which(key)) localStorage.removeItem(key);
  };

  const keepForOne = () => {
    // Whoever signs in drops what others have left. Signed out by time, nothing is dropped: its author may come back.
    if (person) dropKept((key) => !key.startsWith(`${OWN}${person}:`));
    // The server has answered the form that was sent last: it is saved, or stands on the page with what was wrong.
    // Sent on to the sign-in page it has not been read.
    const answered = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (person && answered) localStorage.removeItem(answered);
    for (const form of document.querySelectorAll("form[data-sign-out]")) {
      form.addEventListener("submit", () => { signingOut = true; dropKept(() => true); });
    }
  };

  // --- Drafts: what is typed is on the server within four seconds, and in the browser until it is.
  const EVERY = 2500;
  const PATIENCE = 2000; // ms a draft under way may hold back what is sent after it
  const NOT_KEPT = ["csrfmiddlewaretoken", "noegle", "kladde", "side"];

  // Every field as it was, the hidden ones too: the version and what the form began with decide whether somebody
  // else has written meanwhile.
  const fill = (form, entries) => {
    const values = new Map();
    for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
    const turn = new Map();
    for (const field of form.elements) {
      if (!field.name || NOT_KEPT.includes(field.name) || ["file", "submit", "button"].includes(field.type)) continue;
      const kept = values.get(field.name) ?? [];
      if (["radio", "checkbox"].includes(field.type)) field.checked = kept.includes(field.value);
      else if (field.type === "select-multiple") {
        for (const one of field.options) one.selected = kept.includes(one.value);
      } else if (kept.length) {
        const place = turn.get(field.name) ?? 0;
        field.value = kept[Math.min(place, kept.length - 1)];
        turn.set(field.name, place + 1);
      }
    }
  };

  const keepDrafts = (form) => {
    const name = form.dataset.draft;
    const state = form.querySelector("[data-draft-state]");
    // At the button, where it is announced, and on a long form in the page's head too.
    const says = (words) => {
      for (const one of [state, ...document.querySelectorAll("[data-draft-shown]")]) one.textContent = words;
    };
    // A form inside another page is found under an address of its own.
    const at = form.dataset.draftPage;
    const local = `${OWN}${person}:${at ?? location.pathname}:${name}`;
    let dirty = "draftUnsaved" in form.dataset; // what came back with what is wrong is nowhere yet
    let sending = false;
    let sent = false;
    let lost = false;
    let leaving = false;

    const body = () => {
      const data = new FormData(form);
      for (const [key, value] of [...data.entries()]) if (value instanceof File) data.delete(key);
      data.set("kladde", name);
      data.set("side", at ?? location.pathname + location.search);
      return data;
    };

    const keep = () => {
      if (signingOut || !person) return;
      const entries = [...body().entries()].filter(([key]) => !NOT_KEPT.includes(key));
      localStorage.setItem(local, JSON.stringify({ at: Date.now(), entries }));
    };

    let underWay = Promise.resolve();
    let waiting = false;
    const send = () => {
      if (dirty && !sending && !sent && !waiting) underWay = sendNow();
    };
    const sendNow = async () => {
      sending = true;
      dirty = false;
      says(form.dataset.draftSaving);
      try {
        const answer = await fetch(form.dataset.draftTo, {
          method: "POST", body: body(), headers: { "X-CSRFToken": csrf() }, redirect: "error",
        });
        const told = await answer.json();
        if (!answer.ok) throw new Error(told.words);
        says(told.words);
        lost = false;
        localStorage.removeItem(local);
      } catch {
        if (!leaving) { // else the page has sent it on its way out
          dirty = true;
          lost = true;
          says(form.dataset.draftLost);
          keep();
        }
      }
      sending = false;
    };

    // A draft under way may reach the server after what is done now, and stand there as if it had not been done: the
    // form, or the discarding, goes when the draft has arrived (or has had its time).
    document.addEventListener("submit", (event) => {
      const { target, submitter } = event;
      if (!sending || (target !== form && !target.matches("[data-discard]"))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (waiting) return;
      waiting = true;
      const enough = new Promise((done) => { setTimeout(done, PATIENCE); });
      Promise.race([underWay, enough]).then(() => {
        sending = false;
        target.requestSubmit(submitter);
        waiting = false;
      });
    }, true);

    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("change", () => { dirty = true; });
    form.addEventListener("submit", () => {
      sent = true;
      if (lost) keep();
      sessionStorage.setItem(SENT, local);
    });
    // Sent without the page being loaded anew: answered, the server has it; else it is sent nowhere yet, and kept.
    const heard = (event) => {
      if (event.detail.elt !== form) return;
      const status = event.type === "htmx:beforeOnLoad" ? event.detail.xhr.status : 0;
      sessionStorage.removeItem(SENT);
      if ((status >= 200 && status < 400) || [409, 422].includes(status)) {
        localStorage.removeItem(local);
        return;
      }
      sent = false;
      dirty = true;
      keep();
    };
    for (const name of ["htmx:beforeOnLoad", "htmx:sendError", "htmx:timeout"]) form.addEventListener(name, heard);
    document.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      // The last words go to the server while it still knows who this is.
      if (event.target.matches("[data-sign-out]") && !sent && (dirty || sending)) navigator.sendBeacon?.(form.dataset.draftTo, body());
      if (!event.target.matches("[data-sign-out], [data-discard]")) return;
      sent = true; // nothing more of it goes anywhere
      localStorage.removeItem(local);
    });
    const often = setInterval(() => {
      send();
      if (!form.isConnected && !dirty && !sending) clearInterval(often); // closed, and all of it is there
    }, EVERY);
    // The page goes away: what is not there yet goes with it to the server, without waiting. Nobody says whether it
    // came through, so where the last one did not, the browser keeps it too.
    const last = () => {
      if (sent || signingOut || !(dirty || sending)) return;
      const taken = navigator.sendBeacon?.(form.dataset.draftTo, body());
      if (lost || !taken) keep();
      dirty = false;
    };
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") last(); });
    window.addEventListener("pagehide", () => { leaving = true; last(); });
    window.addEventListener("pageshow", () => { leaving = false; });

    fetchKept(form, local, () => { dirty = true; send(); });
  };

  // What could not be sent last time is in the browser still, with when it was written.
  const fetchKept = (form, local, filled) => {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(local)); } catch { kept = null; }
    const around = form.dataset.draftPage ? form.parentElement : document; // more than one can be open in a page
    const note = around.querySelector("[data-draft-kept]");
    if (!kept?.entries || !note) return;
    const onServer = Number(around.querySelector("[data-draft-at]")?.dataset.draftAt ?? 0) * 1000;
    const says = note.querySelector("[data-said]");
    const fetching = note.querySelector("[data-kept-fetch]");
    const when = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    const take = () => {
      fill(form, kept.entries);
      for (const field of form.querySelectorAll("input:checked, textarea, select")) {
        field.dispatchEvent(new Event("change", { bubbles: true })); // what follows from the fields follows
      }
      says.textContent = says.dataset.said.replace("{0}", when);
      around.querySelector("[data-draft-at]")?.remove(); // it is another text than that one now
      fetching.hidden = true;
      filled();
    };
    note.hidden = false;
    note.querySelector("[data-discard]").addEventListener("submit", (event) => {
      if (fetching.hidden) return; // it is on the server by now, as this person's draft
      event.preventDefault();
      localStorage.removeItem(local);
      note.hidden = true;
    });
    fetching.addEventListener("click", take);
    if (kept.at >= onServer) { take(); return; }
    says.textContent = says.dataset.saidOlder.replace("{0}", when);
    fetching.hidden = false;
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
      button.addEventListener("click", (event) => {
        event.preventDefault(); // without a script it sends the form, which comes back with the text
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
    keepForOne();
    begin(document);
  });
})();
