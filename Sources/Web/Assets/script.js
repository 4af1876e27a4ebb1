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

// Of an article's notes those are shown that are sure enough, and what nobody need have said only where that is asked for; what is passed over has no tint.
(() => {
  const form = document.querySelector("form.sieve");
  const notes = [...document.querySelectorAll(".note[data-sure]")];
  if (!form || !notes.length) return;
  form.hidden = false;
  const { sure, unsaid } = form.elements;
  unsaid.closest("label").hidden = !notes.some((note) => "unsaid" in note.dataset);
  try {
    const kept = (localStorage.getItem("sieve") || "").split(" ");
    if (kept.length === 2) [sure.value, unsaid.checked] = [kept[0], kept[1] === "yes"];
  } catch (error) {
    // A browser that keeps nothing shows all.
  }
  const sift = () => {
    form.querySelector("output").textContent = sure.value + " % sure";
    const passed = new Set();
    for (const note of notes) {
      note.hidden = Number(note.dataset.sure) < Number(sure.value) || (!unsaid.checked && "unsaid" in note.dataset);
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
      localStorage.setItem("sieve", sure.value + " " + (unsaid.checked ? "yes" : "no"));
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
