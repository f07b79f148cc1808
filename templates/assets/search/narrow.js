// Results narrowed by what is known of each page, and how many each other choice would leave.

/**
 * @typedef {object} Chosen  What a search may be narrowed by; several values of one are alternatives.
 * @property {string | string[]} [kind]
 * @property {string | string[]} [jurisdiction]
 * @property {string | number | (string | number)[]} [year]
 * @property {string | string[]} [agency]
 * @property {string} [role]  with `agency`: lead or support
 * @property {string | string[]} [section]
 *
 * @typedef {Record<string, Record<string, number>>} Facets  How many pages each value of each facet would leave.
 */

const searchNarrow = (() => {
  /** @type {Record<string, (record: PageRecord, role?: string) => (string | null)[]>} */
  const FACETS = {
    kind: (record) => [record.kind],
    jurisdiction: (record) => [record.jurisdiction],
    year: (record) => [record.year === null ? null : String(record.year)],
    agency: (record, role) => {
      if (role === 'lead') return record.lead;
      if (role === 'support') return record.support;
      return [...record.lead, ...record.support, record.about];
    },
    section: (record) => [record.section],
  };
  const NAMES = Object.keys(FACETS);

  /**
   * @param {PageRecord} record
   * @param {string} facet
   * @param {Record<string, any>} chosen
   */
  function passes(record, facet, chosen) {
    const wanted = chosen[facet];
    if ((wanted ?? '') === '') return true;
    const values = FACETS[facet](record, chosen.role);
    return [wanted].flat().some((value) => values.includes(String(value)));
  }

  /**
   * The records that pass every choice, and per facet how many each value would leave, given the other choices.
   * @template {PageRecord} R
   * @param {R[]} records
   * @param {Chosen} chosen
   * @returns {{facets: Facets, kept: R[]}}
   */
  function narrow(records, chosen) {
    /** @type {Facets} */
    const facets = {};
    for (const facet of NAMES) {
      const counts = /** @type {Record<string, number>} */ ({});
      const others = NAMES.filter((other) => other !== facet);
      for (const record of records.filter((each) => others.every((other) => passes(each, other, chosen)))) {
        for (const value of new Set(FACETS[facet](record, chosen.role))) {
          if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
        }
      }
      facets[facet] = counts;
    }
    return { facets, kept: records.filter((record) => NAMES.every((facet) => passes(record, facet, chosen))) };
  }

  return { narrow };
})();
