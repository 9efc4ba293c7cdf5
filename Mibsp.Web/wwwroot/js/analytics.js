// The console: printing, and arriving at a part of the page that is only there once the figures are.
const opened = [];

document.addEventListener("click", event => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) {
    print();
  }
});

// On paper nothing can be opened.
addEventListener("beforeprint", () => {
  document.querySelectorAll("main details:not([open])").forEach(details => {
    details.open = true;
    opened.push(details);
  });
});

addEventListener("afterprint", () => {
  opened.splice(0).forEach(details => { details.open = false; });
});

/** Goes to what the address names after its #. */
export function arrive() {
  const part = location.hash && document.getElementById(location.hash.slice(1));
  if (part) {
    part.scrollIntoView();
    part.focus({ preventScroll: true });
  }
}
