// Three things that the page cannot do by itself: bring a new question and then its answer into view, tell a screen
// reader what is new, and name the language of the whole page.
(() => {
  "use strict";
  let shown = 0;
  let wasAtWork = false;

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
  };

  new MutationObserver(follow).observe(document.documentElement, { childList: true, subtree: true });
})();
