// A second press while the first is on its way would do the thing twice: a form is sent once, until the next page is there.
(() => {
  "use strict";
  const LONGEST = 5000; // after a download the page stays, and its form may be sent again
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if ("sending" in form.dataset) return void event.preventDefault();
    form.dataset.sending = "";
    setTimeout(() => delete form.dataset.sending, LONGEST);
  });
  addEventListener("pageshow", () => { for (const form of document.querySelectorAll("[data-sending]")) delete form.dataset.sending; });
})();
