// Pagefind's own interface over this site's index, for its Component UI and others that import pagefind.js: the query is
// cut as the index needs it, results come with readable excerpts, filters have Chinese names.

import { find, names } from '../assets/search.js';

const KINDS = { task: '任务', notice: '通知', agency: '单位', page: '页面' };
const FILTERS = { 类型: 'kind', 地区: 'jurisdiction', 年份: 'year', 单位: 'agency', 部分: 'section' };
const root = new URL('../', import.meta.url);

function escaped(text) {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function marked({ excerpt, marks }) {
  let at = 0;
  let html = '';
  for (const [start, end] of marks) {
    html += `${escaped(excerpt.slice(at, start))}<mark>${escaped(excerpt.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escaped(excerpt.slice(at));
}

async function labels() {
  const known = await names();
  return (facet, value) => (facet === 'kind' ? KINDS[value] : known[facet]?.[value]) ?? value;
}

function shown(facets, label) {
  return Object.fromEntries(Object.entries(FILTERS).map(([name, facet]) => {
    const counts = {};
    for (const [value, count] of Object.entries(facets[facet])) {
      counts[label(facet, value)] = (counts[label(facet, value)] ?? 0) + count;
    }
    return [name, counts];
  }));
}

async function chosen(filters, label, facets) {
  const options = {};
  for (const [name, wanted] of Object.entries(filters ?? {})) {
    const texts = [wanted?.any ?? wanted].flat();
    const facet = FILTERS[name];
    if (facet) options[facet] = Object.keys(facets[facet]).filter((value) => texts.includes(label(facet, value)));
  }
  return options;
}

export async function search(term, { filters = {} } = {}) {
  const label = await labels();
  const every = await find(term ?? '', { all: true });
  const { total, results, facets } = await find(term ?? '', { ...await chosen(filters, label, every.facets), all: true });
  return {
    results: results.map((show, i) => ({ id: String(i), score: 1, words: [], data: async () => fragment(await show()) })),
    unfilteredResultCount: every.total,
    totalResults: total,
    filters: shown(facets, label),
    totalFilters: shown(every.facets, label),
    timings: { preload: 0, search: 0, total: 0 },
  };
}

function fragment(hit) {
  const url = new URL(hit.url, root).pathname;
  return {
    url, raw_url: url, content: hit.excerpt, raw_content: escaped(hit.excerpt), excerpt: marked(hit), plain_excerpt: hit.excerpt,
    meta: { title: hit.title }, filters: {}, anchors: [], locations: [], weighted_locations: [], sub_results: [], word_count: 0,
  };
}

let latest = 0;

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
