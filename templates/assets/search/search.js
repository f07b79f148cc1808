// Exact search over an engine: for this site's own search page and for others (the README says how).
//
// A page matches when, for each term of the query, one of its fields contains the folded term.

/**
 * @typedef {object} Engine  Finds the pages that hold a folded term, among those of some indexes.
 * @property {Table} table
 * @property {(term: string, shards: number[]) => Promise<Map<number, number>>} find  where each holds it: searchRecords.stand
 * @property {(term: string, shards: number[]) => Promise<Map<number, number>>} findLoose  the same, punctuation ignored
 * @property {(number: number) => Promise<PageText>} page
 * @property {() => Promise<boolean>} [isCurrent]  whether the site is still the one that it was loaded from
 */

/**
 * @typedef {Chosen & {limit?: number, offset?: number, signal?: AbortSignal, all?: boolean}} Options
 *
 * @typedef {object} Hit
 * @property {string} url
 * @property {string} kind
 * @property {string} title
 * @property {Mark[]} titleMarks
 * @property {string} excerpt
 * @property {Mark[]} marks
 * @property {number} [least]  how near to what the page is about the farthest of the terms stands: searchRecords.stand
 * @property {object} meta
 *
 * @typedef {{least: number, most: number}} Stands  Where a page holds the terms of a query: searchRecords.stand.
 *
 * @typedef {{kind: string, text: string, place: string, url: string}} Suggestion
 *
 * @typedef {{hits: Hit[], why: Why[]}} Nearest
 */

/**
 * The search of a site whose engine `load` brings, again where it failed before.
 * @param {() => Promise<Engine>} load
 */
