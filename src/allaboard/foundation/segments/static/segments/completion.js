// A text box marked data-completes asks there what may come next, and offers it in a list; without scripts it is a plain box.
// Arrows walk the list while it is open, Enter takes what is walked to, Escape closes it, Ctrl+Space opens it.
(() => {
  "use strict";
  let from = 0, waiting, asked = 0; // where what an option replaces begins
  const boxOf = (event) => event.target.closest?.("textarea[data-completes]");
  const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));
  const chosenIn = (list) => list.querySelector("[aria-selected=true]");
  const before = (box) => box.value.slice(0, box.selectionStart);

  function close(box) {
    asked += 1;
    clearTimeout(waiting);
    listOf(box).hidden = true;
    choose(box);
  }
  async function ask(box) {
    const number = ++asked, text = before(box);
    const body = new URLSearchParams({ before: text, csrfmiddlewaretoken: box.form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(box.dataset.completes, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    const found = await answer.json();
    if (number === asked && document.activeElement === box) show(box, found, text.length - found.typed.length);
  }
  // What somebody has walked to stays chosen while the list gets shorter.
  function show(box, found, start) {
    const list = listOf(box), chosen = from === start && chosenIn(list)?.dataset.insert;
    from = start;
    list.replaceChildren(...found.options.map(option));
    list.hidden = !found.options.length;
    list.scrollTop = 0;
    choose(box, [...list.children].find((item) => item.dataset.insert === chosen));
    const live = document.getElementById("live");
    if (live) live.textContent = found.announce;
  }
  function option({ insert, hint }, number) {
    const item = document.createElement("li"), text = document.createElement("code"), more = document.createElement("span");
    item.id = `completion-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.insert = insert;
    text.textContent = insert.trim();
    more.textContent = hint;
    item.append(text, more);
    return item;
  }
  function choose(box, chosen) {
    for (const item of listOf(box).children) item.setAttribute("aria-selected", item === chosen);
    if (chosen) box.setAttribute("aria-activedescendant", chosen.id); else box.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }
  function walk(box, by) {
    const list = listOf(box), items = [...list.children], here = items.indexOf(chosenIn(list));
    choose(box, items[(here + by + items.length + (here < 0 && by < 0 ? 1 : 0)) % items.length]);
  }
  // Typed as if by hand, so that the box's own undo takes it back and leaving the box counts as a change.
  function take(box, item) {
    box.setSelectionRange(Math.min(from, box.selectionStart), box.selectionStart);
    document.execCommand("insertText", false, item.dataset.insert);
  }

  document.addEventListener("input", (event) => {
    const box = boxOf(event);
    if (!box) return;
    box.parentElement.querySelector("[data-marks]")?.remove();
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(box), 80);
  });
  document.addEventListener("keydown", (event) => {
    const box = boxOf(event);
    if (!box) return;
    if (event.ctrlKey && event.code === "Space") { event.preventDefault(); ask(box); return; }
    const list = listOf(box);
    if (list.hidden || event.isComposing) return;
    const chosen = chosenIn(list);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); walk(box, event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Enter" && chosen) { event.preventDefault(); take(box, chosen); }
    else if (event.key === "Escape") { event.preventDefault(); close(box); }
    else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) close(box);
  });
  document.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("[role=listbox] [data-insert]");
    const box = item && document.querySelector(`textarea[aria-controls="${item.parentElement.id}"]`);
    if (box) { event.preventDefault(); take(box, item); }
  });
  document.addEventListener("focusout", (event) => { const box = boxOf(event); if (box) close(box); });
  document.addEventListener("scroll", (event) => {
    const marks = event.target.parentElement?.querySelector?.("[data-marks]");
    if (marks) marks.scrollTop = event.target.scrollTop;
  }, true);
})();
