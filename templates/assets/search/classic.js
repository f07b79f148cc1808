// The plain scan as a classic script, which also runs on a page opened from a disk: `globalThis.gksite`.

(() => {
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL('../', src).href;
  globalThis.gksite = searchWith(() => searchScan.load(root));
})();
