// Moves through a grid as through a spreadsheet. Without it, every cell is a link to its form.
"use strict";

(() => {
  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const said = document.querySelector("[data-grid-said]");
  const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  const rows = () => [...table.querySelectorAll("tr[data-row]")];
  const cells = (row) => [...row.querySelectorAll("td[data-cell]")];
  const place = (cell) => {
    const row = cell.closest("tr");
    return [rows().indexOf(row), cells(row).indexOf(cell)];
  };
  const at = (row, column) => {
    const line = rows()[row];
    return line ? cells(line)[column] : undefined;
  };
  const textOf = (cell) => cell.querySelector("[data-text]")?.dataset.text ?? "";
  const isOpen = (cell) => cell.classList.contains("is-editing");
  // Refused, doubted, or not come through: it stays open until its writer has said what to do.
  const isTroubled = (cell) => "troubled" in cell.dataset;
  const fieldOf = (cell) => cell.querySelector(".cell__field");

  let current = null;
  // One stop of the Tab key for the whole grid; inside it the arrows move.
  const ready = () => {
    for (const link of table.querySelectorAll(".cell__open")) link.tabIndex = -1;
    for (const cell of table.querySelectorAll("td[data-cell]")) cell.tabIndex = -1;
    const first = current && table.contains(current) ? current : at(0, 0);
    if (first) first.tabIndex = 0;
  };

  const go = (cell) => {
    if (!cell) return;
    if (current) current.tabIndex = -1;
    current = cell;
    cell.tabIndex = 0;
    cell.focus();
  };

  // --- Writing in a cell.

  const was = new WeakMap(); // open cell → what stood in it: `nodes`, `text`; `stale` where that is not so any more

  // The field is made here and at once, so that nothing typed is lost on the way to the server.
  const edit = (cell, typed) => {
    if (!cell || isOpen(cell) || !cell.querySelector(".cell__open")) return;
    const form = document.querySelector("[data-cell-editor]").content.firstElementChild.cloneNode(true);
    let field = form.querySelector(".cell__field");
    if ("long" in cell.dataset) {
      const area = document.createElement("textarea");
      area.className = field.className;
      area.name = field.name;
      area.rows = 4;
      field.replaceWith(area);
      field = area;
    }
    was.set(cell, { nodes: [...cell.childNodes], text: textOf(cell), stale: false });
    form.querySelector("a").href = cell.querySelector(".cell__open").href;
    field.setAttribute("aria-label", cell.dataset.says);
    field.value = typed ?? textOf(cell);
    cell.classList.remove("is-saving");
    cell.classList.add("is-editing");
    cell.replaceChildren(form);
    field.focus();
    if (typed === undefined) field.select();
    else field.setSelectionRange(field.value.length, field.value.length);
  };

  const shut = (cell, nodes) => {
    cell.classList.remove("is-editing");
    delete cell.dataset.troubled;
    cell.replaceChildren(...nodes);
    was.delete(cell);
  };

  // What was typed, until the server has answered.
  const typedNodes = (cell, text) => {
    const link = document.createElement("a");
    link.className = "cell__open";
    link.href = cell.querySelector("a").href;
    link.tabIndex = -1;
    link.dataset.text = text;
    link.textContent = text || "–";
    link.setAttribute("aria-label", `${cell.dataset.says}: ${text || "–"}`);
    return [link];
  };

  // --- Saves run one after the other behind the person who goes on writing.

  const jobs = [];
  const waiting = [];
  let running = false;

  const run = async () => {
    if (running) return;
    running = true;
    while (jobs.length) {
      const job = jobs[0];
      const html = await answerTo(job);
      jobs.shift();
      take(job, html);
    }
    running = false;
    for (const done of waiting.splice(0)) done();
  };
  const idle = () => (running ? new Promise((done) => { waiting.push(done); }) : Promise.resolve());

  const answerTo = async (job) => {
    const cell = document.getElementById(job.id);
    const headers = { "HX-Request": "true", "X-CSRFToken": csrf() };
    try {
      if (!job.data) return await (await fetch(`${cell.dataset.edit}?vis=1`, { headers, redirect: "error" })).text();
      job.data.set("udgave", cell.dataset.version); // of the save before it, where there was one
      const answer = await fetch(cell.dataset.edit, { method: "POST", body: job.data, headers, redirect: "error" });
      return await answer.text();
    } catch {
      return "";
    }
  };

  const take = (job, html) => {
    const cell = document.getElementById(job.id);
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.querySelector(`td[data-cell]`);
    const found = fresh?.id === job.id ? fresh : null;
    const queued = jobs.some((one) => one.id === job.id);
    const reopened = job.data && isOpen(cell);
    if (found && !isOpen(found)) {
      if (job.data && said) said.textContent = `${found.dataset.says}: ${textOf(found)}`;
      if (!reopened && !queued) { exchange(cell, found); return; }
      cell.dataset.version = found.dataset.version;
      if (reopened) was.set(cell, { nodes: [...found.childNodes], text: textOf(found), stale: false });
      return;
    }
    // It could not be saved. What has been written over it meanwhile asks for itself.
    if (reopened) { const kept = was.get(cell); if (kept) kept.stale = true; }
    if (reopened || queued) return;
    if (found) exchange(cell, found);
    else if (job.data) notCome(cell, job.text);
    comeBack();
  };

  const exchange = (cell, fresh) => {
    const here = cell.contains(document.activeElement);
    cell.replaceWith(fresh);
    if (current === cell) current = fresh;
    ready();
    if (!here) return;
    if (isOpen(fresh)) fieldOf(fresh).focus();
    else go(fresh);
  };

  // No connection, or signed out: the text stands in its field, and the field says so.
  const notCome = (cell, text) => {
    const active = document.activeElement;
    const here = cell.contains(active);
    cell.classList.remove("is-saving");
    edit(cell, text);
    if (!here) active?.focus();
    was.get(cell).stale = true;
    cell.dataset.troubled = "";
    const error = document.createElement("p");
    error.className = "cell__error";
    error.id = `${cell.id}-siger`;
    error.setAttribute("role", "alert");
    error.textContent = table.dataset.lost;
    const field = fieldOf(cell);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", error.id);
    field.after(error);
  };

  // An error or a doubt brings the person back; whoever is writing in another cell finishes that first.
  const comeBack = () => {
    const writing = document.activeElement?.closest?.("td.is-editing");
    if (writing && table.contains(writing)) return true;
    const troubled = [...table.querySelectorAll("td[data-troubled]")].find((cell) => !("met" in cell.dataset));
    if (!troubled) return false;
    troubled.dataset.met = "";
    const field = fieldOf(troubled);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    return true;
  };

  const move = (cell, direction) => {
    if (!direction) return;
    if (comeBack()) return;
    const [row, column] = place(cell);
    go(at(row + direction[0], column + direction[1]) ?? cell);
  };

  const save = (form, direction) => {
    const cell = form.closest("td");
    const text = fieldOf(cell).value;
    const kept = was.get(cell);
    if (kept && !kept.stale && text.trim() === kept.text.trim()) {
      shut(cell, kept.nodes);
      move(cell, direction);
      return;
    }
    jobs.push({ id: cell.id, data: new FormData(form), text });
    shut(cell, typedNodes(cell, text));
    cell.classList.add("is-saving");
    move(cell, direction);
    run();
  };

  const escape = (cell) => {
    const kept = was.get(cell);
    if (kept && !kept.stale) {
      shut(cell, kept.nodes);
      go(cell);
      return;
    }
    jobs.push({ id: cell.id }); // how it stands now
    run();
  };

  table.addEventListener("submit", (event) => {
    if (!event.target.matches(".cell__form")) return;
    event.preventDefault();
    save(event.target, [0, 0]);
  });

  // Left for something else, a cell is saved, as in a spreadsheet. Gone to another window, it is not left.
  table.addEventListener("focusout", (event) => {
    const cell = event.target.closest("td.is-editing");
    if (!cell) return;
    setTimeout(() => {
      if (!cell.isConnected || !isOpen(cell) || isTroubled(cell) || cell.contains(document.activeElement)) return;
      save(cell.querySelector("form"), null);
    });
  });

  window.addEventListener("beforeunload", (event) => {
    const open = [...table.querySelectorAll("td.is-editing")];
    const unsaved = open.some((cell) => isTroubled(cell) || fieldOf(cell).value.trim() !== was.get(cell)?.text.trim());
    if (jobs.length || unsaved) event.preventDefault();
  });

  // --- Keys and clicks.

  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-cell]");
    if (!cell || !event.target.closest(".cell__open") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    current = cell;
    edit(cell);
  });

  const keyInForm = (event, cell) => {
    if (event.isComposing) return;
    const field = event.target.closest(".cell__field");
    if (event.key === "Escape") { event.preventDefault(); escape(cell); return; }
    if (!field) return;
    if (event.key === "Enter" && field.matches("textarea") && (event.shiftKey || event.altKey)) {
      if (!event.altKey) return; // Shift+Enter is a line break already; Alt+Enter is Excel's
      event.preventDefault();
      field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
    } else if (event.key === "Enter") { event.preventDefault(); save(field.form, [1, 0]); }
    // Where something is asked, Tab goes on to it, as everywhere.
    else if (event.key === "Tab" && !isTroubled(cell)) {
      event.preventDefault();
      save(field.form, [0, event.shiftKey ? -1 : 1]);
    }
  };

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-cell]");
    if (!cell) return;
    if (event.target.closest(".cell__form")) { keyInForm(event, cell); return; }
    if (event.target !== cell) return;
    const [row, column] = place(cell);
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (moves[event.key]) {
      event.preventDefault();
      const far = event.ctrlKey ? 1000 : 1;
      const [down, right] = moves[event.key];
      const lastRow = rows().length - 1;
      const lastColumn = cells(cell.closest("tr")).length - 1;
      const clamp = (value, most) => Math.max(0, Math.min(value, most));
      go(at(clamp(row + down * far, lastRow), clamp(column + right * far, lastColumn)));
    } else if (event.key === "Home") { event.preventDefault(); go(at(row, 0)); }
    else if (event.key === "End") { event.preventDefault(); go(at(row, cells(cell.closest("tr")).length - 1)); }
    else if ((event.key === "Enter" || event.key === "F2") && isOpen(cell)) { event.preventDefault(); fieldOf(cell).focus(); }
    else if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); edit(cell); }
    else if (event.key === "Delete") { event.preventDefault(); edit(cell, ""); }
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      edit(cell, event.key);
    }
  });

  table.addEventListener("copy", (event) => {
    if (event.target.closest(".cell__form")) return;
    const cell = event.target.closest("td[data-cell]");
    if (!cell) return;
    event.clipboardData.setData("text/plain", textOf(cell));
    event.preventDefault();
  });

  table.addEventListener("paste", async (event) => {
    if (event.target.closest(".cell__form")) return;
    const cell = event.target.closest("td[data-cell]");
    if (!cell) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim())) { edit(cell, text.trim()); return; }
    const form = document.querySelector("[data-paste-form]");
    const [, column] = place(cell);
    form.elements.raekke.value = cell.closest("tr").dataset.row;
    form.elements.periode.value = table.querySelectorAll("th[data-period]")[column].dataset.period;
    form.elements.blok.value = text;
    await idle(); // what is on its way is there first
    form.submit();
  });

  ready();
})();
