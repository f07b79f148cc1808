// Text as search compares it: the same meaning as gksite/searching/fold.py and tokens.py, held equal by tests.

const searchText = (() => {
  // Unicode White_Space, the zero width space and the byte order mark.
  const BLANKS = '\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff';
  // Characters that Unicode gave a case or a compatibility form after version 14: each stays as it is.
  const LATER = '\u1c89\ua7cb\ua7cc\ua7ce\ua7d2\ua7d4\ua7da\ua7dc\ua7f1';
  const PARTS = new RegExp(`([${LATER}]+)`);
  /** @type {(characters: string, all: string) => [string, string][]} */
  const each = (characters, all) => [...characters].map((c) => [c, all]);
  const ALWAYS = [...each(BLANKS, ''), ...each('〔［【[', '('), ...each('〕］】]', ')')];
  /** What stands for a character once it is in lower case. */
  let changed = new Map(ALWAYS);

  /**
   * From now on Traditional characters fold into simplified ones: those whose simplified one the site's texts have.
   * @param {string} pairs  each with the simplified one behind it
   */
  function learn(pairs) {
    changed = new Map([...ALWAYS, .../** @type {[string, string][]} */ (pairs.match(/../gsu)?.map((pair) => [...pair]) ?? [])]);
  }

  /**
   * NFKC, lower case character by character, no blanks, square brackets round, Traditional characters simplified.
   * @param {string} text
   * @returns {string}
   */
  function fold(text) {
    return text.split(PARTS).map((part) => (part && LATER.includes(part[0]) ? part : foldPart(part))).join('');
  }

  /** @param {string} text */
  function foldPart(text) {
    let folded = '';
    for (const c of text.normalize('NFKC')) {
      for (const lower of LATER.includes(c) ? c : c.toLowerCase()) folded += changed.get(lower) ?? lower;
    }
    return folded;
  }

  /**
   * A folded text without its punctuation and symbols.
   * @param {string} folded
   * @returns {string}
   */
  function loose(folded) {
    return folded.replace(/[\p{P}\p{S}]/gu, '');
  }

  /**
   * The folded terms of a query: cut at blanks, except between two "; a single " is text.
   * @param {string} query
   * @returns {string[]}
   */
  function terms(query) {
    const found = [''];
    const characters = [...query];
    let quoted = false;
    for (const [i, c] of characters.entries()) {
      if (c === '"' && (quoted || characters.indexOf('"', i + 1) > 0)) quoted = !quoted;
      else if (!quoted && !fold(c)) found.push(''); // only a blank folds to nothing
      else found[found.length - 1] += c;
    }
    return [...new Set(found.map(fold))].filter(Boolean);
  }

  /**
   * The letters that stand for one character in the index.
   * @param {string} c
   * @returns {string}
   */
  function letters(c) {
    const n = /** @type {number} */ (c.codePointAt(0));
    if (n >= 0x4e00 && n <= 0x9fff) return c;
    if (n < 0x600) return String.fromCharCode(0x3400 + n);
    if (n >= 0x2000 && n < 0x2c00) return String.fromCharCode(0x3a00 + n - 0x2000);
    if (n >= 0x3000 && n < 0x3100) return String.fromCharCode(0x4600 + n - 0x3000);
    return String.fromCharCode(0xa002 + Math.floor(n / 1056), 0xa002 + (n % 1056));
  }

  /**
   * The words of a folded text in the index: each character with the next.
   * @param {string} folded
   * @returns {string[]}
   */
  function pairs(folded) {
    const units = [...folded].map(letters);
    return units.slice(1).map((unit, i) => units[i] + unit);
  }

  /**
   * Of some pages, those that hold a term once punctuation is ignored.
   * @param {string} term
   * @param {number[]} numbers
   * @param {PageText[]} pages
   * @returns {Map<number, number>}  how near to what each is about, as searchRecords.stand has it
   */
  function looseMatches(term, numbers, pages) {
    const found = new Map();
    pages.forEach(({ fields, ends }, i) => {
      const at = fields.findIndex((field) => loose(fold(field)).includes(term));
      if (at >= 0) found.set(numbers[i], searchRecords.stand(at, [1, ...ends]));
    });
    return found;
  }

  return { learn, fold, loose, terms, letters, pairs, looseMatches };
})();
