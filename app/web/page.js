// What the page cannot do by itself: send a question when the page is ready for it, take what was sent out of the box,
// say that a text is too long, keep the conversation over a reload, copy a citation, bring a new question and then its
// answer into view, open everything for print, tell a screen reader what is new, and name the language of the page.
(() => {
  "use strict";
  const KEPT = "fundstelle.conversation";
  const ASKED = "fundstelle.asked";
  const MOST_KEPT = 16; // Exchanges that a conversation has at most.
  const MOST_CHARACTERS = 900000; // What the server takes in one piece, with some room.
  const PATIENCE = 20000; // Milliseconds that the server's word on something sent is waited for.
  let shown = 0;
  let wasAtWork = false;
  const opened = new WeakSet();

  const set = (part, name, value) => {
    if (part.getAttribute(name) !== value) part.setAttribute(name, value);
  };

  const nameThumbs = () => {
    for (const thumb of document.querySelectorAll(".fs-thumb")) {
      set(thumb, "aria-pressed", String(thumb.classList.contains("fs-pressed")));
    }
    const questions = document.querySelectorAll(".fs-question");
    document.querySelectorAll(".fs-report").forEach((report, number) => {
      set(report, "role", "group");
      if (questions[number]) set(report, "aria-label", questions[number].textContent);
      const form = report.querySelector(".fs-comment");
      if (!form || opened.has(form)) return;
      opened.add(form);
      new ResizeObserver(() => {
        if (report.contains(document.activeElement)) report.scrollIntoView({ block: "nearest" });
      }).observe(report);
    });
  };

  const nameControls = () => {
    for (const group of document.querySelectorAll("#fs-language, #fs-cautions")) {
      const name = group.querySelector("[data-testid=block-info]");
      set(group, "role", "radiogroup");
      if (name) set(group, "aria-label", name.textContent.trim());
    }
    const opener = document.querySelector("#fs-caution > .label-wrap");
    if (opener) set(opener, "aria-expanded", String(opener.classList.contains("open")));
  };

  // The box: what a program writes into it is told to the page as if it were typed.
  const box = () => document.querySelector("#fs-box textarea");
  const write = (field, text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const submit = (field, text) => {
    write(field, text);
    field.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true, cancelable: true }));
  };

  // Keeping the conversation, in this tab alone.
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT)) || [];
  } catch {
    kept = []; // No storage, or nothing of ours in it.
  }
  let restoring = kept.length > 0;
  let handedBack = false;
  let lastMessage = "";

  // What was sent and has no answer yet; a reload puts it back into the box.
  let asked = [];
  try {
    asked = JSON.parse(sessionStorage.getItem(ASKED)) || [];
  } catch {
    asked = [];
  }
  let unanswered = asked;
  const squeeze = (text) => text.normalize("NFC").split(/\s+/).filter(Boolean).join(" ");
  const remember = (texts) => {
    asked = texts;
    try {
      sessionStorage.setItem(ASKED, JSON.stringify(asked));
    } catch {
      return;
    }
  };
  const forget = (question) => remember(asked.filter((text) => squeeze(text) !== squeeze(question)));

  const giveBack = () => {
    const field = box();
    if (unanswered.length === 0 || !field || !isReady()) return;
    const text = unanswered.join("\n");
    remember(asked.filter((one) => !unanswered.includes(one)));
    unanswered = [];
    if (!field.value) write(field, text);
  };

  const keep = (records) => {
    kept = records.slice(-MOST_KEPT);
    while (kept.length > 1 && kept.join(",").length > MOST_CHARACTERS) kept.shift();
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      return; // A full or forbidden storage: the conversation goes on, and ends with the page.
    }
  };

  const listen = () => {
    const line = document.querySelector(".fs-kept");
    const message = line ? line.textContent : "";
    if (message === lastMessage) return;
    lastMessage = message;
    if (message === "forget") keep([]);
    else if (message.startsWith("{")) {
      keep([...kept, message]);
      forget(JSON.parse(message).question);
    }
    if (message) restoring = false;
  };

  const isGreeted = () => document.querySelector("#fs-language input:checked") !== null;
  const isReady = () => isGreeted() && !restoring;

  const handBack = () => {
    const field = document.querySelector("#fs-restore textarea");
    if (!restoring || handedBack || !field || !isGreeted()) return;
    handedBack = true;
    submit(field, `[${kept.join(",")}]`);
    setTimeout(() => {
      restoring = false;
      follow();
    }, PATIENCE);
  };

  // Sending: a question leaves the box at once and waits here until the page is ready and has taken those before it.
  const outbox = [];
  let number = 0;
  let posted = 0;
  const isTooLong = () => {
    const limit = document.querySelector(".fs-limit");
    const field = box();
    const length = field ? [...field.value.trim()].length : 0;
    const tooLong = limit !== null && length > Number(limit.textContent);
    document.body.classList.toggle("fs-over", tooLong);
    const told = document.querySelector(".fs-length");
    const text = tooLong ? `(${length})` : "";
    if (told && told.textContent !== text) told.textContent = text;
    return tooLong;
  };

  const sendBox = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const field = box();
    if (!field || !field.value.trim() || isTooLong()) return;
    outbox.push(field.value);
    remember([...asked, field.value]);
    write(field, "");
    field.focus();
    post();
  };

  const post = () => {
    const field = document.querySelector("#fs-post textarea");
    if (posted || outbox.length === 0 || !field || !isReady()) return;
    posted = number += 1;
    submit(field, JSON.stringify({ number, text: outbox[0] }));
    setTimeout(settle, PATIENCE, number, false);
  };

  const settle = (one, taken) => {
    if (posted !== one) return;
    posted = 0;
    const text = outbox.shift();
    const field = box();
    if (!taken) forget(text);
    if (!taken && field && !field.value) write(field, text);
    post();
  };

  const hearTaken = () => {
    const [one, said] = (document.querySelector(".fs-taken")?.textContent ?? "").split(" ");
    if (said) settle(Number(one), said === "taken");
  };

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter" && !event.shiftKey && event.target === box()) sendBox(event);
      if (event.key === "Escape") closeAround(event);
    },
    true,
  );
  document.addEventListener(
    "click",
    (event) => {
      if (event.target.closest?.("#fs-send")) sendBox(event);
      const button = event.target.closest?.(".fs-copy-button");
      if (button) copy(button);
    },
    true,
  );
  document.addEventListener("input", (event) => {
    if (event.target === box()) isTooLong();
  });

  // Escape closes the innermost thing that is open around the focus, and gives the focus to what opens it.
  const closeAround = (event) => {
    const around = document.activeElement?.closest("details[open], #fs-caution:has(> .label-wrap.open)");
    if (!around) return;
    if (around.id === "fs-caution") {
      around.querySelector(".label-wrap").click();
      around.querySelector(".label-wrap").focus();
      return;
    }
    event.preventDefault();
    around.open = false;
    around.querySelector("summary")?.focus();
  };

  // A citation to paste: onto the clipboard, or selected where the browser does not give it.
  const copy = async (button) => {
    const row = button.closest(".fs-actions");
    const text = row.previousElementSibling?.querySelector(".fs-copy");
    if (!text) return;
    let said = ".fs-say-copied";
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      said = ".fs-say-failed";
      row.previousElementSibling.open = true;
      getSelection().selectAllChildren(text);
    }
    const told = row.querySelector(".fs-told-copied");
    told.textContent = "";
    setTimeout(() => {
      told.textContent = row.querySelector(said).textContent;
    }, 50); // Said anew each time.
  };

  // On paper everything that can be opened is open; afterwards it is as it was.
  let forPrint = [];
  addEventListener("beforeprint", () => {
    forPrint = [...document.querySelectorAll("details:not([open])")];
    for (const part of forPrint) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of forPrint) part.open = false;
    forPrint = [];
  });

  const follow = () => {
    const head = document.querySelector(".fs-head[lang]");
    if (head && document.documentElement.lang !== head.lang) document.documentElement.lang = head.lang;
    const talk = document.getElementById("fs-talk");
    if (talk && !talk.hasAttribute("aria-live")) {
      talk.setAttribute("role", "log");
      talk.setAttribute("aria-live", "polite");
    }
    listen();
    handBack();
    giveBack();
    hearTaken();
    post();
    const questions = document.querySelectorAll(".fs-question");
    const atWork = document.querySelector(".fs-working") !== null;
    if (questions.length > shown || (wasAtWork && !atWork && questions.length > 0)) {
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      questions[questions.length - 1].scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    }
    shown = questions.length;
    wasAtWork = atWork;
    nameThumbs();
    nameControls();
    isTooLong();
  };

  new MutationObserver(follow).observe(document.documentElement, {
    attributeFilter: ["class"],
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
})();
