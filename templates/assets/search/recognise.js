// What a question names outright: a place, an agency, a document, a task by its number, a year, a month.

/**
 * @typedef {object} Recognised  One thing that a question names.
 * @property {'place' | 'agency' | 'document' | 'task' | 'year' | 'month'} kind
 * @property {string} text  its name
 * @property {string} words  by which it was recognised, as typed
 * @property {string} rest  the question without them
 * @property {Card[]} cards  where it leads
 *
 * @typedef {object} Card
 * @property {string} kind
 * @property {string} text
 * @property {string} url
 * @property {string} [place]
 * @property {string} [title]
 * @property {number} [n]  how many tasks an agency leads, limits a month has, agencies a place
 * @property {boolean} [near]  a document whose number differs from the one that was typed
 */

/**
 * @typedef {object} Why  What was made of a question.
 * @property {'place' | 'year' | 'document' | 'task' | 'agency' | 'topic' | 'word'} kind
 * @property {string} text  as typed, or the name of what was recognised
 * @property {string} [as]  the other word by which a `word` was looked for too
 */

const searchRecognise = (() => {
  const { fold } = searchText;
  const GAP = '\n';
  const WORDINGS = 8;
  const CARDS = 3; // so many at most of a kind
  const MOST = 6; // agencies of one name: more say nothing
  // What asks and names nothing: 谁负责公开预算 is about 公开预算.
  const ASKING = new RegExp([
    '请问|我要|我想|想知道|有没有|是不是|是什么|什么时候|为什么|怎么[样办查看]?|怎样|如何|要?多久|多少|几个',
    '[归由找该]?谁(?:来|负责|牵头|主管|管|办|做)?|负责(?:什么|人)?|牵头|哪个(?:部门|单位|局)|什么(?:部门|单位)?|哪些',
    '在?哪[里儿]?(?:[看查办]|可以)?|[吗呢啊吧]',
  ].join('|'), 'g');
  const WHO = /谁|哪个(?:部门|单位|局)/;
  const DOCUMENT = /([\u4e00-\u9fff]{2,})\(?((?:19|20)\d\d)?\)?第?(\d{1,4})号/u;
  const TASK = /第(\d{1,3})[项条]/u;
  const YEAR = /(?<!\d)(20\d\d)(?!\d)年?/u;
  const MONTH = /(?<!\d)(1[0-2]|0?[1-9])月(?:底|份)?(?:之?前)?/u;

  /**
   * The places that a folded text names, whole or as people call them: [id, name, the words].
   * @param {Table} table
   * @param {string} text
   * @returns {[string, string, string][]}
   */
  function placesIn(table, text) {
    const places = searchNames.all(table).filter(({ kind }) => kind === 'place');
    /** @type {[string, string, string][]} */
    const named = places.flatMap(({ id, text: name, folded }) => folded.map((words) => /** @type {[string, string, string]} */ ([id, name, words])));
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
    const month = document ? null : MONTH.exec(text);
    for (const part of [task, year]) if (part) text = text.replace(part[0], GAP);
    const isHere = (/** @type {PageRecord} */ record) => !places.length || places.some(([id]) => id === record.jurisdiction);
    const isThen = (/** @type {PageRecord} */ record) => !year || record.year === Number(year[1]);
    return { whole, places, document, task, year, month, isHere, isThen, text: text.replace(ASKING, GAP) };
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
   * Whether a document has the number that a question names, by as much of it as was typed.
   * @param {RegExpExecArray} asked
   * @param {string} number
   * @param {boolean} [near]  whoever has issued it
   */
  function isDocument([, issuer, year, count], number, near) {
    const [, its, at, counted] = DOCUMENT.exec(fold(number)) ?? [];
    if (counted !== count || (near ? at !== year : year && at !== year)) return false;
    return near || issuer.endsWith(its) || its.endsWith(issuer);
  }

  /**
   * The agencies that a text names by the longest of their names, and the words that name them.
   * @param {Table} table
   * @param {string} text
   * @returns {[Named[], string]}
   */
  function agenciesIn(table, text) {
    let words = '';
    /** @type {Named[]} */
    let found = [];
    for (const agency of searchNames.all(table).filter(({ kind }) => kind === 'agency')) {
      for (const name of [...agency.folded, agency.folded[0].replace(/^[省市区县]/, '')]) {
        if (name.length < 3 || name.length < words.length || !text.includes(name)) continue;
        found = name.length > words.length ? [agency] : [...found, agency];
        words = name;
      }
    }
    return [found, words];
  }

  /**
   * The agencies that a question means: that it names, or else by words that mean the same; those of the place that is
   * named where there are some; and the words that were typed for them.
   * @param {Table} table
   * @param {ReturnType<typeof understood>} asked
   * @returns {[Named[], string]}
   */
  function agenciesMeant(table, { whole, places }) {
    let [found, words] = agenciesIn(table, whole);
    for (const { text, why: [{ text: typed, as }] } of found.length ? [] : wordings(table, whole).slice(1)) {
      const [others, name] = agenciesIn(table, text);
      if (!name.includes(fold(as ?? ''))) continue;
      found = [...found, ...others];
      words = typed;
    }
    const here = found.filter(({ id }) => places.some(([place]) => String(id).startsWith(`${place}/`)));
    return [[...new Set(here.length ? here : found)], words];
  }

  /**
   * All that a question names, with where it leads, and whether it asks who does something.
   * @param {Engine} engine
   * @param {string} query
   * @returns {Promise<{named: Recognised[], who: boolean}>}
   */
  async function recognise({ table, page }, query) {
    const asked = understood(table, query);
    const { places, document, task, year, month } = asked;
    const records = searchRecords.numbers(table, [...table.shards.keys()]).map((number) => searchRecords.record(table, number));
    /** @type {Recognised[]} */
    const found = [];
    /** @type {(kind: Recognised['kind'], text: string, words: string, cards: Card[]) => void} */
    const add = (kind, text, words, cards) => {
      const marks = searchExcerpt.marks(query, words, fold);
      const rest = marks.reduceRight((left, [from, to]) => `${left.slice(0, from)} ${left.slice(to)}`, query).trim();
      found.push({ kind, text, words: marks.length ? query.slice(...marks[0]) : words, rest, cards: cards.slice(0, CARDS) });
    };
    const [agencies, words] = document ? [[], ''] : agenciesMeant(table, asked);
    if (agencies.length && agencies.length <= MOST) {
      add('agency', agencies.length > 1 ? words : agencies[0].text, words, agencies.map(({ id, text, called, place, url }) => (
        { kind: 'agency', text: called.find((name) => name.startsWith(place)) ?? text, url, n: records.filter(({ lead }) => lead.includes(String(id))).length }
      )));
    }
    for (const [id, name, called] of document || words.includes(places[0]?.[2]) ? [] : places) {
      add('place', name, called, [{ kind: 'place', text: name, url: `agencies/${id}/`, n: records.filter(({ kind, jurisdiction }) => kind === 'agency' && jurisdiction === id).length }]);
    }
    if (document) {
      const documents = searchNames.all(table).filter(({ kind }) => kind === 'notice' || kind === 'document');
      const exact = documents.filter(({ text }) => isDocument(document, text));
      const near = exact.length ? [] : documents.filter(({ text }) => isDocument(document, text, true));
      add('document', document[0], document[0], [...exact, ...near].map(({ text, url, title }) => ({ kind: 'document', text, url, title, near: !exact.length })));
    }
    if (task) {
      const held = records.filter((record) => record.kind === 'task' && record.task === Number(task[1]) && asked.isHere(record) && asked.isThen(record));
      const shown = held.length > CARDS ? [] : held;
      add('task', task[0], task[0], await Promise.all(shown.map(async ({ number, jurisdiction }) => {
        const { url, meta } = await page(number);
        return { kind: 'task', text: meta.title, url, place: table.places.find(([id]) => id === jurisdiction)?.[1] };
      })));
    }
    if (year) add('year', year[1], year[0], []);
    if (month) {
      const at = `${year ? year[1] : ''}-${month[1].padStart(2, '0')}`;
      const months = table.months.filter(([day]) => day.endsWith(at));
      add('month', month[0], month[0], months.map(([day, n, url]) => ({ kind: 'month', text: day, n, url })));
    }
    return { named: found.filter(({ kind, cards }) => cards.length || kind === 'year' || kind === 'task'), who: WHO.test(query) };
  }

  return { placesIn, understood, wordings, isDocument, recognise, GAP };
})();
