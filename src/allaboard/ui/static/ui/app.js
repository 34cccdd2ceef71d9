// What works without scripts works a little better with them: palette, shortcuts, choosing rows, announcing swaps.
(() => {
  "use strict";
  const find = (selector, inside = document) => inside.querySelector(selector);
  const announce = (text) => { const live = find("#live"); if (live) live.textContent = text; };

  const focusErrors = (inside) => { const errors = find("[data-focus]", inside); if (errors) errors.focus(); };
  focusErrors(document);

  // Keys pressed before the hits of what was typed are there wait for them: Enter never opens an older hit.
  let palette, waiting, isSearching = false;
  const keysAhead = [];
  async function openPalette() {
    const link = find("[data-palette]");
    if (!link) return;
    if (!palette) {
      palette = document.createElement("dialog");
      palette.className = "palette";
      palette.setAttribute("aria-label", link.textContent.trim());
      palette.innerHTML = '<input type="search" name="q" autocomplete="off"><div class="palette__hits"></div>';
      for (const name of ["aria-label", "placeholder"]) find("input", palette).setAttribute(name, find("span", link).textContent);
      document.body.append(palette);
      find("input", palette).addEventListener("input", () => searchSoon(link.href));
      palette.addEventListener("keydown", walk);
      palette.addEventListener("keydown", (event) => { if (event.key === "Escape") palette.close(); });  // else it only empties the box
    }
    palette.showModal();
    find("input", palette).value = "";
    search(link.href);
  }
  function searchSoon(address) {
    isSearching = true;
    clearTimeout(waiting);
    waiting = setTimeout(() => search(address), 120);
  }
  async function search(address) {
    isSearching = true;
    const text = find("input", palette).value;
    const answer = await fetch(`${address}?part=hits&q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (find("input", palette).value !== text) return;
    isSearching = false;
    if (answer?.redirected) location.href = answer.url;  // the session has ended
    else if (answer?.ok) show(await answer.text());
    for (const key of keysAhead.splice(0)) step(key);
  }
  function show(hits) {
    const list = find(".palette__hits", palette);
    list.innerHTML = hits;
    announce(find("[data-announce]", list)?.dataset.announce || list.textContent.trim());
  }
  // The keys lie over the page; without scripts they are a page.
  let keys;
  async function openKeys(link) {
    if (!keys) {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true", "HX-Target": "keys-list" } }).catch(() => null);
      if (!answer?.ok || answer.redirected) { location.href = link.href; return; }
      keys = document.createElement("dialog");
      keys.className = "dialog";
      keys.innerHTML = '<div class="dialog__head"><h2 id="keys-title"></h2><form method="dialog"><button class="button button--quiet">×</button></form></div>';
      keys.setAttribute("aria-labelledby", "keys-title");
      find("h2", keys).textContent = find(".row", link).textContent.trim();
      find("button", keys).setAttribute("aria-label", find("#toasts").dataset.closeDialog);
      keys.insertAdjacentHTML("beforeend", await answer.text());
      keys.addEventListener("click", (event) => { if (event.target === keys) keys.close(); });
      document.body.append(keys);
    }
    keys.showModal();
  }
  function walk(event) {
    const isOnHit = event.target.matches("a");
    if (!["ArrowDown", "ArrowUp", "Enter"].includes(event.key) || (event.key === "Enter" && isOnHit && !isSearching)) return;
    event.preventDefault();
    if (isSearching) keysAhead.push(event.key); else step(event.key);
  }
  function step(key) {
    const stops = [find("input", palette), ...palette.querySelectorAll("a")];
    const here = Math.max(stops.indexOf(document.activeElement), 0);
    if (key === "Enter") stops[here || 1]?.click();
    else stops[(here + (key === "ArrowDown" ? 1 : -1) + stops.length) % stops.length].focus();
  }

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, textarea, select, [contenteditable]");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); openPalette(); return; }
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !document.body.dataset.keys) return;
    const place = { "?": "[data-help]", "/": "main input[type=search]", n: ".page__actions .button--main" }[event.key];
    const target = place && find(place);
    if (target) { event.preventDefault(); if (target.matches("input")) target.focus(); else target.click(); }
    else if (event.key === "j" || event.key === "k") walkList(event);
    else reach(event);
  });
  // A list marked data-walk is walked with j and k; what is marked data-key is reached by its key: a link opens, the rest takes focus.
  function walkList(event) {
    const stops = [...document.querySelectorAll("[data-walk] [data-stop]")];
    if (!stops.length) return;
    event.preventDefault();
    const here = stops.indexOf(document.activeElement);
    const next = event.key === "j" ? Math.min(here + 1, stops.length - 1) : Math.max(here - 1, 0);
    stops[next].focus();
  }
  function reach(event) {
    const target = [...document.querySelectorAll("[data-key]")].find((part) => part.dataset.key === event.key);
    if (!target) return;
    event.preventDefault();
    const opened = target.closest("details");
    if (target.matches("a")) target.click();
    else if (target.matches("summary")) { opened.open = true; (find("input, textarea", opened) || target).focus(); }
    else target.focus();
  }
  // Menus are disclosures; with scripts they also close by Escape, by a click or a step elsewhere, and arrows walk them.
  const closeMenus = (except) => { for (const menu of document.querySelectorAll("[data-menu][open]")) if (menu !== except) menu.open = false; };
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest("[data-menu]");
    if (!menu) return;
    const opener = find("summary", menu);
    const stops = [opener, ...menu.querySelectorAll("a")];
    if (event.key === "Escape" && menu.open) { menu.open = false; opener.focus(); }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    menu.open = true;
    stops[(stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1) + stops.length) % stops.length].focus();
  });
  // What was unfolded into the page folds away and comes back without asking the server again.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-unfolds]");
    const part = opener && document.getElementById(opener.dataset.unfolds);
    if (!part?.childElementCount || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    part.hidden = !part.hidden;
    opener.setAttribute("aria-expanded", !part.hidden);
  }, true);
  document.addEventListener("htmx:afterSwap", (event) => {
    find(`[data-unfolds="${event.target.id}"]`)?.setAttribute("aria-expanded", "true");
  });
  // On a phone an open menu lies over the page, so the page below takes nothing meanwhile.
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("[data-menu], .rail__menu")) find("#main").inert = event.target.open && matchMedia("(max-width: 48rem)").matches;
  }, true);
  document.addEventListener("focusin", (event) => closeMenus(event.target.closest("[data-menu]")));
  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("[data-menu]"));
    if (event.target.closest("[data-palette]")) { event.preventDefault(); openPalette(); }
    const help = event.target.closest("[data-help]");
    if (help && !event.ctrlKey && !event.metaKey) { event.preventDefault(); openKeys(help); }
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) {
      for (const box of event.target.form.querySelectorAll('[name="chosen"]')) box.checked = event.target.checked;
    }
    const bulk = event.target.closest("[data-bulk]");
    if (bulk) find("[data-chosen]", bulk).textContent = bulk.querySelectorAll('[name="chosen"]:checked').length;
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });

  // Swaps are said aloud; a refusal or a fault is shown where toasts stand, with its own words where it has some.
  const complain = (text) => {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.dataset.tone = "error";
    toast.append(document.createElement("p"));
    toast.firstChild.textContent = text;
    find("#toasts").append(toast);
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    focusErrors(event.target);
    if (!event.detail.requestConfig.triggeringEvent) return;  // nobody did anything: polled.js says what is new
    announce(event.target.dataset.announce || find("[data-announce]")?.dataset.announce || document.title);
  });
  document.addEventListener("htmx:responseError", (event) => {
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    complain([...answer.querySelectorAll("main h1, main p")].map((part) => part.textContent.trim()).filter(Boolean).join(" · ") || event.detail.xhr.statusText);
  });
  document.addEventListener("htmx:sendError", () => complain(find("#live").dataset.offline));
  document.addEventListener("htmx:configRequest", (event) => {
    const token = find("[name=csrfmiddlewaretoken]");
    if (token) event.detail.headers["X-CSRFToken"] = token.value;
  });

  // On a phone the tabs stand in one line: the current one is shown whole.
  for (const tab of document.querySelectorAll(".tabs > [aria-current]")) tab.scrollIntoView({ block: "nearest", inline: "center" });

  // Parts under each other become tabs; which one is open survives a swap.
  const opened = {};
  function openTab(box, id) {
    for (const part of box.querySelectorAll("[data-tab]")) part.hidden = part.id !== id;
    for (const tab of box.querySelectorAll("[role=tab]")) {
      const isOpen = tab.getAttribute("aria-controls") === id;
      tab.setAttribute("aria-selected", isOpen);
      tab.tabIndex = isOpen ? 0 : -1;
    }
    opened[box.dataset.tabs] = id;
  }
  function makeTabs(inside) {
    for (const box of inside.querySelectorAll("[data-tabs]:not([data-ready])")) {
      const parts = [...box.querySelectorAll("[data-tab]")], list = document.createElement("div");
      box.dataset.ready = "";
      list.className = "tabs";
      list.setAttribute("role", "tablist");
      list.setAttribute("aria-label", box.dataset.tabs);
      for (const part of parts) {
        const tab = document.createElement("button");
        Object.assign(tab, { type: "button", textContent: part.dataset.tab, id: `${part.id}-tab` });
        tab.setAttribute("role", "tab");
        tab.setAttribute("aria-controls", part.id);
        part.setAttribute("role", "tabpanel");
        part.setAttribute("aria-labelledby", tab.id);
        tab.addEventListener("click", () => openTab(box, part.id));
        list.append(tab);
      }
      list.addEventListener("keydown", (event) => {
        const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key], tabs = [...list.children];
        const next = by ? tabs[(tabs.indexOf(event.target) + by + tabs.length) % tabs.length] : { Home: tabs[0], End: tabs.at(-1) }[event.key];
        if (next) { event.preventDefault(); next.focus(); next.click(); }
      });
      box.prepend(list);
      openTab(box, parts.some((part) => part.id === opened[box.dataset.tabs]) ? opened[box.dataset.tabs] : parts[0].id);
    }
  }
  makeTabs(document);
  document.addEventListener("htmx:load", (event) => makeTabs(event.target.parentElement || document));

  // A name that is being typed for a view outlives the answer to a search that is still on its way.
  let typed = null;
  document.addEventListener("htmx:oobBeforeSwap", () => {
    const field = document.getElementById("view-name");
    typed = field && { name: field.value, isHere: field === document.activeElement };
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    const field = document.getElementById("view-name");
    if (!field || !typed) return;
    field.value = typed.name;
    if (typed.isHere) field.focus();
  });

  // Drafts of long forms survive a killed tab, on this device only.
  // Whoever signs in next on this device finds none of them, and signing out leaves none.
  const reader = document.documentElement.dataset.reader;
  const forgetDrafts = (keeps) => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:") && !keeps(key)) localStorage.removeItem(key);
  };
  if (reader) forgetDrafts((key) => key.startsWith(`draft:${reader}:`));
  for (const form of document.querySelectorAll("form[data-forgets-drafts]")) form.addEventListener("submit", () => forgetDrafts(() => false));
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `draft:${reader}:${location.pathname}:${form.dataset.draft}`;
    const kept = JSON.parse(localStorage.getItem(key) || "{}");
    for (const [name, value] of Object.entries(kept)) {
      const field = form.elements[name];
      if (field && field.type !== "hidden" && !field.value) field.value = value;
    }
    form.addEventListener("input", () => {
      const now = {};
      for (const field of form.elements) if (field.name && field.type !== "hidden" && field.type !== "password" && field.type !== "checkbox" && field.type !== "radio" && field.type !== "file") now[field.name] = field.value;
      localStorage.setItem(key, JSON.stringify(now));
    });
    form.addEventListener("submit", () => localStorage.removeItem(key));
  }
})();
