// Comfort on top of pages that work without it: quick hide, the folded list, focus after htmx.
"use strict";

const QUICK = 600; // milliseconds between two presses of Esc
let lastEscape = -QUICK;

function hide() {
  const link = document.querySelector("[data-hide]");
  if (!link) return;
  document.body.hidden = true;
  location.replace(link.href); // not kept in history: "back" does not return here
}

function fold(except) {
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (!except || !drop.contains(except)) drop.open = false;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - lastEscape < QUICK) return hide();
  lastEscape = event.timeStamp;
  const open = document.querySelector("details.drop[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-hide]")) {
    event.preventDefault();
    hide();
  }
  fold(event.target);
});

// What changed is what one reads next: the summary of faults in what was swapped, the place in it that asks for the
// focus, or the whole section.
document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.detail.elt;
  const asking = part.querySelector(".notice--fault[tabindex]") || part.querySelector("[autofocus]");
  const target = asking || (part.matches("[tabindex='-1']") ? part : part.closest("[tabindex='-1']"));
  if (!target || part.id === "messages" || part.closest("[data-quiet]")) return; // what changes by itself takes no focus
  target.focus({ preventScroll: true });
  if (asking) asking.scrollIntoView({ block: "nearest" });
});
