// Moves through a grid as through a spreadsheet. Without it, every cell is a link to its form.
"use strict";

(() => {
  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const said = document.querySelector("[data-grid-said]");

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

  // The field is made here and at once, so that nothing typed is lost on the way to the server.
  const edit = (cell, typed) => {
    if (!cell || !cell.querySelector(".cell__open")) return;
    const form = document.querySelector("[data-cell-editor]").content.firstElementChild.cloneNode(true);
    const field = form.querySelector(".cell__field");
    form.setAttribute("hx-post", cell.dataset.edit);
    form.elements.udgave.value = cell.dataset.version;
    form.querySelector("a").href = cell.querySelector(".cell__open").href;
    field.setAttribute("aria-label", cell.dataset.says);
    field.value = typed ?? textOf(cell);
    cell.classList.add("is-editing");
    cell.replaceChildren(form);
    htmx.process(form);
    field.focus();
    if (typed === undefined) field.select();
    else field.setSelectionRange(field.value.length, field.value.length);
  };

  const show = (cell) => htmx.ajax("GET", `${cell.dataset.edit}?vis=1`, { target: cell, swap: "outerHTML" });

  let after = null; // where to go when the save has been answered
  const save = (form, direction) => {
    after = { id: form.closest("td").id, direction };
    form.requestSubmit();
  };

  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-cell]");
    if (!cell || !event.target.closest(".cell__open") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    current = cell;
    edit(cell);
  });

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-cell]");
    if (!cell) return;
    const [row, column] = place(cell);
    const field = event.target.closest(".cell__field");
    if (field) {
      if (event.key === "Enter") { event.preventDefault(); save(field.form, [1, 0]); }
      if (event.key === "Tab") { event.preventDefault(); save(field.form, [0, event.shiftKey ? -1 : 1]); }
      if (event.key === "Escape") {
        event.preventDefault();
        const id = cell.id;
        show(cell).then(() => go(document.getElementById(id)));
      }
      return;
    }
    if (event.target !== cell) return;
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
    else if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); edit(cell); }
    else if (event.key === "Delete") { event.preventDefault(); edit(cell, ""); }
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      edit(cell, event.key);
    }
  });

  table.addEventListener("copy", (event) => {
    if (event.target.closest(".cell__field")) return;
    const cell = event.target.closest("td[data-cell]");
    if (!cell) return;
    event.clipboardData.setData("text/plain", textOf(cell));
    event.preventDefault();
  });

  table.addEventListener("paste", (event) => {
    if (event.target.closest(".cell__field")) return;
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
    form.submit();
  });

  document.body.addEventListener("htmx:load", (event) => {
    const cell = event.detail.elt;
    if (!cell.matches?.("td[data-cell]")) return;
    ready();
    if (!after || cell.id !== after.id) return;
    const { direction } = after;
    after = null;
    if (cell.classList.contains("is-editing")) { cell.querySelector(".cell__field")?.focus(); return; }
    if (said) said.textContent = `${cell.dataset.says}: ${textOf(cell)}`;
    const [row, column] = place(cell);
    go(at(row + direction[0], column + direction[1]) ?? cell);
  });

  ready();
})();
