// The keys of the officers' pages, their help sheet, and the print button. A key presses a button or follows a link that carries
// it as data-key, so nothing can be done by key that cannot be done by hand. Keys of one character can be switched off, for those
// who speak to their computer or whose hands slip (WCAG 2.1.4); the switch is kept in this browser.
const store = "mibsp-keys";
const sheet = document.getElementById("keys");
const toggle = document.getElementById("keys-on");
const patience = 1500;
let lead = "";
let waiting = 0;
let place = -1;

// One table hears for all rows of the queue (TablePressEventArgs.cs): which case was to be taken, which box was ticked.
const within = (event, selector) => event.target instanceof Element ? event.target.closest(selector) : null;
Blazor.registerCustomEventType("take", {
  browserEventName: "click",
  createEventArgs: event => ({ caseNumber: within(event, "[data-take]")?.dataset.take ?? null }),
});
Blazor.registerCustomEventType("pick", {
  browserEventName: "change",
  createEventArgs: event => ({ caseNumber: within(event, "[data-case]")?.dataset.case ?? null, isOn: event.target.checked === true }),
});

const isOn = () => {
  try { return localStorage.getItem(store) !== "off"; } catch { return toggle?.checked !== false; }
};

const show = on => {
  document.documentElement.toggleAttribute("data-keys-off", !on);
  if (toggle) {
    toggle.checked = on;
  }
};

const isField = element => element.matches(
  "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

const rows = () => [...document.querySelectorAll("[data-case]")];
const rowOf = element => element?.closest("[data-case]") ?? null;

const open = () => {
  sheet.querySelectorAll("[data-needs]").forEach(line => { line.hidden = !document.querySelector(`[data-key="${line.dataset.needs}"]`); });
  show(isOn());
  sheet.showModal();
};

// What is in another row than the one the focus is in is not meant.
const target = key => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(element => {
  const row = rowOf(element);
  return (!row || row === rowOf(document.activeElement)) && !element.disabled && element.checkVisibility();
});

const move = step => {
  const all = rows();
  if (all.length === 0) {
    return false;
  }
  // The row one was in may have gone, taken by a colleague: then one goes on from its place.
  const at = all.indexOf(rowOf(document.activeElement));
  const from = at >= 0 ? at : step > 0 ? Math.min(place, all.length) - 1 : Math.max(place, 0) + 1;
  place = Math.max(0, Math.min(all.length - 1, from + step));
  all[place].querySelector("a[href]")?.focus();
  return true;
};

const press = key => {
  if (key === "?") {
    open();
    return true;
  }
  if (key === "j" || key === "k") {
    return move(key === "j" ? 1 : -1);
  }
  const found = target(key);
  if (!found) {
    return false;
  }
  if (isField(found)) {
    found.focus();
    found.select?.();
  } else {
    found.click();
  }
  return true;
};

const forget = () => {
  clearTimeout(waiting);
  lead = "";
};

document.addEventListener("keydown", event => {
  const at = event.target instanceof Element ? event.target : document.body;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) {
    const form = at.closest("form[data-send-key]");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isField(at) || !isOn()
    || document.querySelector("dialog[open]")) {
    forget();
    return;
  }
  // Arrows scroll the page, except for somebody who is in the list already.
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && rowOf(at)) {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
    return;
  }
  if (event.key.length !== 1 || event.key === " ") {
    return;
  }
  const key = lead ? `${lead} ${event.key}` : event.key;
  forget();
  if (document.querySelector(`[data-key^="${CSS.escape(key)} "]`)) {
    lead = key;
    waiting = setTimeout(forget, patience);
  } else if (press(key)) {
    event.preventDefault();
  }
});

document.addEventListener("focusin", event => {
  const row = rowOf(event.target);
  place = row ? rows().indexOf(row) : place;
});

document.addEventListener("click", event => {
  const button = event.target instanceof Element ? event.target.closest("[data-print], [data-keys-open], [data-keys-close]") : null;
  if (button?.hasAttribute("data-print")) {
    window.print();
  } else if (button?.hasAttribute("data-keys-open")) {
    open();
  } else if (button) {
    sheet.close();
  }
});

toggle?.addEventListener("change", () => {
  try { localStorage.setItem(store, toggle.checked ? "on" : "off"); } catch { /* kept until the page is left */ }
  show(toggle.checked);
});

show(isOn());