function searchWith(load) {
  const { fold, loose, terms } = searchText;
  const PAGES = 20;
  const NEAR = 10;
  const SUGGESTED = 3; // tasks among what is suggested
  const FRESH = 300; // milliseconds for which the site is taken to be as it was
  /** @type {Promise<Engine> | null} */
  let loading = null;
  let looked = 0;

  function engineOnce() {
    if (loading) return loading;
    looked = Infinity; // while it loads
    loading = orForget(load().then((engine) => {
      looked = performance.now();
      return engine;
    }));
    return loading;
  }

  /**
   * What `work` makes of the engine; one that is older than the site, or names what has gone, is loaded again, once.
   * @template T
   * @param {(engine: Engine) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function answer(work) {
    const known = loading;
    const isFresh = !known || performance.now() < looked + FRESH;
    if (!isFresh) looked = performance.now();
    try {
      const engine = await engineOnce();
      const [given, isCurrent] = await Promise.all([work(engine), isFresh || !engine.isCurrent || engine.isCurrent()]);
      if (isCurrent) return given;
    } catch (/** @type {any} */ error) {
      if (!error.gone) throw error;
    }
    if (loading === known) loading = null;
    return work(await engineOnce());
  }

  /**
   * What failed to load must not be remembered as missing: the next query starts anew.
   * @template T
   * @param {Promise<T>} work
   * @returns {Promise<T>}
   */
  async function orForget(work) {
    try {
      return await work;
    } catch (error) {
      loading = null;
      throw error instanceof SearchError ? error : new SearchError('load', String(error));
    }
  }

  /**
   * The pages that hold every term, and where: the farthest of them, and the nearest.
   * @param {string[]} wanted
   * @param {(term: string) => Promise<Map<number, number>>} findOne
   * @param {AbortSignal} [signal]
   * @returns {Promise<Map<number, Stands>>}
   */
  async function findAll(wanted, findOne, signal) {
    let found = new Map();
    for (const [i, term] of wanted.entries()) {
      const held = await orForget(findOne(term));
      signal?.throwIfAborted();
      const both = new Map();
      for (const [number, at] of held) {
        const before = i ? found.get(number) : { least: at, most: at };
        if (before) both.set(number, { least: Math.min(before.least, at), most: Math.max(before.most, at) });
      }
      found = both;
      if (!found.size) break;
    }
    return found;
  }

  /**
   * The indexes of some places, or all.
   * @param {Table} table
   * @param {string | string[]} [jurisdiction]
   */
  function shardsOf(table, jurisdiction) {
    const isWanted = (/** @type {string | undefined} */ id) => !jurisdiction || [jurisdiction].flat().some((one) => one === id);
    return [...table.shards.keys()].filter((i) => isWanted(table.places[table.shards[i][1]]?.[0]));
  }

  /**
   * What a result shows of a page.
   * @param {Engine} engine
   * @param {PageRecord} record
   * @param {string[]} held  what is marked
   * @param {(text: string) => string} change  how texts are compared
   * @param {number} [least]
   * @returns {Promise<Hit>}
   */
  async function shown(engine, { number, kind, ...meta }, held, change, least) {
    const { url, meta: { title }, fields, ends: [own] } = await orForget(engine.page(number));
    const titleMarks = held.flatMap((term) => searchExcerpt.marks(title, term, change));
    return { url, kind, title, titleMarks, ...searchExcerpt.excerpt(fields.slice(0, own), held, change), least, meta };
  }

  /**
   * The matches of a query, exact; where nothing is, with punctuation ignored; and then with separators as blanks. And
   * the terms that they hold.
   * @param {Engine} engine
   * @param {string[]} wanted
   * @param {Options} options
   * @returns {Promise<{found: Map<number, Stands>, exact: boolean, held: string[]}>}
   */
  async function matches(engine, wanted, { jurisdiction, all, signal }) {
    const { table } = engine;
    const shards = shardsOf(table, jurisdiction);
    if (!wanted.length) {
      const numbers = all ? searchRecords.numbers(table, shards) : [];
      return { found: new Map(numbers.map((number) => [number, { least: 2, most: 2 }])), exact: true, held: wanted };
    }
    const found = await findAll(wanted, (term) => engine.find(term, shards), signal);
    const stripped = wanted.map(loose).filter(Boolean);
    if (found.size || !stripped.length) return { found, exact: true, held: wanted };
    const loosely = await findAll(stripped, (term) => engine.findLoose(term, shards), signal);
    const apart = wanted.flatMap((term) => term.split(/[,、;+]/)).filter(Boolean);
    if (loosely.size || apart.length <= wanted.length) return { found: loosely, exact: !loosely.size, held: stripped };
    const parted = await findAll(apart, (term) => engine.find(term, shards), signal);
    return { found: parted, exact: !parted.size, held: apart };
  }

  /**
   * @param {Engine} engine
   * @param {string} query
   * @param {Options} options
   */
  async function findIn(engine, query, options) {
    const { found, exact, held } = await matches(engine, terms(query), options);
    const records = [...found.keys()].map((number) => searchRecords.record(engine.table, number));
    const { facets, kept } = searchNarrow.narrow(records, options);
    const wanted = fold(query);
    const named = searchNames.all(engine.table).filter(({ folded }) => folded.includes(wanted)).map(({ id }) => id);
    const places = searchRecognise.placesIn(engine.table, wanted).map(([id]) => id);
    // The page of the agency that is asked for by its name comes before all that only mention it; what is of the place
    // that is asked for before what only holds its name; and what says it in its own words before what stands below it.
    /** @type {(record: PageRecord) => number[]} */
    const rank = ({ number, about, jurisdiction }) => {
      const { least, most } = /** @type {Stands} */ (found.get(number));
      return [Number(named.includes(about ?? '')), Number(places.includes(jurisdiction ?? '')), least, most];
    };
    const ranked = kept.map((record) => ({ record, ranks: rank(record) }));
    ranked.sort((a, b) => (
      b.ranks.map((value, i) => value - a.ranks[i]).find(Boolean)
      || b.record.day.localeCompare(a.record.day) || a.record.number - b.record.number
    ));
    const around = ranked.filter(({ ranks: [isNamed, , least] }) => !isNamed && !least).length;
    const change = exact ? fold : (/** @type {string} */ unit) => loose(fold(unit));
    const results = ranked.map(({ record, ranks }) => () => shown(engine, record, held, change, ranks[2]));
    return { total: kept.length, around, exact, results, facets };
  }

  /**
   * How many pages match, the facets, and for each page a function that fetches what its result shows.
   * @param {string} query
   * @param {Options} [options]
   */
  async function find(query, options = {}) {
    options.signal?.throwIfAborted();
    return answer((engine) => findIn(engine, query, options));
  }

  /**
   * The matches of a query with what `limit` of them show, from `offset` on.
   * @param {string} query
   * @param {Options} [options]
   */
  async function search(query, options = {}) {
    const { limit = PAGES, offset = 0, signal } = options;
    signal?.throwIfAborted();
    return answer(async (engine) => {
      const { results, ...found } = await findIn(engine, query, options);
      const hits = await Promise.all(results.slice(offset, offset + limit).map((show) => show()));
      signal?.throwIfAborted();
      return { ...found, hits };
    });
  }

  /**
   * The pages that come nearest to a question, at most ten, and what was made of it. They are no matches of it.
   * @param {string} query
   * @param {{limit?: number, jurisdiction?: string | string[], signal?: AbortSignal}} [options]
   * @returns {Promise<Nearest>}
   */
  async function nearest(query, { limit = NEAR, jurisdiction, signal } = {}) {
    signal?.throwIfAborted();
    return answer(async (engine) => {
      const shards = shardsOf(engine.table, jurisdiction);
      const { records, held, why } = await searchNearest.nearest(engine, query, shards, orForget);
      signal?.throwIfAborted();
      const near = records.slice(0, Math.min(limit, NEAR));
      const hits = await Promise.all(near.map((record) => shown(engine, record, held, (unit) => loose(fold(unit)))));
      return { hits, why };
    });
  }

  /**
   * Tasks that hold what has been typed so far, those with it in their titles first.
   * @param {Engine} engine
   * @param {string} wanted
   * @returns {Promise<Suggestion[]>}
   */
  async function suggestedTasks(engine, wanted) {
    if ([...wanted].length < 2) return [];
    const { table } = engine;
    const held = [...await orForget(engine.find(wanted, shardsOf(table)))].filter(([, at]) => at > 1).sort((a, b) => b[1] - a[1]);
    const records = held.map(([number]) => searchRecords.record(table, number)).filter(({ kind }) => kind === 'task');
    return Promise.all(records.slice(0, SUGGESTED).map(async ({ number, jurisdiction }) => {
      const { url, meta: { title } } = await orForget(engine.page(number));
      const place = table.places.find(([id]) => id === jurisdiction)?.[1] ?? '';
      return { kind: 'task', text: title, place, url };
    }));
  }

  /**
   * Places, topics, agencies, document numbers and tasks that hold what has been typed so far, or are spelt so; of each
   * kind the shortest first.
   * @param {string} query
   * @param {number} [limit]
   * @returns {Promise<Suggestion[]>}
   */
  async function suggest(query, limit = 8) {
    if (!fold(query)) return [];
    const engine = await engineOnce();
    const { table } = engine;
    const wanted = fold(query);
    const spelt = new Set(searchNames.spelt(table, wanted));
    const found = searchNames.all(table).filter((each) => spelt.has(each) || each.folded.some((name) => name.includes(wanted)));
    found.sort((a, b) => a.text.length - b.text.length);
    const of = (/** @type {string} */ kind) => found.filter((each) => each.kind === kind);
    const named = [...of('place').slice(0, 1), ...of('topic').slice(0, 1), ...of('agency'), ...of('notice'), ...of('document')]
      .slice(0, limit - SUGGESTED).map(({ kind, text, place, url }) => ({ kind, text, place, url }));
    return [...named, ...await suggestedTasks(engine, wanted)].slice(0, limit);
  }

  if (globalThis.document?.querySelector('[data-search-now]')) engineOnce().catch(console.info); // the search page will ask

  /**
   * What a query names outright (a place, an agency, a document, a task by its number, a year, a month), and whether it
   * asks who does something.
   * @param {string} query
   */
  async function recognise(query) {
    return searchRecognise.recognise(await engineOnce(), query);
  }

  /** The names that facet values and results are shown by. */
  async function names() {
    const { table } = await engineOnce();
    return { jurisdiction: Object.fromEntries(table.places), agency: Object.fromEntries(searchRecords.agencies(table)) };
  }

  return { search, find, nearest, suggest, recognise, names };
}
