// What is asked for by its name: places, agencies, topics and documents, as they are written or in letters (czj).

/**
 * @typedef {object} Named
 * @property {'place' | 'agency' | 'topic' | 'notice' | 'document'} kind
 * @property {string | number} id  of a topic the number of its record
 * @property {string} text
 * @property {string} place
 * @property {string} url
 * @property {string[]} called  all its names
 * @property {string[]} folded  the same folded
 * @property {string} [title]  of a document
 */

const searchNames = (() => {
  const { fold } = searchText;
  /** @type {WeakMap<Table, Named[]>} */
  const kept = new WeakMap();
  /** @type {WeakMap<Table, Map<string, string>>} */
  const readings = new WeakMap();

  /**
   * All that has a name, made once for a table.
   * @param {Table} table
   * @returns {Named[]}
   */
  function all(table) {
    const known = kept.get(table) ?? named(table);
    kept.set(table, known);
    return known;
  }

  /** @param {Table} table */
  function named(table) {
    /** @type {Named[]} */
    const found = [];
    /** @type {(kind: Named['kind'], id: string | number, called: string[], place: string, url: string, title?: string) => void} */
    const add = (kind, id, called, place, url, title) => {
      found.push({ kind, id, text: called[0], place, url, called, folded: called.map(fold), title });
    };
    const at = (/** @type {number} */ place) => table.places[place][1];
    for (const [id, name, short] of table.places) add('place', id, [name, short], '', `agencies/${id}/`);
    for (const [id, name, place, others] of searchRecords.agencies(table)) {
      add('agency', id, [name, ...others], at(place), `agencies/${id}/`);
    }
    for (const [record, title, url] of table.topics) add('topic', record, [title], '', url);
    for (const [id, number, place, , , title] of table.notices) if (number) add('notice', id, [number], at(place), `notices/${id}/`, title);
    for (const [number, url, title] of table.documents) add('document', number, [number], '', url, title);
    return found;
  }

  /**
   * The syllables of a name, a character each.
   * @param {Table} table
   * @param {string} name
   */
  function syllables(table, name) {
    const [characters, otherwise] = table.readings;
    const known = readings.get(table) ?? new Map(characters.match(/[^a-z][a-z]+/gu)?.map((each) => {
      const [character] = each;
      return [character, each.slice(character.length)];
    }));
    readings.set(table, known);
    return otherwise[name]?.split(' ') ?? [...name].map((c) => known.get(c) ?? c.toLowerCase());
  }

  /**
   * Whether letters are the syllables of a name from one of them on, the last of them perhaps not whole and one left out
   * at most between two: yusuan is 预决算.
   * @param {string[]} read
   * @param {string} letters
   * @param {number} at
   * @returns {boolean}
   */
  function goesOn(read, letters, at) {
    const one = read[at];
    if (!one) return false;
    if (one.startsWith(letters)) return true;
    return letters.startsWith(one) && [1, 2].some((step) => goesOn(read, letters.slice(one.length), at + step));
  }

  /**
   * Those among what has a name that letters spell, whole or by first letters; none for what is no word in letters.
   * @param {Table} table
   * @param {string} letters
   */
  function spelt(table, letters) {
    if (!/^[a-z]{2,}$/.test(letters)) return [];
    const isRead = (/** @type {string} */ name) => {
      const read = syllables(table, name);
      return read.map(([first]) => first).join('').includes(letters) || read.some((_, at) => goesOn(read, letters, at));
    };
    const found = all(table).filter(({ kind, called }) => kind !== 'notice' && kind !== 'document' && called.some(isRead));
    // What spells a place spells all its agencies with the place in front, which nobody means.
    const isPlace = found.some(({ kind }) => kind === 'place');
    return found.filter(({ kind, text }) => !isPlace || kind === 'place' || isRead(text));
  }

  return { all, spelt };
})();
