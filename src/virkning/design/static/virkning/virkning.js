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

// What was just done follows along on top. It can be closed, and what the page jumps to stands below it.
document.addEventListener("DOMContentLoaded", () => {
  const messages = document.querySelector(".messages");
  if (!messages) return;
  const makeRoom = () => {
    document.documentElement.style.scrollPaddingTop = messages.isConnected ? `${messages.offsetHeight + 8}px` : "";
  };
  const close = (toast) => {
    toast.remove();
    if (!messages.querySelector("[data-toast]")) messages.remove();
    makeRoom();
    document.querySelector("main")?.focus({ preventScroll: true });
  };
  for (const button of messages.querySelectorAll("[data-toast-close]")) {
    button.hidden = false;
    button.addEventListener("click", () => close(button.closest("[data-toast]")));
  }
  makeRoom();
  new ResizeObserver(makeRoom).observe(messages);
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.getBoundingClientRect().top < messages.getBoundingClientRect().bottom) target.scrollIntoView();
});
