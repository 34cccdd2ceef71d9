// A part of the page that asks for itself again and again is read out when it says something new: each tenth of a bar, and the end.
(() => {
  "use strict";
  let said = "";
  const words = (part) => {
    const bar = part.querySelector("progress");
    return bar ? `${Math.floor(bar.position * 10) * 10} %` : part.querySelector("p")?.textContent.trim();
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    const live = document.getElementById("live");
    if (event.detail.requestConfig.triggeringEvent || !live) return;
    const now = words(event.target);
    if (now && now !== said) live.textContent = said = now;
  });
})();
