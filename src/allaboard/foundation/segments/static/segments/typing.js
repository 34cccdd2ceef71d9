// What somebody types into the builder while an answer is on its way outlives it, and is counted next.
(() => {
  "use strict";
  let sent = {}, typed = null;
  const isText = (box) => box?.id && box.closest("#builder") && box.matches("textarea, input:not([type=checkbox])");
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest("#builder");
    if (form) sent = Object.fromEntries([...form.elements].filter(isText).map((box) => [box.id, box.value]));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = document.activeElement;
    typed = event.detail.target.id === "builder" && isText(box) && box.value !== sent[box.id] ? { box, at: box.selectionStart } : null;
  });
  document.addEventListener("htmx:afterSwap", () => {
    const box = typed && document.getElementById(typed.box.id);
    if (!isText(box)) return;
    box.value = typed.box.value;
    box.focus();
    if (typed.at !== null) box.setSelectionRange(typed.at, typed.at);
  });
  document.addEventListener("htmx:afterSettle", () => {
    const box = typed && document.getElementById(typed.box.id);
    typed = null;
    if (isText(box)) box.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
