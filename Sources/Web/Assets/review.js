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
  const show = () => {
    current().focus({ preventScroll: true });
    current().scrollIntoView({ block: "center" });
  };
  // Cases are more than the page has had: where its end is near, those of the next page are put behind them.
  const more = async () => {
    const link = document.querySelector("a[data-more]");
    if (!link || link.dataset.more === "coming") return;
    link.dataset.more = "coming";
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = [...page.querySelectorAll("[data-case]")].filter((one) => !document.getElementById(one.id));
      const lists = [...page.querySelectorAll("datalist")].filter((one) => !document.getElementById(one.id));
      cases.at(-1).after(...next.map((one) => document.adoptNode(one)), ...lists.map((one) => document.adoptNode(one)));
      cases.push(...next);
      const further = page.querySelector("a[data-more]");
      if (further) link.href = further.getAttribute("href");
      else link.remove();
    } catch (error) {
      // The link stays, and leads to the next page.
    }
    link.dataset.more = "";
  };
  const go = async (to) => {
    if (to >= cases.length - 3) {
      const coming = more();
      if (to >= cases.length) await coming;
    }
    if (to < 0 || to >= cases.length) return;
    mark(to);
    show();
  };
  // A case is written anew.
  const replace = (one, fresh) => {
    cases[cases.indexOf(one)] = fresh;
    one.replaceWith(fresh);
    current().classList.add("current");
    show();
  };
  if (cases.length && document.body.classList.contains("reviewing")) current().classList.add("current");
  document.addEventListener("focusin", (event) => {
    const to = cases.indexOf(event.target.closest("[data-case]"));
    if (to >= 0 && to !== at) mark(to);
  });
  // What keys do; j and k go on and back, ? tells them all, Escape leaves a field. Buttons do the same as the keys they name.
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
    const walk = document.querySelector(".walk");
    if (!walk) return;
    walk.hidden = false;
    walk.addEventListener("click", (event) => {
      const button = event.target.closest("[data-key]");
      if (button) all[button.dataset.key]();
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
  return { cases, current, go, replace, listen, say, send };
};

// Judging: y, n, u judge, e opens the form.
(() => {
  if (!document.querySelector("[data-case] button[name=judgement]")) return;
  const { cases, current, go, replace, listen, say, send } = caseWalk();
  const isQueue = document.body.classList.contains("reviewing");
  // The statements that were judged here, the latest last.
  const judged = [];
  // The case as the server writes it now; on a page of one statement all of the page tells of it.
  const renew = async (one, isDone, words) => {
    if (!isQueue) return location.reload();
    const answer = await fetch("/review?statement=" + one.dataset.case);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = document.adoptNode(page.querySelector("[data-case]"));
    for (const back of fresh.querySelectorAll("input[name=back]")) back.value = one.querySelector("input[name=back]").value;
    fresh.classList.toggle("done", isDone);
    replace(one, fresh);
    if (words) say(fresh, words);
  };
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
    const undo = one.querySelector("button[value=undo]");
    undo.hidden = !told.undo;
    if (told.undo) undo.textContent = told.undo;
    if (judgement === "undo") judged.splice(judged.lastIndexOf(one.dataset.case), 1);
    else judged.push(one.dataset.case);
    // What a layer has found is judged beside the statement, which stays as it is.
    if (judgement === "mark") {
      say(one, "written down");
      return;
    }
    const words = told.review ? "reviewed: " + told.review : "not reviewed";
    // Its parts are others now.
    if (judgement === "fix" || judgement === "undo") return renew(one, judgement === "fix", words);
    say(one, words);
    one.classList.add("done");
    if (isQueue) go(cases.indexOf(one) + 1);
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
    u: async () => {
      const last = judged.includes(current().dataset.case) ? current() : cases.find((one) => one.dataset.case === judged.at(-1));
      const one = last || current();
      if (one.querySelector("button[value=undo]").hidden) return say(one, "nothing of it is judged that could be undone");
      await go(cases.indexOf(one));
      judge(one.querySelector("form.buttons"), "undo");
    },
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

// Parts of a statement by their words: places are code points of the article, as in the fields.
(() => {
  const points = (text) => [...text].length;
  // What is chosen whole: a word, or a sign that stands for itself. With its places in the article.
  const words = (context) => {
    const found = [];
    let [at, from] = [Number(context.dataset.start), 0];
    const text = context.textContent;
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:[’'.,-][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu)) {
      at += points(text.slice(from, match.index));
      from = match.index + match[0].length;
      found.push({ start: at, end: (at += points(match[0])) });
    }
    return found;
  };
  const between = (context, start, end) => {
    const first = Number(context.dataset.start);
    return [...context.textContent].slice(start - first, end - first).join("");
  };
  const pieces = (field) =>
    [...field.value.matchAll(/(\d+)\s*-\s*(\d+)/g)].map((match) => ({ start: Number(match[1]), end: Number(match[2]) }));
  const parts = (field) => ({
    context: field.closest(".case").querySelector(".context"),
    shown: field.closest("form").querySelector("[data-words=" + field.name + "]"),
  });
  // A range of the page that holds these places.
  const range = (context, piece) => {
    const walk = document.createTreeWalker(context, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let [at, node] = [Number(context.dataset.start), null];
    while ((node = walk.nextNode())) {
      const here = [...node.data];
      const place = (to) => here.slice(0, to - at).join("").length;
      if (at <= piece.start && piece.start < at + here.length) range.setStart(node, place(piece.start));
      if (at < piece.end && piece.end <= at + here.length) {
        range.setEnd(node, place(piece.end));
        return range;
      }
      at += here.length;
    }
    return null;
  };
  // Tells the words of a field's places, and shows where they stand.
  const tell = (field) => {
    const { context, shown } = parts(field);
    const found = pieces(field);
    shown.textContent = found.length ? found.map((piece) => between(context, piece.start, piece.end)).join(" … ") : "missing";
    if (!CSS.highlights) return;
    const ranges = found.map((piece) => range(context, piece)).filter((one) => one);
    CSS.highlights.set("part", new Highlight(...ranges));
  };
  const isPart = (element) => element.matches?.(".case input[name=source], .case input[name=cue], .case input[name=content]");
  document.addEventListener("focusin", (event) => isPart(event.target) && tell(event.target));
  document.addEventListener("focusout", (event) => isPart(event.target) && CSS.highlights?.delete("part"));
  document.addEventListener("input", (event) => isPart(event.target) && tell(event.target));

  const selected = (context) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!context.contains(range.commonAncestorContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(context);
    before.setEnd(range.startContainer, range.startOffset);
    const start = Number(context.dataset.start) + points(before.toString());
    const end = start + points(range.toString());
    // A word that is half selected is meant.
    const meant = words(context).filter((word) => word.start < end && start < word.end);
    return meant.length ? { start: meant[0].start, end: meant.at(-1).end } : null;
  };
  // The selection must still be there when the button is pressed.
  document.addEventListener("mousedown", (event) => event.target.closest("[data-take]") && event.preventDefault());
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    const field = button.closest("form").querySelector("input[name=" + button.dataset.take + "]");
    const { context, shown } = parts(field);
    const found = selected(context);
    if (!found) {
      shown.textContent = "Select words above first.";
      return;
    }
    const place = found.start + "-" + found.end;
    field.value = event.shiftKey && pieces(field).length ? field.value + ", " + place : place;
    tell(field);
  });

  // Alt with an arrow moves the end of the piece where the caret is by a word, with Shift its beginning.
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key) || !isPart(field)) return;
    event.preventDefault();
    const all = words(parts(field).context);
    if (!all.length) return;
    const found = pieces(field);
    const at = Math.min(field.value.slice(0, field.selectionStart).split(",").length, found.length) - 1;
    const piece = found[at];
    const goesOn = event.key === "ArrowRight";
    if (!piece) {
      found.push({ ...all[0] });
    } else if (event.shiftKey) {
      const to = goesOn
        ? all.find((word) => word.start > piece.start && word.start < piece.end)
        : all.findLast((word) => word.start < piece.start);
      if (to) piece.start = to.start;
    } else {
      const to = goesOn ? all.find((word) => word.end > piece.end) : all.findLast((word) => word.end < piece.end && word.end > piece.start);
      if (to) piece.end = to.end;
    }
    const shown = found.map((one) => one.start + "-" + one.end);
    field.value = shown.join(", ");
    const caret = shown.slice(0, Math.max(at, 0) + 1).join(", ").length;
    field.setSelectionRange(caret, caret);
    tell(field);
  });
})();
