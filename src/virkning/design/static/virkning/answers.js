// What was pressed and did not go through says so where it was pressed, and what was typed stays.
"use strict";

(() => {
  const pattern = () => document.querySelector("[data-unanswered]");

  // Why, as a key of the words the page holds.
  const reason = (status) => {
    if (!status) return "offline";
    if (status === 401) return "signedOut";
    if (status === 403) return "refused";
    return [404, 410].includes(status) ? "gone" : "fault";
  };

  const placeOf = (pressed) => {
    if (pressed.matches("tbody, tr")) return pressed.querySelector("td, th");
    return pressed.closest("form") ?? pressed.parentElement;
  };

  const forget = (place) => {
    for (const one of place?.querySelectorAll("[data-unanswered-told]") ?? []) one.remove();
  };

  const tell = (pressed, status) => {
    // What nobody pressed (a preview, something that asks every second) does not interrupt: it asks again by itself.
    if (!pressed?.isConnected || pressed.hasAttribute("hx-trigger") || !pattern()) return;
    const place = placeOf(pressed);
    if (!place) return;
    const why = reason(status);
    const words = pattern().dataset;
    const told = pattern().content.firstElementChild.cloneNode(true);
    const typed = place.querySelector("textarea, select, input:not([type=hidden])");
    const said = [words[why]];
    if (typed) said.push(words.notSaved);
    if (typed && why === "gone") said.push(words.copy);
    else if (typed && place.dataset.draft) said.push(words.remembered);
    told.querySelector("[data-said]").textContent = said.join(" ");
    const signIn = told.querySelector("[data-sign-in]");
    const back = new URLSearchParams({ next: location.pathname + location.search });
    signIn.setAttribute("href", `${signIn.getAttribute("href")}?${back}`); // a template's links know no address yet
    signIn.hidden = !["signedOut", "refused"].includes(why);
    const again = told.querySelector("[data-reload]");
    again.href = location.href;
    again.hidden = !["gone", "refused", "fault"].includes(why);
    again.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
    forget(place);
    place.prepend(told);
    told.focus();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const { body } = document;
    body.addEventListener("htmx:beforeRequest", (event) => forget(placeOf(event.detail.elt)));
    body.addEventListener("htmx:responseError", (event) => tell(event.detail.elt, event.detail.xhr.status));
    for (const name of ["htmx:sendError", "htmx:timeout"]) {
      body.addEventListener(name, (event) => tell(event.detail.elt, 0));
    }
  });
})();
