// A file on its way: chosen or dropped, looked at, sent with progress. Without this the form is sent as any other.
"use strict";

(() => {
  const KILO = 1024;
  const MEGA = KILO * KILO;
  // How the server knows that it is asked from here: it then tells the next page instead of going there.
  const SENT_BY_SCRIPT = "X-Virkning-Upload";

  // Numbers are Danish in both languages, as everywhere in the program.
  const number = (value) => new Intl.NumberFormat("da-DK", { maximumFractionDigits: 1 }).format(value);
  const sizeOf = (bytes) => (bytes < MEGA ? `${Math.ceil(bytes / KILO)} kB` : `${number(bytes / MEGA)} MB`);
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const hasFiles = (event) => Boolean(event.dataTransfer?.types.includes("Files"));

  // --- One field: what is chosen, what is wrong with it, how far it is.
  const uploadField = (root) => {
    const part = (name) => root.querySelector(`[data-upload-${name}]`);
    const words = root.dataset;
    const input = root.querySelector("input[type=file]");
    const endings = words.endings.split(",").filter(Boolean);
    const most = Number(words.most);
    const [zone, error, bar, stop] = [part("zone"), part("error"), root.querySelector("progress"), part("stop")];
    let saidHalf = false;

    // What is seen already is only told to a screen reader, and not at every step.
    const say = (text, seen = false) => {
      part("said").classList.toggle("sr-only", !seen);
      part("said").textContent = text;
    };

    const refuse = (text) => {
      error.setAttribute("role", "alert");
      error.hidden = !text;
      error.textContent = text;
      root.classList.toggle("form-error", Boolean(text));
      if (text) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    };

    const wrongWith = (file) => {
      const name = file.name.toLowerCase();
      if (endings.length && !endings.some((one) => name.endsWith(one))) {
        return filled(words.wordsType, { name: file.name });
      }
      if (!file.size) return words.wordsEmpty;
      if (!most || file.size <= most) return "";
      // Rounded up: a file just over 25 MB is not said to be 25.
      return filled(words.wordsLarge, { size: number(Math.ceil(file.size / MEGA * 10) / 10) });
    };

    // Of several each is judged by the server, which takes the others.
    const wrong = () => (input.files.length === 1 ? wrongWith(input.files[0]) : "");

    const show = () => {
      const files = [...input.files];
      part("prompt").hidden = Boolean(files.length);
      part("chosen").hidden = !files.length;
      part("name").textContent = files.length > 1 ? filled(words.wordsCount, { n: files.length }) : files[0]?.name ?? "";
      part("size").textContent = files.length ? sizeOf(files.reduce((sum, one) => sum + one.size, 0)) : "";
    };

    const sending = (is) => {
      root.classList.toggle("is-sending", is);
      part("choose").hidden = is;
      part("sending").hidden = !is;
    };

    const chosen = () => { show(); say(""); refuse(wrong()); };

    const listen = () => {
      input.addEventListener("change", chosen);
      zone.addEventListener("dragover", (event) => {
        if (!hasFiles(event) || !part("sending").hidden) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        zone.classList.add("is-over");
      });
      zone.addEventListener("dragleave", (event) => {
        if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
      });
      zone.addEventListener("drop", (event) => {
        zone.classList.remove("is-over");
        if (!hasFiles(event) || !part("sending").hidden) return;
        event.preventDefault();
        if (!event.dataTransfer.files.length || (event.dataTransfer.files.length > 1 && !input.multiple)) { refuse(words.wordsSeveral); return; }
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
      root.classList.add("is-live");
      show(); // the browser may have kept a choice
    };
    listen();

    return {
      input, stop, words, wrong, refuse,
      begin: () => {
        refuse("");
        saidHalf = false;
        bar.value = 0;
        part("words").textContent = words.wordsSending;
        part("percent").textContent = filled(words.wordsPercent, { n: 0 });
        stop.hidden = false;
        sending(true);
        say(words.wordsSending);
      },
      progress: (share) => {
        const percent = Math.floor(share * 100);
        bar.value = percent;
        part("percent").textContent = filled(words.wordsPercent, { n: percent });
        if (percent >= 50 && !saidHalf) {
          saidHalf = true;
          say(part("percent").textContent);
        }
      },
      received: () => {
        bar.removeAttribute("value");
        part("words").textContent = words.wordsReceived;
        part("percent").textContent = "";
        stop.hidden = true; // the server has it: to stop here would not stop it there
        say(words.wordsReceived);
      },
      back: (text = "", seen = false) => { sending(false); show(); say(text, seen); },
      forget: () => { input.value = ""; show(); },
    };
  };

  // --- One form: sent with progress when there is a file in it.
  const sendWithProgress = (form, fields) => {
    const button = form.querySelector("[type=submit]");
    const key = form.querySelector("[name=noegle]");
    let request = null;
    let tried = false;

    const again = () => {
      request = null;
      delete form.dataset.sent; // forms.js holds back a second press
      button?.removeAttribute("aria-disabled");
    };

    // As an ordinary answer to the form: the page with its errors, under the same address, from the top.
    const showAnswer = (page) => {
      document.title = page.title;
      for (const name of [".crumbs", "main"]) {
        const [old, fresh] = [document, page].map((one) => one.querySelector(name));
        if (old && fresh) old.replaceWith(fresh);
      }
      const main = document.querySelector("main");
      document.body.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: main } })); // forms.js begins there too
      window.htmx?.process(main);
      window.scrollTo(0, 0);
      (main.querySelector("[data-focus-first]") ?? main).focus();
    };

    const answered = (field) => {
      const { status, responseURL } = request;
      if (status >= 200 && status < 300) {
        window.location.assign(request.getResponseHeader("Location") ?? responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      again();
      if (status < 500 && page.querySelector("main")) { showAnswer(page); return; }
      field.back();
      field.refuse(field.words.wordsFailed);
    };

    // A file that has been saved since it was chosen cannot be read any more; the browser calls that a lost connection.
    const lost = async (field) => {
      const readable = await field.input.files[0].slice(0, 1).arrayBuffer().then(() => true, () => false);
      again();
      field.back();
      if (!readable) field.forget();
      field.refuse(readable ? field.words.wordsLost : field.words.wordsMoved);
    };

    const send = (field, submitter) => {
      const body = new FormData(form);
      if (submitter?.name) body.append(submitter.name, submitter.value);
      request = new XMLHttpRequest();
      tried = true;
      form.querySelector("#fejl")?.remove(); // what was wrong last time; the field says what is wrong now
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) field.progress(event.loaded / event.total);
      });
      request.upload.addEventListener("load", () => {
        if (document.activeElement === field.stop) button?.focus();
        field.received();
      });
      request.addEventListener("load", () => answered(field));
      request.addEventListener("error", () => lost(field));
      request.addEventListener("abort", () => {
        again();
        field.back(field.words.wordsStopped, true);
        button?.focus();
      });
      request.open("POST", form.getAttribute("action") || window.location.href);
      request.setRequestHeader(SENT_BY_SCRIPT, "1");
      button?.setAttribute("aria-disabled", "true");
      field.begin();
      request.send(body);
    };

    form.addEventListener("submit", (event) => {
      if (request) { event.preventDefault(); return; }
      if (event.defaultPrevented) return;
      const refused = fields.find((one) => one.wrong());
      if (refused) {
        event.preventDefault();
        again();
        refused.refuse(refused.wrong());
        refused.input.focus();
        return;
      }
      const field = fields.find((one) => one.input.files.length);
      if (!field) return; // the server says that a file is missing
      event.preventDefault();
      send(field, event.submitter);
    });

    for (const field of fields) {
      field.stop.addEventListener("click", () => request?.abort());
      field.input.addEventListener("change", () => {
        if (!tried || !key) return;
        // Another file is another answer: with the old key the server would show what the first one led to.
        const bytes = [...crypto.getRandomValues(new Uint8Array(18))];
        key.value = bytes.map((one) => one.toString(16).padStart(2, "0")).join("");
        tried = false;
      });
    }

    // Back from the next page, with this one as it was left.
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted || !request) return;
      again();
      for (const field of fields) field.back();
    });
  };

  const begin = (root) => {
    const fresh = [...root.querySelectorAll("[data-upload]:not(.is-live)")].map((one) => [one, uploadField(one)]);
    for (const form of new Set(fresh.map(([one]) => one.closest("form[method=post]")).filter(Boolean))) {
      sendWithProgress(form, fresh.filter(([one]) => form.contains(one)).map(([, field]) => field));
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.body.addEventListener("htmx:load", (event) => begin(event.detail.elt));
    begin(document);
    // A file dropped beside the zone would otherwise open in place of the page.
    for (const name of ["dragover", "drop"]) {
      document.addEventListener(name, (event) => {
        if (event.defaultPrevented || !hasFiles(event) || !document.querySelector("[data-upload]")) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "none";
      });
    }
  });
})();
