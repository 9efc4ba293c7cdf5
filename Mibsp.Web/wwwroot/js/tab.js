// What a tab of the officers' pages keeps, so that nothing is lost when the line, the circuit or the server goes away: how far somebody
// had looked (numbers), and what was typed and not sent yet (sealed by the server: nothing readable is written to the device). And it
// brings such a page back by itself, because nobody watches a tab in the background.
(() => {
  const quiet = 400;
  const again = 2000;
  const modal = document.getElementById("components-reconnect-modal");
  const pause = time => new Promise(resume => setTimeout(resume, time));
  const load = key => { try { return sessionStorage.getItem(key); } catch { return null; } };
  const save = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* switched off or full: told again, then */ } };
  const drop = key => { try { sessionStorage.removeItem(key); } catch { /* switched off */ } };
  const draftOf = key => `draft/${key}`;

  // Typed and not sealed yet. Taken down as it is typed: the form may be gone when the server is back.
  let typed = null;
  let timer = 0;
  let sealing = null;

  const take = form => {
    const value = name => form.elements.namedItem(name)?.value || null;
    return {
      complaintId: form.dataset.id, act: form.dataset.act, version: Number(form.dataset.version), text: value("text"), outcome: value("outcome"),
      officerId: value("officer"), departmentId: value("department"), caseNumber: value("leading"),
    };
  };

  const sealTyped = async () => {
    while (typed) {
      const one = typed;
      try {
        const answer = await fetch("/officer/draft", {
          method: "POST", redirect: "error", body: JSON.stringify(one.draft),
          headers: { "Content-Type": "application/json", "RequestVerificationToken": document.querySelector("input[name=__RequestVerificationToken]")?.value ?? "" },
        });
        if (answer.status >= 500) {
          throw new Error("The server is not back yet.");
        }
        const token = answer.ok ? await answer.text() : null;
        if (typed === one) {
          typed = null;
          if (token) {
            save(draftOf(one.key), token);
          }
        }
      } catch {
        await pause(again);
      }
    }
  };

  const seal = () => {
    clearTimeout(timer);
    sealing ??= sealTyped().finally(() => { sealing = null; });
    return sealing;
  };

  document.addEventListener("input", event => {
    const form = event.target instanceof Element ? event.target.closest("form[data-draft]") : null;
    if (form) {
      typed = { key: form.dataset.draft, draft: take(form) };
      clearTimeout(timer);
      timer = setTimeout(seal, quiet);
    }
  });

  window.mibspTab = {
    load,
    save(key, value) { save(key, value); },
    async draft(key) {
      await seal();
      return load(draftOf(key));
    },
    forget(key) {
      clearTimeout(timer);
      typed = null;
      drop(draftOf(key));
    },
  };

  const reaches = async () => {
    try {
      return (await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(3000) })).ok;
    } catch {
      return false;
    }
  };

  const is = state => modal?.classList.contains(`components-reconnect-${state}`);
  let isComing = false;
  const comeBack = async () => {
    if (isComing || !document.querySelector("[data-comes-back]")) {
      return;
    }
    isComing = true;
    // Blazor has given up trying; it may still be the same circuit that waits there.
    while (is("failed")) {
      await pause(again);
      if (await reaches()) {
        try {
          if (!(await Blazor.reconnect())) {
            break;
          }
        } catch {
          // Away again.
        }
      }
    }
    if (is("failed") || is("rejected")) {
      while (!(await reaches())) {
        await pause(again);
      }
      await seal();
      location.reload();
      return;
    }
    isComing = false;
  };

  if (modal) {
    new MutationObserver(() => {
      if (is("failed") || is("rejected")) {
        comeBack();
      }
    }).observe(modal, { attributes: true, attributeFilter: ["class"] });
  }
})();
