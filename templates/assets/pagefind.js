// Pagefind's own interface over this site's index, for its Component UI and others that import pagefind.js: the query is
// cut as the index needs it, results come with readable excerpts, filters have Chinese names.

import { find, names } from '../assets/search.js';

/**
 * @typedef {(facet: string, value: string) => string} Label  What a value of a facet is called.
 * @typedef {Record<string, Record<string, number>>} Counts
 * @typedef {Record<string, string | string[] | {any: string[]}>} Filters
 */

/** @type {Record<string, string>} */
const KINDS = { task: '任务', notice: '通知', agency: '单位', page: '页面' };
/** @type {Record<string, string>} */
const FILTERS = { 类型: 'kind', 地区: 'jurisdiction', 年份: 'year', 单位: 'agency', 部分: 'section' };
const root = new URL('../', import.meta.url);

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** @param {{excerpt: string, marks: [number, number][]}} hit */
function marked({ excerpt, marks }) {
  let at = 0;
  let html = '';
  for (const [start, end] of marks) {
    html += `${escaped(excerpt.slice(at, start))}<mark>${escaped(excerpt.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escaped(excerpt.slice(at));
}

/** @returns {Promise<Label>} */
async function labels() {
  /** @type {Record<string, Record<string, string>>} */
  const known = { ...await names(), kind: KINDS };
  return (facet, value) => known[facet]?.[value] ?? value;
}

/**
 * @param {Counts} facets
 * @param {Label} label
 * @returns {Counts}
 */
function shown(facets, label) {
  /** @type {Counts} */
  const filters = {};
  for (const [name, facet] of Object.entries(FILTERS)) {
    filters[name] = {};
    for (const [value, count] of Object.entries(facets[facet])) {
      const text = label(facet, value);
      filters[name][text] = (filters[name][text] ?? 0) + count;
    }
  }
  return filters;
}

/**
 * The values of our facets that filters name as they are shown.
 * @param {Filters} filters
 * @param {Label} label
 * @param {Counts} facets
 */
function chosen(filters, label, facets) {
  /** @type {Record<string, string[]>} */
  const options = {};
  for (const [name, wanted] of Object.entries(filters)) {
    const texts = [typeof wanted === 'object' && 'any' in wanted ? wanted.any : wanted].flat();
    const facet = FILTERS[name];
    if (facet) options[facet] = Object.keys(facets[facet]).filter((value) => texts.includes(label(facet, value)));
  }
  return options;
}

/**
 * @param {string} [term]
 * @param {{filters?: Filters}} [options]
 */
export async function search(term, { filters = {} } = {}) {
  const label = await labels();
  const every = await find(term ?? '', { all: true });
  const narrowed = await find(term ?? '', { ...chosen(filters ?? {}, label, every.facets), all: true });
  return {
    results: narrowed.results.map((show, i) => (
      { id: String(i), score: 1, words: [], data: async () => fragment(await show()) }
    )),
    unfilteredResultCount: every.total,
    totalResults: narrowed.total,
    filters: shown(narrowed.facets, label),
    totalFilters: shown(every.facets, label),
    timings: { preload: 0, search: 0, total: 0 },
  };
}

/** @param {{url: string, title: string, excerpt: string, marks: [number, number][]}} hit */
function fragment(hit) {
  const url = new URL(hit.url, root).pathname;
  return {
    url,
    raw_url: url,
    content: hit.excerpt,
    raw_content: escaped(hit.excerpt),
    excerpt: marked(hit),
    plain_excerpt: hit.excerpt,
    meta: { title: hit.title },
    filters: {},
    anchors: [],
    locations: [],
    weighted_locations: [],
    sub_results: [],
    word_count: 0,
  };
}

let latest = 0;

/**
 * The results, or null where another search was asked for meanwhile.
 * @param {string} term
 * @param {{filters?: Filters}} [options]
 * @param {number} [wait]
 */
export async function debouncedSearch(term, options, wait = 300) {
  latest += 1;
  const mine = latest;
  await new Promise((resolve) => { setTimeout(resolve, wait); });
  if (mine !== latest) return null;
  const found = await search(term, options);
  return mine === latest ? found : null;
}

export async function filters() {
  const label = await labels();
  return shown((await find('', { all: true })).facets, label);
}

export async function options() {}
export async function init() {}
export async function preload() {}
export async function destroy() {}
export async function mergeIndex() {}
export function createInstance() {
  return { options, init, search, debouncedSearch, filters, preload, destroy, mergeIndex };
}
