"use strict";
// The list of questions: filters in the address, passages filled in when they are opened.
(() => {
  const form = document.getElementById("filters");
  const told = document.getElementById("told");
  const FIELDS = ["kind", "language", "source", "category"];
  const fold = (text) => text.normalize("NFC").toLowerCase();
  const rows = [...document.querySelectorAll(".entry")].map((row) => ({ row, text: fold(row.textContent) }));
  const titles = new Map([...form.querySelectorAll("option")].map((option) => [option, option.textContent]));
  let only = null; // The id of one question, from "#question=ID".

  const valuesOf = ({ row }, field) => (field === "kind" ? row.dataset.kind.split(" ") : [row.dataset[field]]);

  function chosen() {
    const state = Object.fromEntries(FIELDS.map((field) => [field, form.elements[field].value]));
    return { ...state, text: form.elements.text.value.trim(), all: form.elements.all.checked };
  }

  // Whether a question is in the view; `but` is a filter to leave out, for counting that filter's own options.
  function fits(one, state, but) {
    if (!state.all && !one.row.dataset.kind) return false;
    if (state.text && !one.text.includes(fold(state.text))) return false;
    return FIELDS.every((field) => field === but || !state[field] || valuesOf(one, field).includes(state[field]));
  }

  function show() {
    const state = chosen();
    for (const one of rows) one.row.hidden = only === null ? !fits(one, state) : one.row.id !== `entry-${only}`;
    for (const field of FIELDS) {
      const inView = rows.filter((one) => fits(one, state, field)).map((one) => valuesOf(one, field));
      for (const option of form.elements[field].options) {
        const count = inView.filter((values) => !option.value || values.includes(option.value)).length;
        option.textContent = `${titles.get(option)} (${count})`;
      }
    }
    const count = rows.filter(({ row }) => !row.hidden).length;
    told.textContent = only === null ? `${count} of ${rows.length} questions` : count ? `One question: ${only}` : `There is no question ${only}`;
  }

  function change() {
    only = null;
    show();
    const state = chosen();
    const parts = new URLSearchParams();
    for (const field of [...FIELDS, "text"]) if (state[field]) parts.set(field, state[field]);
    if (state.all) parts.set("all", "1");
    history.replaceState(null, "", `#${parts.toString() || "failures"}`);
  }

  // Show the view that the address names; a section's name, or nothing, leaves the list as it is.
  function follow() {
    if (!location.hash.includes("=")) return;
    const parts = new URLSearchParams(location.hash.slice(1));
    for (const field of FIELDS) {
      form.elements[field].value = parts.get(field) || "";
      if (form.elements[field].selectedIndex < 0) form.elements[field].value = "";
    }
    form.elements.text.value = parts.get("text") || "";
    form.elements.all.checked = parts.get("all") === "1";
    only = parts.get("question");
    history.scrollRestoration = "manual"; // A linked view starts at the list, also when it is loaded again.
    show();
    const one = only && document.getElementById(`entry-${only}`);
    if (one) one.open = true;
    form.scrollIntoView();
  }

  function openNext(row) {
    const shown = rows.map((one) => one.row).filter((one) => one === row || !one.hidden);
    const next = shown[shown.indexOf(row) + 1];
    row.open = false;
    if (next) next.open = true;
    (next || row).scrollIntoView();
    (next || row).querySelector("summary").focus({ preventScroll: true });
  }

  // A passage's text stands in the page once, however many questions found it. "toggle" does not bubble.
  function fill(event) {
    const rank = event.target;
    const source = rank.open && document.getElementById(rank.dataset.passage);
    if (source && !rank.querySelector(".passage")) rank.insertBefore(source.content.cloneNode(true), rank.lastElementChild);
  }

  document.getElementById("entries").addEventListener("toggle", fill, true);
  document.getElementById("entries").addEventListener("click", (event) => {
    if (event.target.matches(".foot button")) openNext(event.target.closest(".entry"));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", change);
  document.getElementById("reset").addEventListener("click", () => {
    form.reset();
    change();
  });
  window.addEventListener("hashchange", follow);
  show();
  follow();
})();
