// Tells the page that somebody looks at it or touches it while something on it has not been seen yet.
const signs = ["focus", "pointerdown", "keydown"];

export function watch(page) {
  let isTelling = false;
  const look = async () => {
    if (isTelling || !document.querySelector("[data-unseen]")) {
      return;
    }
    isTelling = true;
    try {
      await page.invokeMethodAsync("SeenAsync");
    } catch {
      // The line is down or the circuit gone: the next sign tells, here or on the page that comes after.
    }
    isTelling = false;
  };
  signs.forEach(sign => addEventListener(sign, look, true));
}
