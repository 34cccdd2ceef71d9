// What somebody writes or chooses in the builder while an answer is on its way outlives it, and is counted next.
// A list walked by keys is asked about when the keys rest: an answer to each letter would end the word that is typed to find an entry.
(() => {
  "use strict";
  const REST = 700;
  let sent = {}, written = null; // the values last sent; the box that has another by now
  let keyAt = -Infinity, walked = null, resting;
  const isWritten = (box) => box?.id && box.closest("#builder") && box.matches("select, textarea, input:not([type=checkbox])");
  const say = (box) => box.dispatchEvent(new Event("change", { bubbles: true }));

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest("#builder");
    if (form) sent = Object.fromEntries([...form.elements].filter(isWritten).map((box) => [box.id, box.value]));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = document.activeElement;
    written = event.detail.target.id === "builder" && isWritten(box) && box.value !== sent[box.id] ? box : null;
  });
  document.addEventListener("htmx:afterSwap", () => {
    const box = written && document.getElementById(written.id);
    if (!isWritten(box)) return;
    box.value = written.value;
    box.focus();
    if (written.selectionStart != null) box.setSelectionRange(written.selectionStart, written.selectionEnd);
  });
  document.addEventListener("htmx:afterSettle", () => {
    const box = written && document.getElementById(written.id);
    written = null;
    if (isWritten(box)) say(box);
  });

  function rest() {
    clearTimeout(resting);
    const list = walked;
    walked = null;
    if (list) say(list);
  }
  const restLater = () => { clearTimeout(resting); resting = setTimeout(rest, REST); };
  document.addEventListener("keydown", (event) => {
    keyAt = event.timeStamp;
    if (walked) restLater();
  }, true);
  document.addEventListener("change", (event) => {
    if (!event.isTrusted || !event.target.matches("#builder select") || event.timeStamp - keyAt > 100) return;
    event.stopPropagation();
    walked = event.target;
    restLater();
  }, true);
  document.addEventListener("focusout", (event) => { if (event.target === walked) rest(); });
})();
