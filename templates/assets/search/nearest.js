// What comes nearest to a query that no page holds as it was typed: never called a result, and told apart from them.
//
// A page is near by the pairs of neighbouring characters that it shares with the question, the rarer the nearer; by the
// place, the year, the document or the task that the question names; or as what is spelt in letters.

const searchNearest = (() => {
  const { fold, loose } = searchText;
  const { understood, wordings, isDocument, GAP } = searchRecognise;
  const LEAST = 0.3; // of the weight of a question's pairs: what holds less of them is about something else
  const UNKNOWN = 0.5; // of the greatest weight: a pair that stands nowhere, as of a slip, counts, but not whole
  const STANDS = [0.8, 0.9, 1, 1.2]; // what a pair counts by where it stands: around a page, above it, in it, in its title
  /** @type {Record<string, number>} */
  const KINDS = { notice: 0.7, page: 0.6, report: 0.7, topic: 0.9 }; // long texts hold many pairs of any question

  /**
   * The pairs of neighbours in a text, or its characters where they stand alone.
   * @param {string} text
   */
  function pairs(text) {
    const parts = text.split(GAP).map((part) => [...loose(part)]).filter((part) => part.length);
    const found = parts.flatMap((part) => (part.length < 2 ? part : part.slice(1).map((c, i) => part[i] + c)));
    return [...new Set(found)];
  }

  /**
   * How near each record is to one wording, from 0 to about 1.
   * @param {Map<string, Map<number, number>>} held  where each pair stands
   * @param {string[]} wanted
   * @param {number} all  number of records
   */
  function shares(held, wanted, all) {
    const scores = new Map();
    let total = 0;
    for (const pair of wanted) {
      const found = held.get(pair) ?? new Map();
      const weight = found.size ? Math.log(1 + all / found.size) : UNKNOWN * Math.log(1 + all);
      total += weight;
      for (const [number, at] of found) scores.set(number, (scores.get(number) ?? 0) + weight * STANDS[at]);
    }
    return new Map([...scores].map(([number, score]) => [number, score / total]));
  }

  /**
   * The records that a question names outright, and as what.
   * @param {Table} table
   * @param {PageRecord[]} records
   * @param {ReturnType<typeof searchRecognise.understood>} asked
   * @returns {Map<number, Why>}
   */
  function outright(table, records, asked) {
    const { whole, places, document, task, year } = asked;
    const notices = new Map(table.notices.map(([id, number, , , , title]) => [id, { number, title: loose(fold(title)) }]));
    const isThere = (/** @type {PageRecord} */ record) => asked.isHere(record) && asked.isThen(record);
    const spelt = new Map(searchNames.spelt(table, whole.length > 2 ? whole : '').map(({ id, kind }) => [id, kind]));
    const rest = pairs(asked.text);
    const found = new Map();
    for (const record of records) {
      const { number, kind, about, jurisdiction } = record;
      const named = about ?? (kind === 'notice' ? jurisdiction ?? '' : number);
      const notice = (kind === 'notice' && notices.get(record.notice ?? '')) || null;
      if (kind === 'task' && task && record.task === Number(task[1]) && isThere(record)) {
        found.set(number, { kind: 'task', text: task[0] });
      } else if (notice && document && isDocument(document, notice.number ?? '')) {
        found.set(number, { kind: 'document', text: notice.number });
      } else if (notice && !task && (places.length || year) && isThere(record) && rest.every((pair) => notice.title.includes(pair))) {
        found.set(number, { kind: places.length ? 'place' : 'year', text: (places[0]?.[1] ?? year?.[0]) });
      } else if (spelt.has(named)) {
        found.set(number, { kind: spelt.get(named), text: whole });
      }
    }
    return found;
  }

  /**
   * The records nearest to a question, the nearest first, with the pairs of each that are to be marked.
   * @param {Engine} engine
   * @param {string} query
   * @param {number[]} shards
   * @param {(work: Promise<any>) => Promise<any>} guarded
   * @returns {Promise<{records: PageRecord[], held: string[], why: Why[]}>}
   */
  async function nearest(engine, query, shards, guarded) {
    const { table } = engine;
    const records = searchRecords.numbers(table, shards).map((number) => searchRecords.record(table, number));
    const asked = understood(table, query);
    const named = outright(table, records, asked);
    const worded = wordings(table, asked.text);
    const held = new Map();
    for (const pair of new Set(worded.flatMap(({ text }) => pairs(text)))) held.set(pair, await guarded(engine.find(pair, shards)));
    const scores = new Map();
    const by = new Map();
    worded.forEach(({ text, why }, i) => {
      for (const [number, share] of shares(held, pairs(text), records.length)) {
        const score = i ? share * 0.95 : share; // as typed before as meant
        if (score <= (scores.get(number) ?? 0)) continue;
        scores.set(number, score);
        by.set(number, why);
      }
    });
    const value = (/** @type {PageRecord} */ record) => {
      if (named.has(record.number)) return 10;
      const score = scores.get(record.number) ?? 0;
      if (score < LEAST) return 0;
      return score * (asked.isHere(record) ? 1 : 0.5) * (asked.isThen(record) ? 1 : 0.8) * (KINDS[record.kind] ?? 1);
    };
    const valued = records.map((record) => ({ record, score: value(record) })).filter(({ score }) => score > 0);
    valued.sort((a, b) => b.score - a.score || b.record.day.localeCompare(a.record.day) || a.record.number - b.record.number);
    const kept = valued.map(({ record }) => record);
    /** @type {Why[]} */
    const why = asked.places.map(([, name]) => ({ kind: 'place', text: name }));
    if (asked.year) why.push({ kind: 'year', text: asked.year[1] });
    for (const { number } of kept.slice(0, 10)) why.push(...[named.get(number) ?? by.get(number) ?? []].flat());
    const different = new Map(why.map((each) => [JSON.stringify(each), each]));
    return { records: kept, held: [...held].filter(([, found]) => found.size).map(([pair]) => pair), why: [...different.values()] };
  }

  return { nearest };
})();
