// The engine over an index: Pagefind's own program, asked for phrases of pairs of characters.

const searchEngine = (() => {
  const { learn, fold, letters, pairs, looseMatches } = searchText;
  const SKIPPED = 'ꀀ'; // behind a pair that are neighbours only where punctuation is ignored
  const TITLED = 'ꀁ'; // behind a single character that stands in the title

  let imports = 0;

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
   * Pagefind's program, which begins with gksite/searching/program.js. A browser may remember a failure by its address,
   * so another try has another.
   * @param {string} root
   * @returns {Promise<any>}
   */
  async function program(root) {
    const address = `${root}pagefind/engine/pagefind.js?${SEARCH_FORMAT}.${imports}`;
    try {
      return (await import(address)).gksite;
    } catch {
      imports += 1;
      throw new SearchError('load', address);
    }
  }

  /**
   * What names all other files of the index, as it is now: as sent, and as read.
   * @param {string} root
   */
  function start(root) {
    return searchFile(`${root}pagefind/start.bin`, async (answer) => {
      const packed = await answer.arrayBuffer();
      const read = searchRecords.start(await unpacked(packed));
      if (read.table.format !== SEARCH_FORMAT) throw answer.url;
      return /** @type {const} */ ([new Uint8Array(packed), read]);
    }, 'no-cache');
  }

  /**
   * The engine over the index below the site's root.
   * @param {string} root
   * @returns {Promise<Engine>}
   */
  async function load(root) {
    refuseWithoutWasm();
    const loading = program(root);
    new Intl.Segmenter(); // Pagefind needs one; the first takes long, which costs nothing while files are on their way
    const [around, [packed, { table, files }]] = await Promise.all([loading, start(root)]);
    Object.assign(around, { files, failed: [], searchFile, unpacked });
    const same = (/** @type {Uint8Array} */ now) => now.length === packed.length && now.every((byte, i) => byte === packed[i]);
    const isCurrent = () => start(root).then(([now]) => same(now), (error) => !error.gone);
    return { ...over(around, table), isCurrent };
  }

  /**
   * @param {any} around  what the program gives and takes
   * @param {Table} table
   * @returns {Engine}
   */
  function over(around, table) {
    const indexes = new Map(table.shards.map(([folder], i) => [folder.replace(/-[0-9a-f]{12}$/, ''), i]));
    /** @type {Map<string, Promise<any>>} */
    const instances = new Map();
    const results = new Map();
    learn(table.characters);

    /** @param {number[]} shards */
    function instance(shards) {
      const key = shards.join();
      const known = instances.get(key) ?? around.instance(shards.map((i) => table.shards[i][0]));
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
      for (const error of around.failed) {
        if (shards.some((i) => error.message.includes(table.shards[i][0]))) throw error;
      }
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
     * @returns {Promise<Map<number, number>>}
     */
    async function find(term, shards) {
      const words = pairs(term);
      const found = new Map();
      for (const [number, result] of await phrase(shards, words.join(' ') || letters(term))) {
        found.set(number, words.length ? searchRecords.stand(Math.min(...result.words), searchRecords.ends(table, number)) : 2);
      }
      if (words.length) return found;
      for (const [number] of await phrase(shards, letters(term) + TITLED)) found.set(number, 3);
      return found;
    }

    /**
     * The same with punctuation ignored: pages that hold it as it is; and of the others those that hold all its pairs,
     * at least one of them with something between, once they have been read.
     * @param {string} term
     * @param {number[]} shards
     * @returns {Promise<Map<number, number>>}
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
      if (!results.has(number)) await find(fold(searchRecords.held(table, number)), [searchRecords.shardOf(table, number)]);
      const { raw_url: url, meta, fields, ends } = await results.get(number).data();
      return { url, meta, fields, ends };
    }

    return { table, find, findLoose, page };
  }

  return { load };
})();
