"use strict";
// The list of questions: filters in the address, entries drawn when they are opened. All text enters as text nodes.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const form = document.getElementById("filters");
  const list = document.getElementById("entries");
  const told = document.getElementById("told");
  const FIELDS = ["kind", "language", "source", "category"];
  const fold = (text) => text.normalize("NFC").toLowerCase();
  let only = null; // The id of one question, from "#question=ID".

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  // Text with stretches marked: [start, end, whole] in code points.
  function marked(text, ranges) {
    const points = Array.from(text);
    const parts = [];
    let at = 0;
    for (const [start, end, whole] of ranges) {
      parts.push(points.slice(at, start).join(""));
      parts.push(make("mark", { class: whole ? null : "part" }, points.slice(start, end).join("")));
      at = end;
    }
    parts.push(points.slice(at).join(""));
    return parts;
  }

  const verdict = (right, yes, no) =>
    right === null ? null : make("span", { class: right ? "yes" : "no" }, right ? ` ${yes}` : ` ${no}`);

  const sectionOf = (found) => found.section || (found.kind === "footnote" ? "note" : "no section");

  // --- One question -----------------------------------------------------------------------------------------------

  function tellPiece(piece, number, count) {
    const where = [
      piece.rank ? `at rank ${piece.rank}` : "not among the ranked passages",
      piece.cited.length ? `quoted in ${piece.cited.map((id) => `[${id}]`).join(" ")}` : "not quoted",
    ].join(", ");
    const title = count > 1 ? `Piece ${number + 1}` : "Gold";
    return make(
      "div",
      {},
      make("p", { class: "meta" }, `${title}${piece.quotes.length > 1 ? " (any of these)" : ""}: `,
        make("span", { class: piece.cited.length ? "yes" : "no" }, where)),
      ...piece.quotes.map((quote) => make("blockquote", { class: "goldbar" }, quote)),
    );
  }

  function tellExpected(entry) {
    const expected = entry.expected;
    const lines = [];
    if (!expected.answer) lines.push(make("p", {}, "A refusal: the dossier does not hold the answer."));
    expected.pieces.forEach((piece, number) => lines.push(tellPiece(piece, number, expected.pieces.length)));
    const facts = expected.facts.map((fact) =>
      make("li", {}, Object.entries(fact.patterns).map(([language, pattern]) => `${language}: ${pattern}`).join(" · "),
        verdict(fact.shown, "shown", "not shown")));
    if (facts.length) lines.push(make("p", { class: "meta" }, "Facts (patterns)"), make("ul", {}, ...facts));
    const rows = [
      expected.speaker && ["Speaker: ", expected.speaker, verdict(expected.speaker_right, "right", "wrong")],
      expected.footnotes.length && ["Notes: ", expected.footnotes.join(", "), verdict(expected.footnotes_right, "linked", "not all linked")],
      expected.sources.length && ["In the sources: ", expected.sources.join(", ")],
      expected.forbidden.length && ["Forbidden in the product’s own words: ", expected.forbidden.join(" · ")],
      expected.comment && ["Comment: ", expected.comment],
    ];
    return [make("h4", {}, "Expected"), ...lines, ...rows.filter(Boolean).map((row) => make("p", { class: "small" }, ...row.filter(Boolean)))];
  }

  function tellCitation(id, citation) {
    const speaker = citation.attribution && citation.attribution !== "own" ? `${citation.speaker} (${citation.attribution})` : citation.speaker;
    const parts = [
      `[${id}]`, speaker, citation.section || citation.source, citation.page ? `p. ${citation.page}` : null,
      citation.notes.length ? `note ${citation.notes.join(", ")}` : null, `${citation.source} ${citation.start}–${citation.end}`,
      citation.gold_passage && !citation.gold.length ? "from a gold passage" : null,
    ];
    return [
      make("blockquote", { class: citation.gold.length ? "goldbar" : null, lang: citation.language }, ...marked(citation.quote, citation.gold)),
      make("p", { class: "meta" }, parts.filter(Boolean).join(" · ")),
    ];
  }

  function tellSentence(entry, sentence) {
    const cited = sentence.citations.filter((id) => entry.citations[id]).flatMap((id) => tellCitation(id, entry.citations[id]));
    const missing = sentence.citations.filter((id) => !entry.citations[id]);
    const parts = [];
    if (sentence.support === "frame") parts.push(make("p", { class: "frame" }, sentence.text));
    else if (sentence.support !== "verbatim" || !cited.length) parts.push(make("p", {}, sentence.text, make("span", { class: "meta" }, ` ${sentence.support}`)));
    if (missing.length) parts.push(make("p", { class: "no" }, `There is no citation ${missing.join(", ")}.`));
    return [...parts, ...cited, ...sentence.problems.map((problem) => make("p", { class: "no" }, problem))];
  }

  function tellAnswer(entry) {
    const facts = [
      entry.status, entry.reason, entry.probability === null ? null : `probability ${entry.probability.toFixed(2)}`, `${Math.round(entry.milliseconds)} ms`,
    ];
    return [
      make("h4", {}, "Answer ", make("span", { class: "meta" }, facts.filter(Boolean).join(" · "))),
      ...entry.problems.map((problem) => make("p", { class: "no" }, `Broken citation: ${problem}`)),
      ...entry.sentences.flatMap((sentence) => tellSentence(entry, sentence)),
    ];
  }

  function tellRanked(ranked, number) {
    const passage = data.passages[ranked.passage];
    const [source, start, end] = ranked.place;
    const speaker = ranked.speaker || (passage ? passage.speaker : null);
    const head = passage ? [speaker, sectionOf(passage)].filter(Boolean).join(" · ") : `${source} ${start}–${end}`;
    const text = passage
      ? make("div", { class: `passage${ranked.gold_passage ? " goldbar" : ""}`, lang: passage.language }, ...marked(passage.text, ranked.gold))
      : make("p", { class: "meta" }, "The run keeps no text of this passage: it was nobody’s evidence.");
    return make(
      "details",
      { class: "rank", open: ranked.gold_passage || number === 0 },
      make("summary", {}, make("b", {}, `${number + 1}`), make("span", { class: "muted" }, ranked.score.toFixed(3)),
        make("span", { class: "head" }, head), ranked.gold_passage ? make("span", { class: "badge" }, "gold") : ""),
      text,
      make("p", { class: "meta" }, `${source} ${start}–${end}`, passage ? ` · ${passage.language}` : "", passage && passage.page ? ` · p. ${passage.page}` : ""),
    );
  }

  function tellRanking(entry) {
    const parts = [make("h4", {}, "Ranked evidence ", make("span", { class: "meta" }, "rank, score, speaker, section"))];
    if (!entry.ranking.length) parts.push(make("p", {}, "Nothing was found."));
    parts.push(...entry.ranking.map(tellRanked));
    if (entry.other_evidence.length) {
      parts.push(make("h4", {}, "Evidence of the answer that is not ranked above"), ...entry.other_evidence.map(tellRanked));
    }
    return parts;
  }

  function tellFoot(entry, row) {
    const siblings = data.entries.filter((other) => other.case === entry.case && other.id !== entry.id);
    const links = siblings.map((other) =>
      make("span", { class: "small" }, `asked in ${other.language}: `,
        make("a", { href: `#question=${encodeURIComponent(other.id)}` }, other.failures.length ? titles(other.brief).toLowerCase() : "no failure")));
    const next = make("button", { type: "button" }, "Next question");
    next.addEventListener("click", () => openNext(row));
    const own = make("a", { class: "small", href: `#question=${encodeURIComponent(entry.id)}` }, "link to this question");
    return make("div", { class: "foot" }, next, own, ...links);
  }

  function fill(row, entry) {
    const asked = entry.history.length
      ? [make("h4", {}, "Earlier in the conversation"), ...entry.history.map(([role, text]) => make("p", { class: "turn small" }, `${role}: ${text}`))]
      : [];
    row.append(
      make("div", { class: "body" },
        make("div", {}, ...asked, ...tellExpected(entry), ...tellAnswer(entry)),
        make("div", {}, ...tellRanking(entry)),
        tellFoot(entry, row)),
    );
  }

  // --- The list ---------------------------------------------------------------------------------------------------

  const titles = (kinds) => kinds.map((kind) => data.kinds[kind]).join(" · ");

  function makeRow(entry) {
    const wrong = entry.failures.length ? titles(entry.brief) : "no failure";
    const direction = entry.source === "none" ? `${entry.language}, no gold` : `${entry.language} → ${entry.source}`;
    const row = make("details", { class: "entry", id: `entry-${entry.id}` },
      make("summary", {},
        make("span", { class: "small muted" }, entry.id),
        make("span", { class: "small muted" }, direction),
        make("span", { class: "asked", lang: entry.language }, entry.text),
        make("span", { class: entry.failures.length ? "wrong" : "wrong none" }, wrong, make("span", { class: "muted" }, ` (${entry.category})`))));
    row.addEventListener("toggle", () => {
      if (row.open && row.childElementCount === 1) fill(row, entry);
    });
    return row;
  }

  function searchable(entry) {
    const gold = entry.expected.pieces.flatMap((piece) => piece.quotes);
    const answer = entry.sentences.map((sentence) => sentence.text);
    return fold([entry.id, entry.text, entry.category, entry.expected.comment, ...gold, ...answer].join("\n"));
  }

  const rows = data.entries.map((entry) => ({ entry, row: makeRow(entry), text: searchable(entry) }));
  list.append(...rows.map(({ row }) => row));

  const valuesOf = (entry, field) => (field === "kind" ? entry.failures : [entry[field]]);

  function chosen() {
    const state = Object.fromEntries(FIELDS.map((field) => [field, form.elements[field].value]));
    return { ...state, text: form.elements.text.value.trim(), all: form.elements.all.checked };
  }

  // Whether a question is in the view; `but` is a filter to leave out, for counting that filter's own options.
  function fits({ entry, text }, state, but) {
    if (!state.all && !entry.failures.length) return false;
    if (state.text && !text.includes(fold(state.text))) return false;
    return FIELDS.every((field) => field === but || !state[field] || valuesOf(entry, field).includes(state[field]));
  }

  function setUpOptions() {
    for (const field of FIELDS) {
      const known = field === "kind" ? Object.keys(data.kinds) : [];
      const found = new Set(data.entries.flatMap((entry) => valuesOf(entry, field)));
      const names = [...known.filter((name) => found.has(name)), ...[...found].filter((name) => !known.includes(name)).sort()];
      form.elements[field].append(make("option", { value: "" }), ...names.map((name) => make("option", { value: name })));
    }
  }

  function countOptions(state) {
    for (const field of FIELDS) {
      const inView = rows.filter((one) => fits(one, state, field));
      for (const option of form.elements[field].options) {
        const count = option.value ? inView.filter(({ entry }) => valuesOf(entry, field).includes(option.value)).length : inView.length;
        const name = option.value ? (field === "kind" ? data.kinds[option.value] : option.value) : "any";
        option.textContent = `${name} (${count})`;
      }
    }
  }

  function show() {
    const state = chosen();
    let count = 0;
    for (const one of rows) {
      const inView = only === null ? fits(one, state) : one.entry.id === only;
      one.row.hidden = !inView;
      count += inView ? 1 : 0;
    }
    countOptions(state);
    told.textContent = only === null ? `${count} of ${rows.length} questions` : count ? `One question: ${only}` : `There is no question ${only}`;
  }

  function writeAddress() {
    const state = chosen();
    const parts = new URLSearchParams();
    if (only !== null) parts.set("question", only);
    for (const field of [...FIELDS, "text"]) if (state[field]) parts.set(field, state[field]);
    if (state.all) parts.set("all", "1");
    history.replaceState(null, "", `#${parts.toString() || "failures"}`);
  }

  // Take the filters from the address; false where it holds none (a section's name, or nothing).
  function readAddress() {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return false;
    const parts = new URLSearchParams(hash);
    for (const field of FIELDS) {
      const select = form.elements[field];
      select.value = parts.get(field) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    form.elements.text.value = parts.get("text") || "";
    form.elements.all.checked = parts.get("all") === "1";
    only = parts.get("question");
    return true;
  }

  function follow() {
    if (!readAddress()) return;
    history.scrollRestoration = "manual"; // A view that was linked begins at the list, also when it is loaded again.
    show();
    const one = only === null ? null : rows.find(({ entry }) => entry.id === only);
    if (one) one.row.open = true;
    form.scrollIntoView();
  }

  function openNext(row) {
    row.open = false;
    let next = row.nextElementSibling;
    while (next && next.hidden) next = next.nextElementSibling;
    if (next) next.open = true;
    (next || row).scrollIntoView();
    (next || row).querySelector("summary").focus({ preventScroll: true });
  }

  function change() {
    only = null;
    show();
    writeAddress();
  }

  setUpOptions();
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
