// The engine over an index: Pagefind's own program, asked for phrases of pairs of characters.

/**
 * What Pagefind's program uses in place of the page's own `fetch` and `WebAssembly`: the first line of the program that
 * is sent takes them from here (gksite/searching/pagefind.py), so that nothing of the page itself is changed.
 *
 * @typedef {object} Surroundings
 * @property {(input: any, init?: RequestInit) => Promise<Response>} fetch
 * @property {typeof WebAssembly} WebAssembly
 * @property {string} bundle  where the files of the index lie
 * @property {Map<string, Uint8Array>} files  those that came with start.bin, by path
 * @property {number} failed  files of the index that did not come
 * @property {number} imports  how often the program was asked for in vain
 * @property {(made: Promise<any>) => void} [onStart]
 * @property {Promise<void> | null} [started]
 */

const searchEngine = (() => {
  const { letters, pairs, looseMatches } = searchText;
  const SURROUNDINGS = Symbol.for('gksite.engine');
  const SKIPPED = 'ꀀ'; // behind a pair that are neighbours only where punctuation is ignored
  const TITLED = 'ꀁ'; // behind a single character that stands in the title

  /** @returns {Surroundings} */
  function surroundings() {
    /** @type {Surroundings} */
    const made = {
      bundle: '', files: new Map(), failed: 0, imports: 0, fetch: fetchFile, WebAssembly: wasm(),
    };
    // Pagefind goes on without a file of its index that fails to load, and would then find too little: try twice, then
    // count it. The text of a result that fails to load is told by Pagefind itself.
    async function fetchFile(/** @type {any} */ input, /** @type {RequestInit | undefined} */ init) {
      const { href } = new URL(input.url ?? input, document.baseURI);
      const held = made.files.get(href.slice(made.bundle.length).replace(/\?.*/, ''));
      if (held) return new Response(/** @type {BodyInit} */ (held));
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const answer = await fetch(input, init).catch(() => null);
        if (answer?.ok) return answer;
      }
      if (!href.includes('/fragment/')) made.failed += 1;
      throw new SearchError('load', href);
    }
    function wasm() {
      /** @type {(...given: [any, any]) => Promise<any>} */
      const instantiate = (...given) => {
        const started = WebAssembly.instantiate(...given);
        made.onStart?.(started);
        return started;
      };
      return Object.create(WebAssembly, { instantiate: { value: instantiate } });
    }
    return made;
  }

  /**
   * When the program has started: Pagefind itself looks for that every 50 ms only, and for ever.
   * @param {Surroundings} around
   * @returns {Promise<void>}
   */
  function start(around) {
    return new Promise((resolve, reject) => {
      around.onStart = (made) => made.then(() => setTimeout(resolve), () => {
        around.started = null;
        reject(new SearchError('load', 'the engine failed'));
      });
    });
  }

  /**
   * The bytes of a file without its gzip, which some servers take off on the way.
   * @param {ArrayBuffer} buffer
   */
  async function unpacked(buffer) {
    const bytes = new Uint8Array(buffer);
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function refuseWithoutWasm() {
    try {
      new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); // the shortest there is
    } catch {
      throw new SearchError('wasm', "the Content-Security-Policy lacks script-src 'wasm-unsafe-eval'");
    }
  }

  /**
   * Pagefind's program. A browser may remember a failure by its address, so another try has another.
   * @param {Surroundings} around
   * @returns {Promise<any>}
   */
  async function program(around) {
    const address = `${around.bundle}engine/pagefind.js?${around.imports}`;
    try {
      return await import(address);
    } catch {
      around.imports += 1;
      throw new SearchError('load', address);
    }
  }

  /**
   * The engine over the index below the site's root.
   * @param {string} root
   * @returns {Promise<Engine>}
   */
  async function load(root) {
    refuseWithoutWasm();
    /** @type {Record<symbol, Surroundings>} */
    const page = /** @type {any} */ (globalThis);
    const around = page[SURROUNDINGS] ??= surroundings();
    around.bundle = `${root}pagefind/`;
    around.failed = 0;
    const loading = program(around);
    const begun = around.fetch(`${around.bundle}start.bin`)
      .then((answer) => answer.arrayBuffer()).then(unpacked).then(searchRecords.start);
    new Intl.Segmenter(); // Pagefind needs one; the first takes long, which costs nothing while files are on their way
    const [{ createInstance }, { table, files }] = await Promise.all([loading, begun]);
    around.files = files;
    return over(createInstance, table, around);
  }

  /**
   * @param {(settings: object) => any} createInstance
   * @param {Table} table
   * @param {Surroundings} around
   * @returns {Engine}
   */
  function over(createInstance, table, around) {
    const path = new URL(around.bundle).pathname;
    const settings = { baseUrl: '/', metaCacheTag: '1' };
    const indexes = new Map(table.shards.map(([folder], i) => [folder.replace(/-[0-9a-f]{12}$/, ''), i]));
    /** @type {Map<string, Promise<any>>} */
    const instances = new Map();
    const results = new Map();

    /** @param {number[]} shards */
    async function open(shards) {
      around.started ??= start(around);
      const instance = createInstance({ ...settings, basePath: `${path}engine/`, noWorker: true });
      await around.started;
      // a language that is none: Pagefind then cuts a query by characters, without a Segmenter for each index
      const options = { ...settings, language: '-' };
      await Promise.all(shards.map((i) => instance.mergeIndex(`${path}${table.shards[i][0]}/`, options)));
      return instance;
    }

    /** @param {number[]} shards */
    function instance(shards) {
      const key = shards.join();
      const known = instances.get(key) ?? open(shards);
      instances.set(key, known);
      known.catch(() => instances.delete(key));
      return known;
    }

    /**
     * The numbers of the pages that hold a phrase, with Pagefind's results.
     * @param {number[]} shards
     * @param {string} text
     * @returns {Promise<[number, any][]>}
     */
    async function phrase(shards, text) {
      const answer = await (await instance(shards)).search(`"${text}"`);
      if (around.failed) throw new SearchError('load', 'the engine failed');
      return answer.results.map((/** @type {any} */ result) => {
        const [, index, place] = /(.*)\.(.*)/.exec(result.id) ?? [];
        const number = table.start[/** @type {number} */ (indexes.get(index))] + Number(place);
        results.set(number, result);
        return [number, result];
      });
    }

    /**
     * @param {string} term
     * @param {number[]} shards
     * @returns {Promise<Map<number, boolean>>}
     */
    async function find(term, shards) {
      const words = pairs(term);
      const found = new Map();
      for (const [number, result] of await phrase(shards, words.join(' ') || letters(term))) {
        const inTitle = words.length > 0 && result.words.some((/** @type {number} */ at) => at < table.title_places);
        found.set(number, inTitle);
      }
      if (words.length) return found;
      for (const [number] of await phrase(shards, letters(term) + TITLED)) found.set(number, true);
      return found;
    }

    /**
     * The same with punctuation ignored: pages that hold it as it is; and of the others those that hold all its pairs,
     * at least one of them with something between, once they have been read.
     * @param {string} term
     * @param {number[]} shards
     * @returns {Promise<Map<number, boolean>>}
     */
    async function findLoose(term, shards) {
      const found = await find(term, shards);
      /** @type {number[] | null} */
      let candidates = null;
      const bridged = new Set();
      for (const word of pairs(term)) {
        const [near, apart] = await Promise.all([phrase(shards, word), phrase(shards, word + SKIPPED)]);
        for (const [number] of apart) bridged.add(number);
        const numbers = new Set([...near, ...apart].map(([number]) => number));
        candidates = (candidates ?? [...numbers]).filter((number) => numbers.has(number));
        if (!candidates.length) break;
      }
      const unread = (candidates ?? []).filter((number) => bridged.has(number) && !found.has(number));
      const pages = await Promise.all(unread.map(page));
      return new Map([...found, ...looseMatches(term, unread, pages)]);
    }

    /**
     * @param {number} number
     * @returns {Promise<PageText>}
     */
    async function page(number) {
      const { raw_url: url, meta, fields } = await results.get(number).data();
      return { url, meta, fields };
    }

    return { table, find, findLoose, page };
  }

  return { load };
})();
