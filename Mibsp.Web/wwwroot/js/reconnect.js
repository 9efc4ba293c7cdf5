// The buttons of the "connection lost" box. Blazor tries by itself for a while; this tries again when asked to, and when
// the page comes back into view (a phone that was asleep).
(() => {
  const modal = document.getElementById("components-reconnect-modal");
  const again = async () => {
    try {
      if (!(await Blazor.reconnect())) {
        location.reload();
      }
    } catch {
      // The server is still away: the box stays.
    }
  };

  modal?.querySelector("[data-reconnect]")?.addEventListener("click", again);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && modal?.classList.contains("components-reconnect-failed")) {
      again();
    }
  });
})();
