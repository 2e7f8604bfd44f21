// A plan edited in place: Alt + arrows move what has the focus, Escape leaves a form. Everything works without this.
"use strict";

(() => {
  const plan = document.querySelector("[data-plan]");
  if (!plan || !window.htmx) return;
  const said = plan.querySelector("[data-plan-said]");
  const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  plan.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const cancel = event.target.closest("tbody")?.querySelector("[data-plan-cancel]");
      if (!cancel) return;
      event.preventDefault();
      cancel.click();
      return;
    }
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    if (event.target.closest(".plan-form")) return; // what is being typed must not be swapped away
    const item = event.target.closest("[data-move]");
    if (!item) return;
    event.preventDefault();
    const values = { [event.key === "ArrowUp" ? "op" : "ned"]: "1", csrfmiddlewaretoken: csrf() };
    if ("whole" in item.dataset) {
      // A group's neighbours are numbered anew: the whole page is shown again.
      const form = document.createElement("form");
      form.method = "post";
      form.action = item.dataset.move;
      for (const [name, value] of Object.entries(values)) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name, value });
        form.append(field);
      }
      document.body.append(form);
      form.submit();
      return;
    }
    window.htmx.ajax("POST", item.dataset.move, { values, target: item.closest("tbody"), swap: "outerHTML" });
  });

  // A form that came begins at its first field, or at what is wrong.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const row = event.detail.elt;
    if (!row?.matches?.("tbody")) return;
    const told = row.querySelector(".told p");
    if (told && said) said.textContent = told.textContent;
    // A number that is proposed stands there already: writing begins at the first field without words.
    const empty = [...row.querySelectorAll(".plan-form input[type=text]")].find((field) => !field.value);
    const wanted = row.querySelector("[data-focus-first]") ?? empty
      ?? row.querySelector(".plan-form input:not([type=hidden]), .plan-form select, [autofocus]");
    wanted?.focus();
  });
})();
