// What a result shows: the sentence around the first match, and where the terms stand in it.

/** @typedef {[number, number]} Mark  From one character of a text up to another. */

const searchExcerpt = (() => {
  const LONGEST = 120;
  const NAME = 24; // characters of a field that is a name, not a sentence
  const STOPS = ['。', '；', '！', '？', '\n'];

  /**
   * Where a folded term stands in a text as it is written.
   * @param {string} text
   * @param {string} wanted
   * @param {(text: string) => string} change  how both are compared
   * @returns {Mark[]}
   */
  function marks(text, wanted, change) {
    const starts = [];
    const ends = [];
    let folded = '';
    // A character with its combining marks is folded whole: they may fold into one.
    for (const { 0: unit, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
      const part = change(unit);
      for (let i = 0; i < part.length; i += 1) {
        starts.push(index);
        ends.push(index + unit.length);
      }
      folded += part;
    }
    /** @type {Mark[]} */
    const found = [];
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
      found.push([starts[at], ends[at + wanted.length - 1]]);
    }
    return found;
  }

  /**
   * From where to where a text is shown around its first match.
   * @param {string} text
   * @param {Mark} first
   * @returns {Mark}
   */
  function around(text, first) {
    let start = Math.max(...STOPS.map((stop) => text.lastIndexOf(stop, first[0] - 1))) + 1;
    if (first[1] - start > LONGEST) start = Math.max(start, first[0] - LONGEST / 2);
    const stop = text.slice(first[1]).search(/[。；！？\n]/);
    const end = stop < 0 ? text.length : first[1] + stop + 1;
    return [start, Math.max(first[1], Math.min(end, start + LONGEST))];
  }

  /**
   * The sentence of a page that holds what is looked for; of one that has it in a name only, how its text begins.
   * @param {string[]} fields  the title first, then the text that says what the page is about
   * @param {string[]} wanted
   * @param {(text: string) => string} change
   * @returns {{excerpt: string, marks: Mark[]}}
   */
  function excerpt(fields, wanted, change) {
    const texts = fields.slice(1).filter((text, i) => !i || text.length > NAME || STOPS.some((stop) => text.includes(stop)));
    const found = texts.map((text) => (
      wanted.flatMap((term) => marks(text, term, change)).sort((a, b) => a[0] - b[0])
    ));
    const best = Math.max(0, found.findIndex((held) => held.length));
    const text = texts[best] ?? fields[0] ?? '';
    const held = found[best] ?? [];
    if (!held.length) return { excerpt: text.slice(0, LONGEST), marks: [] };
    const [start, end] = around(text, held[0]);
    const within = held.filter(([a, b]) => a >= start && b <= end);
    return { excerpt: text.slice(start, end), marks: within.map(([a, b]) => [a - start, b - start]) };
  }

  return { marks, excerpt };
})();
