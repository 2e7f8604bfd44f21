// The outline: dragging and Alt + arrows as short cuts for the buttons. Everything works without this.
"use strict";

(() => {
  const form = document.querySelector("[data-outline]");
  if (!form) return;
  const said = form.querySelector("[data-outline-said]");
  const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
  form.classList.add("is-draggable");

  const kind = (item) => item.dataset.part.split("-")[0];
  // Its like: the items beside it of the same kind. A milestone never lands among results.
  const like = (item) =>
    [...item.parentElement.children].filter((one) => one.dataset.part && kind(one) === kind(item));

  const send = async (item, place) => {
    const body = new URLSearchParams({ flyt: item.dataset.part, til: String(place) });
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrf, Accept: "application/json" },
        redirect: "error",
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.words);
      said.textContent = told.words;
      return true;
    } catch {
      location.reload();
      return false;
    }
  };

  // Buttons of the first and the last place differ; they are set again after every move.
  const settle = (items) => {
    items.forEach((one, place) => {
      const line = one.querySelector(".outline__tools");
      for (const [mark, wanted] of [["[data-up]", place > 0], ["[data-down]", place < items.length - 1]]) {
        line.querySelector(mark).hidden = !wanted;
      }
    });
  };

  const move = async (item, place) => {
    const items = like(item);
    const here = items.indexOf(item);
    const to = Math.max(0, Math.min(place, items.length - 1));
    if (to === here) return;
    const focused = document.activeElement;
    if (to > here) items[to].after(item);
    else items[to].before(item);
    if (item.contains(focused)) focused.focus();
    settle(like(item));
    await send(item, to);
  };

  form.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const item = event.target.closest("[data-part]");
    if (!item) return;
    event.preventDefault();
    move(item, like(item).indexOf(item) + (event.key === "ArrowUp" ? -1 : 1));
  });

  let dragged = null;
  for (const handle of form.querySelectorAll("[data-handle]")) handle.draggable = true;
  form.addEventListener("dragstart", (event) => {
    if (!event.target.closest?.("[data-handle]")) return;
    dragged = event.target.closest("[data-part]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.part);
    event.dataTransfer.setDragImage(dragged.querySelector(".outline__line"), 12, 12);
    dragged.classList.add("is-dragged");
  });
  form.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-part]");
    if (!dragged || !over) return;
    const target = like(dragged).find((one) => one === over || one.contains(over));
    if (!target) return;
    event.preventDefault();
    for (const one of form.querySelectorAll(".is-over")) one.classList.remove("is-over");
    if (target !== dragged) target.classList.add("is-over");
  });
  form.addEventListener("drop", (event) => {
    const target = form.querySelector(".is-over");
    if (!dragged || !target) return;
    event.preventDefault();
    move(dragged, like(dragged).indexOf(target));
  });
  form.addEventListener("dragend", () => {
    for (const one of form.querySelectorAll(".is-over")) one.classList.remove("is-over");
    dragged?.classList.remove("is-dragged");
    dragged = null;
  });
})();
