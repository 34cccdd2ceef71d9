// Says it on the page when the browser or the person refuses a passkey.
(() => {
  "use strict";
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const problem = document.getElementById("passkey-problem");
    problem.hidden = false;
    problem.focus();
  });
})();
