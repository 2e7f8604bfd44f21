// Small helps on top of pages that work without them.
"use strict";

// Escape closes the phone's menu and puts focus back on its button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.bar__menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A page that came back with errors begins at their summary.
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector("[data-focus-first]");
  if (summary) summary.focus();
});
