// Passkeys: asks the portal what is wanted, the browser for it, and sends the answer with the form it belongs to. Where the browser
// knows no passkeys, or without scripts, the form stays hidden: password and code always do.
const knowsPasskeys = typeof PublicKeyCredential === "function"
  && typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function"
  && typeof PublicKeyCredential.prototype.toJSON === "function";

const ask = async form => {
  const wanted = form.dataset.passkey;
  const answer = await fetch(`/auth/passkey-options?for=${wanted}`, { method: "POST", body: new FormData(form) });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  const options = await answer.json();
  return wanted === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
};

const prepare = form => {
  form.hidden = false;
  const button = form.querySelector("button");
  const failed = form.querySelector("[data-passkey-failed]");
  button.addEventListener("click", async () => {
    button.disabled = true;
    failed.hidden = true;
    try {
      const credential = await ask(form);
      form.querySelector("[data-passkey-answer]").value = JSON.stringify(credential);
      form.submit();
    } catch {
      // Cancelled, not there, or too late: to the reader it is the same.
      failed.hidden = false;
      button.disabled = false;
    }
  });
};

if (knowsPasskeys) {
  document.querySelectorAll("form[data-passkey]").forEach(prepare);
  document.querySelectorAll("[data-needs-passkeys]").forEach(element => { element.hidden = false; });
  document.querySelectorAll("[data-without-passkeys]").forEach(element => { element.hidden = true; });
}

document.querySelectorAll("[data-print]").forEach(button => {
  button.hidden = false;
  button.addEventListener("click", () => globalThis.print());
});
document.querySelectorAll("[data-copy]").forEach(button => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
});
