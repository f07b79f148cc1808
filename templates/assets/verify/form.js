// The form of /verify/: what is asked, which files of the site that takes, and what came of it in the page's own words.
// The texts stand on the form.
(() => {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-verify]'));
  if (!form) return;
  const texts = form.dataset;
  const { element, fill } = globalThis.gksitePage;
  const root = new URL('../', document.baseURI).href;
  const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(`[data-verify-${name}]`));
  const [status, result, heading, list, facts] = ['status', 'result', 'heading', 'checks', 'facts'].map(find);
  const [kept, keep] = ['kept', 'keep'].map(find);
  const [page, old] = ['page', 'old'].map((name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)));
  let running = 0;

  /** A text of the page. @param {string} name @param {Record<string, any>} [values] */
  function said(name, values = {}) {
    return fill(form?.getAttribute(`data-text-${name}`) || '', values);
  }

  /**
   * A file as it is served now, past what a browser has kept.
   * @type {Get}
   */
  async function get(path) {
    const answer = await fetch(root + path.split('/').map(encodeURIComponent).join('/'), { cache: 'no-cache', credentials: 'omit' });
    const ended = answer.url.startsWith(root) ? decodeURIComponent(new URL(answer.url).href.slice(root.length)) : null;
    return { status: answer.status, path: ended, bytes: new Uint8Array(await answer.arrayBuffer()) };
  }

  /** @param {Check} check */
  function item({ name, state, values }) {
    const words = said(`${name}-${state}`, values) || said(name, values);
    return element('li', [element('strong', said(state)), said('colon'), words], { 'data-verify-state': state });
  }

  /** @param {Result} found */
  function show({ page: address, verdict, checks, entry, index, checkpoint }) {
    const event = said(`event-${entry.event}`) || String(entry.event);
    const rows = [
      ['address', address], ['event', event], ['to', entry.to], ['note', entry.note || entry.why],
      ['day', entry.day], ['since', entry.since], ['release', entry.release], ['index', said('place', { index: index + 1, size: checkpoint.size })],
    ].filter(([, value]) => value !== undefined);
    list.replaceChildren(...checks.map(item));
    facts.replaceChildren(...rows.map(([name, value]) => element('div', [
      element('dt', said(`fact-${name}`)), element('dd', String(value)),
    ])));
    kept.hidden = verdict !== 'passed'; // else it is not known to be the log's own, or not its present one
    keep.textContent = kept.hidden ? '' : verifyNote.line(checkpoint);
    status.textContent = said(`verdict-${verdict}-${entry.event}`, { page: address }) || said(`verdict-${verdict}`, { page: address });
    result.hidden = false;
  }

  /** @param {unknown} error */
  function fail(error) {
    result.hidden = true;
    if (error instanceof VerifyError) status.textContent = said(`error-${error.name}`, error.values);
    else {
      console.warn(error);
      status.textContent = said('error-network');
    }
  }

  /** @param {boolean} focus */
  async function run(focus) {
    running += 1;
    const mine = running;
    result.hidden = true;
    status.textContent = said('checking');
    try {
      if (!/^https?:$/.test(location.protocol)) throw new VerifyError('disk');
      if (!globalThis.crypto?.subtle) throw new VerifyError('insecure');
      const found = await verifyPage.verify({ page: page.value, root, vkey: texts.key || '', old: old.value }, get);
      if (mine !== running) return;
      show(found);
      if (focus) heading.focus();
    } catch (error) {
      if (mine === running) fail(error);
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    history.replaceState(null, '', `?${new URLSearchParams({ page: page.value })}`);
    run(true);
  });
  form.hidden = false;
  page.value = new URLSearchParams(location.search).get('page') || page.value;
  if (page.value) run(false);
})();
