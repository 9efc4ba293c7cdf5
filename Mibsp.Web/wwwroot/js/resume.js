// Keeps a citizen's words when the circuit or the server goes away. The form on the page is a plain one that holds
// everything (the earlier steps sealed in a hidden field, this step in its controls), so going on without a circuit is
// posting it. What the tab stores is sealed by the server; nothing readable is written to the device.
(() => {
  const key = "d";
  const modal = document.getElementById("components-reconnect-modal");
  const form = document.querySelector("form[data-resume]");

  window.mibspDraft = {
    load() { try { return sessionStorage.getItem(key); } catch { return null; } },
    save(token) { try { sessionStorage.setItem(key, token); } catch { /* switched off or full: the form still has it */ } },
    clear() { try { sessionStorage.removeItem(key); } catch { /* switched off */ } },
    show(hasFaults) {
      const target = document.getElementById(hasFaults ? "errors" : "step");
      window.scrollTo({ top: 0 });
      target?.focus({ preventScroll: true });
    },
  };

  const isAway = () => ["components-reconnect-show", "components-reconnect-failed", "components-reconnect-rejected"]
    .some(name => modal?.classList.contains(name));

  const reaches = async () => {
    try {
      return (await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(3000) })).ok;
    } catch {
      return false;
    }
  };

  const post = (go) => {
    const field = document.createElement("input");
    [field.type, field.name, field.value] = ["hidden", "go", go];
    form.append(field);
    form.submit();
  };

  let isPosting = false;
  const postWhenReached = async (go) => {
    if (isPosting) {
      return;
    }
    isPosting = true;
    while (!(await reaches())) {
      await new Promise(resume => setTimeout(resume, 1000));
    }
    post(go);
  };

  if (form) {
    // Before Blazor's own listener, which would hand the press to a circuit that is gone.
    window.addEventListener("click", event => {
      const button = event.target instanceof Element ? event.target.closest("button[type=submit]") : null;
      if (button && button.form === form && isAway() && !button.hasAttribute("data-native")) {
        event.preventDefault();
        event.stopImmediatePropagation();
        postWhenReached(button.value || "stay");
      }
    }, true);

    // The server is back but no longer knows this circuit: the form brings everything to a new one.
    new MutationObserver(() => {
      if (modal.classList.contains("components-reconnect-rejected")) {
        postWhenReached("stay");
      }
    }).observe(modal, { attributes: true, attributeFilter: ["class"] });
  }

  document.addEventListener("click", async event => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy], [data-print]") : null;
    if (button?.hasAttribute("data-print")) {
      window.print();
    } else if (button) {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.copied;
      } catch { /* not allowed: the ID can be selected by hand */ }
    }
  });

  // Buttons that only a script can serve, also those that a circuit adds later.
  const reveal = () => document.querySelectorAll("[data-needs-script][hidden]").forEach(element => { element.hidden = false; });
  new MutationObserver(reveal).observe(document.body, { childList: true, subtree: true });
  reveal();
})();
