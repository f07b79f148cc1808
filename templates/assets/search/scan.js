// The plain scan: an offline tree and a tiny site carry their text in a script, and need no index.

const searchScan = (() => {
  const { learn, fold, looseMatches } = searchText;

  /**
   * @param {{table: Written, records: number[][], pages: PageText[][]}} text
   * @returns {Engine}
   */
  function engine({ table: written, records, pages }) {
    const table = searchRecords.table(written, records);
    learn(table.characters);
    const all = pages.flat();
    const folded = all.map((page) => page.fields.map(fold));
    return {
      table,
      async find(term, shards) {
        const found = new Map();
        const isPhrase = [...term].length > 1;
        for (const number of searchRecords.numbers(table, shards)) {
          const at = folded[number].findIndex((field) => field.includes(term));
          const ends = isPhrase ? [1, ...all[number].ends] : [1, folded[number].length]; // as the index tells of single characters
          if (at >= 0) found.set(number, searchRecords.stand(at, ends));
        }
        return found;
      },
      async findLoose(term, shards) {
        const candidates = searchRecords.numbers(table, shards);
        return looseMatches(term, candidates, candidates.map((number) => all[number]));
      },
      async page(number) {
        return all[number];
      },
    };
  }

  /**
   * The text as a script brings it, which a page on a disk may run.
   * @param {string} src
   * @returns {Promise<any>}
   */
  function scripted(src) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.charset = 'utf-8'; // whatever the page's own is
      script.src = src;
      script.onload = () => resolve(globalThis.gksiteText);
      script.onerror = () => reject(new SearchError('load', src));
      document.head.append(script);
    });
  }

  /**
   * The engine over pagefind/text.js below the site's root.
   * @param {string} root
   * @returns {Promise<Engine>}
   */
  async function load(root) {
    const address = `${root}pagefind/text.js`;
    if (new URL(root).protocol === 'file:') return engine(await scripted(address));
    const read = () => searchFile(address, async (answer) => {
      const script = await answer.text();
      const text = JSON.parse(script.slice(script.indexOf('{'), script.lastIndexOf('}') + 1));
      if (text.table.format !== SEARCH_FORMAT) throw address;
      return { script, text };
    }, 'no-cache');
    try {
      const { script, text } = await read();
      const isCurrent = () => read().then((now) => now.script === script, (error) => !error.gone);
      return { ...engine(text), isCurrent };
    } catch (/** @type {any} */ error) {
      if (error.gone) throw error;
      return engine(await scripted(address)); // a policy may allow scripts alone
    }
  }

  return { engine, load };
})();
