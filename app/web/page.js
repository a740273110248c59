// What the page cannot do by itself: bring a new question and then its answer into view, tell a screen reader what is
// new, which thumb is pressed and what it is about, what a group of choices is called and whether it is open, show the
// comment's box where it opens, and name the language of the whole page.
(() => {
  "use strict";
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

  const follow = () => {
    const head = document.querySelector(".fs-head[lang]");
    if (head && document.documentElement.lang !== head.lang) document.documentElement.lang = head.lang;
    const talk = document.getElementById("fs-talk");
    if (talk && !talk.hasAttribute("aria-live")) {
      talk.setAttribute("role", "log");
      talk.setAttribute("aria-live", "polite");
    }
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
  };

  new MutationObserver(follow).observe(document.documentElement, {
    attributeFilter: ["class"],
    attributes: true,
    childList: true,
    subtree: true,
  });
})();
