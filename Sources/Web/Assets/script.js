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

// Puts words where they can be pasted; whether it could. Browsers lend the clipboard to pages of this machine and of https alone; what is selected can be copied anywhere.
const copy = async (words) => {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch (error) {
    const field = document.createElement("textarea");
    field.value = words;
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  }
};

// Statements are copied as they are cited, with who says it, outlet, day and address; of two, one below the other.
(() => {
  for (const button of document.querySelectorAll("[data-cite]")) {
    const name = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      let told = "not copied: the server does not answer";
      try {
        const answers = await Promise.all(button.dataset.cite.split(" ").map((id) => fetch("/cite/" + id + ".json")));
        if (answers.every((answer) => answer.ok)) {
          const cited = await Promise.all(answers.map((answer) => answer.json()));
          told = (await copy(cited.map((one) => one.text.trim()).join("\n\n"))) ? "copied" : "not copied: the browser lends no clipboard";
        }
      } catch (error) {
        // It is told on the button.
      }
      button.textContent = told;
      setTimeout(() => (button.textContent = name), 2000);
    });
  }
})();

// Of an article's notes those are shown that are sure enough, and what somebody thinks or wants only where that is asked for; what is passed over has no tint.
(() => {
  const form = document.querySelector("form.sieve");
  const notes = [...document.querySelectorAll(".note[data-sure]")];
  if (!form || !notes.length) return;
  form.hidden = false;
  const { sure, thoughts } = form.elements;
  try {
    const kept = (localStorage.getItem("sieve") || "").split(" ");
    if (kept.length === 2) [sure.value, thoughts.checked] = [kept[0], kept[1] === "yes"];
  } catch (error) {
    // A browser that keeps nothing shows all.
  }
  const sift = () => {
    form.querySelector("output").textContent = sure.value + " % sure";
    const passed = new Set();
    for (const note of notes) {
      note.hidden = Number(note.dataset.sure) < Number(sure.value) || (!thoughts.checked && "thought" in note.dataset);
      if (note.hidden) passed.add(note.dataset.s);
    }
    for (const part of document.querySelectorAll(".text span[data-s], .head span[data-s]")) {
      part.classList.toggle("passed", passed.has(part.dataset.s));
    }
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    sift();
    try {
      localStorage.setItem("sieve", sure.value + " " + (thoughts.checked ? "yes" : "no"));
    } catch (error) {
      // It holds for this page alone.
    }
  });
  sift();
  // A click on words leads to their note; what is selected stays selected.
  document.addEventListener("click", (event) => {
    const part = event.target.closest(".para span[data-s]");
    if (!part || !getSelection().isCollapsed) return;
    const note = document.getElementById("n" + part.dataset.s);
    if (note && !note.hidden) note.scrollIntoView({ block: "nearest" });
  });
})();

// Citations are copied by a button; without it their fields can be selected.
(() => {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const name = button.textContent;
    button.hidden = false;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", async () => {
      const isCopied = await copy(field.value);
      if (!isCopied) field.select();
      button.textContent = isCopied ? "Copied" : "Press Ctrl+C";
      setTimeout(() => (button.textContent = name), 2000);
    });
  }
})();

// Whether the visitor follows the speaker whose page this is: their browser knows, in "7.31_…".
(() => {
  const form = document.querySelector("form.follow");
  if (!form || form.elements.follow.value === "no") return;
  const kept = document.cookie.split("; ").find((cookie) => cookie.startsWith(form.dataset.kept + "="));
  const isFollowed = kept && kept.split("=")[1].split("_")[0].split(".").includes(form.elements.actor.value);
  if (!isFollowed) return;
  const button = form.querySelector("button");
  button.value = "no";
  button.textContent = "★ Followed";
  button.setAttribute("aria-pressed", "true");
})();

// People, outlets and articles are named below the field while somebody types; Enter without a choice searches for the words.
(() => {
  const field = document.querySelector("[data-suggest]");
  if (!field) return;
  const list = document.createElement("div");
  list.className = "suggested";
  list.id = "suggested";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Called so");
  field.form.append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  let options = [];
  let at = -1;
  let waiting = 0;
  let asked = 0;
  const show = (isShown) => {
    list.hidden = !isShown;
    field.setAttribute("aria-expanded", String(isShown));
    if (!isShown) choose(-1);
  };
  const choose = (to) => {
    if (options[at]) options[at].removeAttribute("aria-selected");
    at = to;
    field.removeAttribute("aria-activedescendant");
    if (!options[at]) return;
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[at].id);
  };
  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  };
  const write = (groups) => {
    list.replaceChildren();
    options = [];
    for (const group of groups) {
      const part = element("div", "", list);
      part.setAttribute("role", "group");
      part.setAttribute("aria-label", group.title);
      const title = element("div", group.title, part);
      title.className = "group";
      title.setAttribute("aria-hidden", "true");
      for (const hit of group.hits) {
        const option = element("div", hit.name, part);
        option.setAttribute("role", "option");
        option.id = "suggested-" + options.length;
        option.dataset.address = hit.address;
        element("span", hit.note, option).className = "note";
        options.push(option);
      }
    }
    at = -1;
    show(options.length > 0);
  };
  const ask = async () => {
    const words = field.value.trim();
    asked += 1;
    const number = asked;
    if (words.length < 2) return write([]);
    try {
      const answer = await fetch(field.dataset.suggest + "?q=" + encodeURIComponent(words));
      // What was asked for later may have been answered before.
      if (answer.ok && number === asked) write((await answer.json()).groups);
    } catch (error) {
      show(false);
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // From the field to the first or the last, and from these back to it.
      choose(((at + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Enter" && options[at]) {
      event.preventDefault();
      location.href = options[at].dataset.address;
    } else if (event.key === "Escape") {
      event.preventDefault();
      show(false);
    }
  });
  // The field must not lose the focus before the click has come.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.href = option.dataset.address;
  });
  field.addEventListener("blur", () => show(false));
})();
