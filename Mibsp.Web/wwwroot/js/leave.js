// "Leave this page": empties what this tab holds, blanks the page at once, and puts the neutral site in its place, so that
// Back does not lead here. Without this script the same link works as a plain link.
(() => {
  const leave = () => {
    try { sessionStorage.clear(); } catch { /* storage may be switched off */ }
    document.body.replaceChildren();
    document.title = "";
    location.replace("/leave");
  };

  document.addEventListener("click", event => {
    if (event.target instanceof Element && event.target.closest("[data-leave]")) {
      event.preventDefault();
      leave();
    }
  });

  let presses = [];
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    presses = [...presses, event.timeStamp].filter(at => event.timeStamp - at < 2000);
    if (presses.length >= 3) {
      leave();
    }
  });

  document.querySelectorAll("[data-needs-script]").forEach(element => { element.hidden = false; });
})();
