// The one policy by which scripts may write markup (Trusted Types). Blazor's script writes the markup of components with
// innerHTML and has no policy of its own. It never needs a script in it, nor code from text, nor a script of another host.
(() => {
  const refuse = what => { throw new TypeError(`Not trusted: ${what}`); };
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: markup => /<script|<iframe|<object|<embed|srcdoc\s*=|javascript:/i.test(markup) ? refuse("markup") : markup,
    createScript: () => refuse("code"),
    createScriptURL: url => new URL(url, document.baseURI).origin === location.origin ? url : refuse("script of another host"),
  });
})();
