// Before the first paint: what the reader has chosen about reading (reading.js keeps it). Without a choice the page follows the system.
(() => {
  const { dataset } = document.documentElement;

  function set(chosen) {
    for (const name of ['theme', 'text', 'motion', 'shortcut', 'rate']) {
      if (chosen[name]) dataset[name] = chosen[name];
      else delete dataset[name];
    }
  }

  function recall() {
    try {
      set(JSON.parse(localStorage.getItem('gksite-reading')) || {});
    } catch {
      // no storage here, or what is in it is not ours
    }
  }

  globalThis.gksiteReading = set;
  addEventListener('pageshow', recall); // also where the back button brings a page as it was, before a choice made elsewhere
  recall();
})();
