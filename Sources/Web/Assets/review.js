"use strict";
// What the pages do where something is judged or decided; it is sent behind script.js, as one script.

// Cases that are gone through one after the other, by keys: the current one is marked and has the focus.
const caseWalk = () => {
  const cases = [...document.querySelectorAll("[data-case]")];
  const keys = document.getElementById("keys");
  let at = 0;
  const current = () => cases[at];
  const mark = (to) => {
    current().classList.remove("current");
    at = to;
    current().classList.add("current");
  };
  const go = (to) => {
    if (to < 0 || to >= cases.length) return;
    mark(to);
    current().focus({ preventScroll: true });
    current().scrollIntoView({ block: "center" });
  };
  if (cases.length && document.body.classList.contains("reviewing")) current().classList.add("current");
  document.addEventListener("focusin", (event) => {
    const to = cases.indexOf(event.target.closest("[data-case]"));
    if (to >= 0 && to !== at) mark(to);
  });
  // What keys do; j and k go on and back, ? tells them all, Escape leaves a field.
  const listen = (acts) => {
    const all = { j: () => go(at + 1), k: () => go(at - 1), "?": () => keys && keys.showModal(), ...acts };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (keys && keys.open)) return;
      if (event.target.closest("input, select, textarea")) {
        if (event.key === "Escape") current().focus();
        return;
      }
      const act = all[event.key];
      if (!act || !current().querySelector("form.buttons")) return;
      event.preventDefault();
      act();
    });
  };
  // What is told of a case behind its buttons.
  const say = (one, words) => {
    const state = one.querySelector(".state");
    state.textContent = words;
    state.className = "state judged";
  };
  // Sends a form without leaving the page; what the server has told, or null where it does not answer as expected.
  const send = async (one, address, fields) => {
    try {
      const answer = await fetch(address, { method: "POST", body: fields });
      return { ok: answer.ok, status: answer.status, told: await answer.json() };
    } catch (error) {
      say(one, "not written down: the server does not answer, or was started anew; load this page again");
      return null;
    }
  };
  return { cases, current, go, listen, say, send };
};

// Judging: y, n, u judge, e opens the form.
(() => {
  if (!document.querySelector("[data-case] button[name=judgement]")) return;
  const { cases, current, go, listen, say, send } = caseWalk();
  const judge = async (form, judgement) => {
    const one = form.closest("[data-case]");
    const fields = new URLSearchParams(new FormData(form));
    fields.set("judgement", judgement);
    const answer = await send(one, "/review.json", fields);
    if (!answer) return;
    const told = answer.told;
    if (told.seen !== undefined) {
      for (const seen of one.querySelectorAll("input[name=seen]")) seen.value = told.seen;
    }
    if (!answer.ok) {
      say(one, told.error + (answer.status === 409 ? " Judge again to write it down as well." : ""));
      return;
    }
    // What a layer has found is judged beside the statement, which stays as it is.
    if (judgement === "mark") {
      say(one, "written down");
      return;
    }
    one.querySelector("button[value=undo]").hidden = judgement === "undo";
    say(one, told.review ? "reviewed: " + told.review : "not reviewed");
    one.classList.toggle("done", judgement !== "undo");
    if (judgement === "fix") {
      location.reload();
      return;
    }
    if (judgement !== "undo" && document.body.classList.contains("reviewing")) go(cases.indexOf(one) + 1);
  };
  document.addEventListener("submit", (event) => {
    const one = event.target.closest("[data-case]");
    if (!one || !event.submitter || event.submitter.name !== "judgement") return;
    event.preventDefault();
    judge(event.target, event.submitter.value);
  });
  const key = (judgement) => () => judge(current().querySelector("form.buttons"), judgement);
  listen({
    y: key("right"),
    n: key("wrong"),
    u: key("undo"),
    e: () => {
      const fix = current().querySelector(".fix");
      if (!fix) return;
      fix.open = true;
      fix.querySelector("input[name=content]").focus();
    },
  });
})();

// Who is who: y says that two are one, n that they are not, u takes it back.
(() => {
  if (!document.querySelector("[data-case] button[name=decision]")) return;
  const { cases, current, go, listen, say, send } = caseWalk();
  const words = { same: "written down: they are one", different: "written down: they are different", undo: "undone" };
  const decide = async (form, decision) => {
    const one = form.closest("[data-case]");
    const act = form.elements.act;
    const isUndo = decision === "undo";
    // What is decided is undone before it is decided otherwise.
    if (isUndo !== (act.value !== "") || one.dataset.waits) return;
    one.dataset.waits = "yes";
    const fields = new URLSearchParams(new FormData(form));
    fields.set("decision", decision);
    const answer = await send(one, "/who.json", fields);
    delete one.dataset.waits;
    if (!answer) return;
    if (!answer.ok) {
      say(one, answer.told.error);
      return;
    }
    act.value = answer.told.act || "";
    for (const button of form.querySelectorAll("button")) button.hidden = (button.value === "undo") === isUndo;
    say(one, words[decision]);
    one.classList.toggle("done", !isUndo);
    // The button that was pressed is gone, and the focus stays in sight.
    if (!isUndo && one !== cases.at(-1)) go(cases.indexOf(one) + 1);
    else one.focus({ preventScroll: true });
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("[data-case]") || !event.submitter) return;
    event.preventDefault();
    decide(event.target, event.submitter.value);
  });
  const key = (decision) => () => decide(current().querySelector("form.buttons"), decision);
  listen({ y: key("same"), n: key("different"), u: key("undo") });
})();

// Selected words become a part of a statement: their places, in code points of the article.
(() => {
  const points = (text) => [...text].length;
  const selected = (context) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!context.contains(range.commonAncestorContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(context);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const lead = words.length - words.trimStart().length;
    const start = Number(context.dataset.start) + points(before.toString()) + points(words.slice(0, lead));
    return { start, end: start + points(words.trim()), words: words.trim() };
  };
  for (const button of document.querySelectorAll("[data-take]")) {
    // The selection must still be there when the button is pressed.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => {
      const context = button.closest(".case").querySelector(".context");
      const form = button.closest("form");
      const field = form.querySelector("input[name=" + button.dataset.take + "]");
      const shown = form.querySelector("[data-words=" + button.dataset.take + "]");
      const found = selected(context);
      if (!found) {
        shown.textContent = "Select words above first.";
        return;
      }
      const place = found.start + "-" + found.end;
      const goesOn = event.shiftKey && /\d/.test(field.value);
      field.value = goesOn ? field.value + ", " + place : place;
      shown.textContent = goesOn ? shown.textContent + " … " + found.words : found.words;
    });
  }
})();
