// What Pagefind's program begins with as it is sent: what it uses in place of the page's own fetch and WebAssembly, so that
// nothing of the page itself is changed. assets/search/engine.js gives it files, and takes its instances from here.

/* global createInstance */

const gksite = (() => {
  const bundle = new URL('../', import.meta.url).href;
  /** @type {((made: Promise<any>) => void) | null} */
  let onStart = null;
  /** @type {Promise<void> | null} */
  let started = null;

  const around = {
    /** Those that came with start.bin, by path. @type {Map<string, Uint8Array>} */
    files: new Map(),
    /** Why files did not come. @type {Error[]} */
    failed: [],
    /** Fetches any other, as assets/search/file.js does. @type {any} */
    searchFile: null,
    /** Takes off the gzip of one. @type {any} */
    unpacked: null,
    instance,
    fetch: fetchFile,
    WebAssembly: Object.create(globalThis.WebAssembly, { instantiate: { value: instantiate } }),
  };

  // Pagefind goes on without a file of its index that fails to load, and would then find too little: note it.
  async function fetchFile(/** @type {any} */ input) {
    const { href } = new URL(input.url ?? input, bundle);
    try {
      const held = around.files.get(href.slice(bundle.length).replace(/\?.*/, ''));
      return new Response(/** @type {BodyInit} */ (held ?? await around.searchFile(href, whole)));
    } catch (error) {
      around.failed.push(/** @type {Error} */ (error));
      throw error;
    }
  }

  /**
   * A file of an index, which begins as Pagefind begins them; else something else was sent in its place.
   * @param {Response} answer
   */
  async function whole(answer) {
    const bytes = await around.unpacked(await answer.arrayBuffer());
    if (!new TextDecoder().decode(bytes.subarray(0, 12)).startsWith('pagefind_dcd')) throw new Error(answer.url);
    return bytes;
  }

  /** @param {[any, any]} given */
  function instantiate(...given) {
    const made = globalThis.WebAssembly.instantiate(...given);
    onStart?.(made);
    return made;
  }

  /**
   * An instance over some indexes, once the program has started: Pagefind itself looks for that every 50 ms only, and for
   * ever. Its language is none: Pagefind then cuts a query by characters, without a Segmenter for each index.
   * @param {string[]} folders
   * @returns {Promise<any>}
   */
  async function instance(folders) {
    started ??= new Promise((resolve, reject) => {
      onStart = (made) => made.then(() => setTimeout(resolve), (error) => {
        started = null;
        reject(error);
      });
    });
    const path = new URL(bundle).pathname;
    const settings = { baseUrl: '/', metaCacheTag: '1' };
    const made = createInstance({ ...settings, basePath: `${path}engine/`, noWorker: true });
    await started;
    await Promise.all(folders.map((folder) => made.mergeIndex(`${path}${folder}/`, { ...settings, language: '-' })));
    return made;
  }

  return around;
})();

const { fetch, WebAssembly } = gksite;

export { gksite, fetch, WebAssembly };
