// What is known of every page before any is fetched: the table and its records, as gksite/searching/index.py writes them.

/**
 * @typedef {object} Columns  The records of one index, a value each; positions count from 1 where there may be none.
 * @property {number[]} kind
 * @property {number[]} notice
 * @property {number[]} section
 * @property {number[]} agency
 * @property {number[]} task
 * @property {number[]} own  where among its words those of its own fields end
 * @property {number[]} above  and those of the headings above it
 * @property {number[][]} lead
 * @property {number[][]} support
 *
 * @typedef {object} Written  The table as it travels.
 * @property {number} [format]  SEARCH_FORMAT of the program that wrote it
 * @property {number} title_places
 * @property {string[]} kinds
 * @property {[string, string, string][]} places  id, name and short name of each jurisdiction
 * @property {[string, string | null, number, number, string, string][]} notices  id, number, jurisdiction, year, day, title
 * @property {string[]} sections
 * @property {[number, string, string, string[]][]} agencies  jurisdiction, id, name, what it is called besides
 * @property {[number, string, string][]} topics  record, title, address
 * @property {[string, string, string][]} documents  number, address and title of each that notices cite, none that is a notice here
 * @property {[string, number, string][]} months  with time limits: as 2018-08, how many, address
 * @property {[string, Record<string, string>]} readings  each character with its usual reading, and names read otherwise
 * @property {string[][]} synonyms  words that mean the same here, in groups
 * @property {string} characters  the Traditional characters that the site's search knows, as searchText learns them
 * @property {[string, number, number][]} shards  folder, jurisdiction, number of records of each index
 *
 * @typedef {Written & {records: Columns[], start: number[]}} Table  With its records, and the number of each index's first.
 *
 * @typedef {object} PageRecord  What a page can be narrowed by.
 * @property {number} number
 * @property {string} kind
 * @property {string | null} jurisdiction
 * @property {number | null} year
 * @property {string} day
 * @property {string | null} notice
 * @property {string | null} section
 * @property {string[]} lead
 * @property {string[]} support
 * @property {string | null} about
 * @property {number | null} task  its number in the notice
 *
 * @typedef {object} PageText  What a result shows is cut from these.
 * @property {string} url
 * @property {{title: string, kind: string}} meta
 * @property {string[]} fields
 * @property {[number, number]} ends  how many of them are its own, the title too; and how many with the headings above it
 */

const searchRecords = (() => {
  /**
   * Numbers of seven bits a byte, least first, the eighth bit where more follow.
   * @param {Uint8Array} bytes
   * @returns {number[]}
   */
  function varints(bytes) {
    const numbers = [];
    for (let i = 0; i < bytes.length; i += 1) {
      let number = bytes[i] & 127;
      for (let shift = 128; bytes[i] > 127; shift *= 128) {
        i += 1;
        number += (bytes[i] & 127) * shift;
      }
      numbers.push(number);
    }
    return numbers;
  }

  /**
   * The records of an index from its numbers, which stand column behind column.
   * @param {number[]} numbers
   * @param {number} count
   * @returns {Columns}
   */
  function columns(numbers, count) {
    const first = numbers[0];
    let at = 1;
    /** @param {number} length */
    const next = (length) => numbers.slice(at, at += length);
    const [kind, notice, section, agency, task, own, above] = Array.from({ length: 7 }, () => next(count));
    const cells = () => next(count).map((length) => next(length).map((n) => n + first));
    return { kind, notice, section, agency, task, own, above, lead: cells(), support: cells() };
  }

  /**
   * How near to what a page is about something stands: 3 in the title, 2 in its own words, 1 in the headings above it,
   * 0 in what it has of its notice; `ends` are where the first three end.
   * @param {number} at
   * @param {number[]} ends
   */
  function stand(at, ends) {
    const part = ends.findIndex((end) => at < end);
    return part < 0 ? 0 : 3 - part;
  }

  /**
   * Where in the words of a page its title, its own words and the headings above it end.
   * @param {Table} known
   * @param {number} number
   */
  function ends(known, number) {
    const shard = shardOf(known, number);
    const at = number - known.start[shard];
    return [known.title_places, known.records[shard].own[at], known.records[shard].above[at]];
  }

  /**
   * @param {Written} written
   * @param {number[][]} numbers  of each index
   * @returns {Table}
   */
  function table(written, numbers) {
    const records = numbers.map((each, i) => columns(each, written.shards[i][2]));
    const start = [];
    let next = 0;
    for (const [, , count] of written.shards) {
      start.push(next);
      next += count;
    }
    return { ...written, records, start };
  }

  /**
   * What start.bin holds, without its gzip, alone in its buffer: the length of a JSON text, that text, and files one behind the other.
   * @param {Uint8Array} bytes
   * @returns {{table: Table, files: Map<string, Uint8Array>}}
   */
  function start(bytes) {
    let at = 4 + new DataView(bytes.buffer).getUint32(0, true);
    /** @type {{table: Written, files: [string, number][]}} */
    const { table: written, files: listed } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, at)));
    const files = new Map();
    for (const [path, length] of listed) files.set(path, bytes.subarray(at, at += length));
    if (at !== bytes.length) throw RangeError();
    return { table: table(written, written.shards.map(([folder]) => varints(files.get(`${folder}/records`)))), files };
  }

  /**
   * The index that holds a record.
   * @param {Table} known
   * @param {number} number
   */
  function shardOf(known, number) {
    return known.start.findIndex((first, i) => number < first + known.shards[i][2]);
  }

  /**
   * A text that the page of a task, a notice or an agency holds, by which it can be found.
   * @param {Table} known
   * @param {number} number
   */
  function held(known, number) {
    const { section, notice, about } = record(known, number);
    const title = known.notices.find(([id]) => id === notice)?.[5];
    return section ?? title ?? agencies(known).find(([id]) => id === about)?.[1] ?? '';
  }

  /**
   * @param {Table} known
   * @param {number} number
   * @returns {PageRecord}
   */
  function record(known, number) {
    const shard = shardOf(known, number);
    const at = number - known.start[shard];
    const held = known.records[shard];
    const [notice, , , year, day] = known.notices[held.notice[at] - 1] ?? [null, null, null, null, ''];
    const place = known.shards[shard][1];
    return {
      number,
      kind: known.kinds[held.kind[at]],
      jurisdiction: place < 0 ? null : known.places[place][0],
      year,
      day,
      notice,
      section: known.sections[held.section[at] - 1] ?? null,
      lead: held.lead[at].map((agency) => agencyId(known, agency)),
      support: held.support[at].map((agency) => agencyId(known, agency)),
      about: held.agency[at] ? agencyId(known, held.agency[at] - 1) : null,
      task: held.task[at] || null,
    };
  }

  /**
   * @param {Table} known
   * @param {number} number
   */
  function agencyId(known, number) {
    const [place, id] = known.agencies[number];
    return `${known.places[place][0]}/${id}`;
  }

  /**
   * The agencies: id, name, the number of their place, and what they are called besides.
   * @param {Table} known
   * @returns {[string, string, number, string[]][]}
   */
  function agencies(known) {
    return known.agencies.map(([place, , name, others], number) => [agencyId(known, number), name, place, others]);
  }

  /**
   * The numbers of all records of some indexes.
   * @param {Table} known
   * @param {number[]} shards
   */
  function numbers(known, shards) {
    return shards.flatMap((i) => Array.from({ length: known.shards[i][2] }, (_, n) => known.start[i] + n));
  }

  return { varints, columns, table, start, shardOf, held, record, agencies, numbers, stand, ends };
})();
