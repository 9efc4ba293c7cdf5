// Tells the page, once, that somebody looks at it again or touches it.
const signs = ["focus", "pointerdown", "keydown"];

export function once(page) {
  const seen = () => {
    signs.forEach(sign => removeEventListener(sign, seen, true));
    // The page may have been left in the meantime; then there is nobody to tell.
    page.invokeMethodAsync("SeenAsync").catch(() => { });
  };
  signs.forEach(sign => addEventListener(sign, seen, true));
}
