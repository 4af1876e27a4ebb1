"use strict";
// What the pages do beyond what the server makes of them; all reading works without.

// Hover or focus on one part of a statement lights up all of its parts, the note in the margin too.
(() => {
  const parts = document.querySelectorAll("[data-s]");
  if (!parts.length) return;
  const byStatement = new Map();
  for (const part of parts) {
    const number = part.dataset.s;
    if (!byStatement.has(number)) byStatement.set(number, []);
    byStatement.get(number).push(part);
  }
  let lit = null;
  const light = (number) => {
    if (number === lit) return;
    for (const part of byStatement.get(lit) || []) part.classList.remove("lit");
    for (const part of byStatement.get(number) || []) part.classList.add("lit");
    lit = number;
  };
  const follow = (event) => {
    const part = event.target.closest ? event.target.closest("[data-s]") : null;
    light(part ? part.dataset.s : null);
  };
  document.addEventListener("mouseover", follow);
  document.addEventListener("focusin", follow);
  const named = () => {
    const number = /^#[sn](\d+)$/.exec(location.hash);
    if (number) light(number[1]);
  };
  addEventListener("hashchange", named);
  named();
})();
