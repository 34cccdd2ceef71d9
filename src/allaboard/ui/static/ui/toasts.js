// Toasts are said once, wait while somebody points at them or stands in them, and then go; errors stay until closed.
(() => {
  "use strict";
  const STEP = 250, SHORTEST = 6000, WITH_UNDO = 12000, A_LETTER = 70;
  const place = document.getElementById("toasts");
  if (!place) return;

  const stay = (toast) => Math.max(toast.querySelector("form") ? WITH_UNDO : SHORTEST, toast.textContent.trim().length * A_LETTER);
  function close(toast) {
    if (toast.contains(document.activeElement)) document.getElementById("main")?.focus({ preventScroll: true });
    toast.dataset.leaving = "";
    Promise.allSettled(toast.getAnimations().map((motion) => motion.finished)).then(() => toast.remove());
  }
  function count(toast) {
    let left = stay(toast);
    const clock = setInterval(() => {
      if (!toast.isConnected) clearInterval(clock);
      if (document.hidden || toast.matches(":hover, :focus-within")) return;
      left -= STEP;
      if (left <= 0) { clearInterval(clock); close(toast); }
    }, STEP);
  }
  function welcome(toast) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet toast__close";
    button.setAttribute("aria-label", place.dataset.close);
    button.textContent = "×";
    button.addEventListener("click", () => close(toast));
    const words = toast.querySelector("p")?.textContent.trim() || "";
    toast.append(button);
    toast.addEventListener("keydown", (event) => { if (event.key === "Escape") close(toast); });
    // A little later, so that the region is known to whoever listens before it speaks.
    setTimeout(() => { document.getElementById("live").textContent = words; }, 100);
    if (toast.dataset.tone !== "error") count(toast);
  }

  for (const toast of place.querySelectorAll(".toast")) welcome(toast);
  new MutationObserver((changes) => {
    for (const change of changes) for (const one of change.addedNodes) if (one.matches?.(".toast")) welcome(one);
  }).observe(place, { childList: true });
})();
