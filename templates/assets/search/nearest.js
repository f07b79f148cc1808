// What comes nearest to a query that no page holds as it was typed: never called a result, and told apart from them.
//
// A page is near by the pairs of neighbouring characters that it shares with the question, the rarer the nearer; by the
// place, the year, the document or the task that the question names; or as the agency whose id is typed in letters.

/**
 * @typedef {object} Why  What was made of a question.
 * @property {'place' | 'year' | 'document' | 'task' | 'agency' | 'word'} kind
 * @property {string} text  as typed, or the name of what was recognised
 * @property {string} [as]  the other word by which a `word` was looked for too
 */

const searchNearest = (() => {
  const { fold, loose } = searchText;
  const LEAST = 0.3; // of the weight of a question's pairs: what holds less of them is about something else
  const UNKNOWN = 0.5; // of the greatest weight: a pair that stands nowhere, as of a slip, counts, but not whole
  const WORDINGS = 8;
  const STANDS = [0.8, 0.9, 1, 1.2]; // what a pair counts by where it stands: around a page, above it, in it, in its title
  const GAP = '\n';
  // What asks and names nothing: 谁负责公开预算 is about 公开预算.
  const ASKING = new RegExp([
    '请问|我要|我想|想知道|有没有|是不是|是什么|什么时候|为什么|怎么[样办查看]?|怎样|如何|要?多久|多少|几个',
    '[归由找该]?谁(?:来|负责|牵头|主管|管|办|做)?|负责(?:什么|人)?|牵头|哪个(?:部门|单位|局)|什么(?:部门|单位)?|哪些',
    '在?哪[里儿]?(?:[看查办]|可以)?|[吗呢啊吧]',
  ].join('|'), 'g');
  const DOCUMENT = /([\u4e00-\u9fff]{2,})\(?((?:19|20)\d\d)?\)?第?(\d{1,4})号/u;
  const TASK = /第(\d{1,3})[项条]/u;
  const YEAR = /(?<!\d)(20\d\d)年?(?!\d)/u;
  /** @type {Record<string, number>} */
  const KINDS = { notice: 0.7, page: 0.6, report: 0.7, topic: 0.9 }; // long texts hold many pairs of any question

  /**
   * The places that a folded text names, whole or as people call them: [id, name, the words].
   * @param {Table} table
   * @param {string} text
   * @returns {[string, string, string][]}
   */
  function placesIn(table, text) {
    /** @type {[string, string, string][]} */
    const named = table.places.flatMap(([id, name, short]) => [[id, name, fold(name)], [id, name, fold(short)]]);
    const held = named.filter(([, , words]) => text.includes(words)).sort((a, b) => b[2].length - a[2].length);
    return held.filter(([, , words], i) => !held.slice(0, i).some(([, , longer]) => longer.includes(words)));
  }

  /**
   * A question as it is understood.
   * @param {Table} table
   * @param {string} query
   */
  function understood(table, query) {
    const whole = fold(query);
    const places = placesIn(table, whole);
    let text = whole;
    for (const [, , words] of places) text = text.replaceAll(words, GAP);
    const document = DOCUMENT.exec(whole);
    const task = TASK.exec(text);
    const year = document ? null : YEAR.exec(text);
    for (const part of [task, year]) if (part) text = text.replace(part[0], GAP);
    return { whole, places, document, task, year, text: text.replace(ASKING, GAP) };
  }

  /**
   * A text, and the same with words exchanged for others that mean the same here.
   * @param {Table} table
   * @param {string} text
   * @returns {{text: string, why: Why[]}[]}
   */
  function wordings(table, text) {
    /** @type {{text: string, why: Why[]}[]} */
    const found = [{ text, why: [] }];
    for (const group of table.synonyms) {
      const said = group.map(fold).filter((word) => text.includes(word)).sort((a, b) => b.length - a.length)[0];
      for (const word of said ? group : []) {
        if (text.includes(fold(word))) continue;
        found.push({ text: text.replaceAll(said, fold(word)), why: [{ kind: 'word', text: said, as: word }] });
      }
    }
    return found.slice(0, WORDINGS);
  }

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
   * Whether a notice has the number that a question names, by as much of it as was typed.
   * @param {RegExpExecArray} asked
   * @param {string | null} number
   */
  function isDocument([, issuer, year, count], number) {
    const [, its, at, counted] = DOCUMENT.exec(fold(number ?? '')) ?? [];
    return counted === count && (!year || at === year) && (issuer.endsWith(its) || its.endsWith(issuer));
  }

  /**
   * The records that a question names outright, and as what.
   * @param {Table} table
   * @param {PageRecord[]} records
   * @param {ReturnType<typeof understood>} asked
   * @returns {Map<number, Why>}
   */
  function outright(table, records, asked) {
    const { whole, places, document, task, year } = asked;
    const notices = new Map(table.notices.map(([id, number, , , , title]) => [id, { number, title: loose(fold(title)) }]));
    const isThere = (/** @type {PageRecord} */ record) => (
      (!places.length || places.some(([id]) => id === record.jurisdiction)) && (!year || record.year === Number(year[1]))
    );
    const letters = /^[a-z]{3,}$/.test(whole) ? whole : '';
    const rest = pairs(asked.text);
    const found = new Map();
    for (const record of records) {
      const { number, kind, about } = record;
      const notice = (kind === 'notice' && notices.get(record.notice ?? '')) || null;
      if (kind === 'task' && task && record.task === Number(task[1]) && isThere(record)) {
        found.set(number, { kind: 'task', text: task[0] });
      } else if (notice && document && isDocument(document, notice.number)) {
        found.set(number, { kind: 'document', text: notice.number });
      } else if (notice && !task && (places.length || year) && isThere(record) && rest.every((pair) => notice.title.includes(pair))) {
        found.set(number, { kind: places.length ? 'place' : 'year', text: (places[0]?.[1] ?? year?.[0]) });
      } else if (letters && about?.split('/')[1].replaceAll('-', '').endsWith(letters)) {
        found.set(number, { kind: 'agency', text: letters });
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
    const isHere = (/** @type {PageRecord} */ { jurisdiction }) => asked.places.some(([id]) => id === jurisdiction);
    const value = (/** @type {PageRecord} */ record) => {
      if (named.has(record.number)) return 10;
      const score = scores.get(record.number) ?? 0;
      if (score < LEAST) return 0;
      const place = !asked.places.length || isHere(record) ? 1 : 0.5;
      const year = !asked.year || record.year === Number(asked.year[1]) ? 1 : 0.8;
      return score * place * year * (KINDS[record.kind] ?? 1);
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

  return { nearest, placesIn };
})();
