// The plain scan: an offline tree and a tiny site carry their text in a script, and need no index.

const searchScan = (() => {
  const { fold, looseMatches } = searchText;

  /**
   * @param {{table: Written, records: number[][], pages: PageText[][]}} text
   * @returns {Engine}
   */
  function engine({ table: written, records, pages }) {
    const table = searchRecords.table(written, records);
    const all = pages.flat();
    const folded = all.map((page) => page.fields.map(fold));
    return {
      table,
      async find(term, shards) {
        const held = searchRecords.numbers(table, shards)
          .filter((number) => folded[number].some((field) => field.includes(term)));
        return new Map(held.map((number) => [number, folded[number][0].includes(term)]));
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
   * The engine over pagefind/text.js below the site's root.
   * @param {string} root
   * @returns {Promise<Engine>}
   */
  function load(root) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.charset = 'utf-8'; // whatever the page's own is
      script.src = `${root}pagefind/text.js`;
      script.onload = () => resolve(engine(globalThis.gksiteText));
      script.onerror = () => reject(new SearchError('load', script.src));
      document.head.append(script);
    });
  }

  return { engine, load };
})();
