// Search for this portal and for others: import { search } from './assets/search.js'.
//
// search(query, { limit = 20, signal }) resolves to { total, hits: [{ url, kind, title, excerpt, marks, meta }] }:
// url is relative to the site's root, excerpt is plain text, marks are [start, end] offsets in it.

const root = new URL('../', import.meta.url);
const unit = /[a-z0-9]+|[\p{L}\p{N}_]|[^\p{L}\p{N}_\s]/gu;
const soft = /[\p{L}\p{N}_]/u;

let loading = null;

function engine() {
  loading ??= import(new URL('pagefind/pagefind.js', root).href).then(async (pagefind) => {
    await pagefind.options({ basePath: new URL('pagefind/', root).pathname, baseUrl: '/' });
    await pagefind.init();
    return pagefind;
  });
  loading.catch(() => { loading = null; });
  return loading;
}

function fold(text) {
  return text.normalize('NFKC').toLowerCase();
}

// The runs of words between punctuation; the index holds each Chinese character as a word of its own.
function phrases(query) {
  const found = [[]];
  for (const token of fold(query).match(unit) ?? []) {
    if (soft.test(token)) found.at(-1).push(token);
    else if (found.at(-1).length) found.push([]);
  }
  return found.filter((phrase) => phrase.length);
}

// Indexed words put together again as they read.
function readable(content) {
  return content.replace(/([a-z0-9]) (?=[a-z0-9])/g, '$1\u0000').replace(/ /g, '').replace(/\u0000/g, ' ');
}

function excerptOf(text, needle) {
  const at = text.indexOf(needle);
  const start = Math.max(0, at - 30);
  const excerpt = text.slice(start, start + 120);
  const marks = [];
  for (let i = excerpt.indexOf(needle); needle && i >= 0; i = excerpt.indexOf(needle, i + needle.length)) {
    marks.push([i, i + needle.length]);
  }
  return { excerpt, marks };
}

export async function search(query, { limit = 20, signal } = {}) {
  const wanted = phrases(query);
  if (!wanted.length) return { total: 0, hits: [] };
  const pagefind = await engine();
  let results = null;
  for (const phrase of wanted) {
    signal?.throwIfAborted();
    const { results: found } = await pagefind.search(`"${phrase.join(' ')}"`);
    const ids = new Set(found.map((result) => result.id));
    results = results === null ? found : results.filter((result) => ids.has(result.id));
  }
  const needle = readable(wanted[0].join(' '));
  const hits = await Promise.all(results.slice(0, limit).map(async (result) => {
    const { raw_url: url, url: address, meta, raw_content: raw, content } = await result.data();
    const text = readable(raw ?? content);
    const { title, kind, ...rest } = meta;
    return { url: (url ?? address).replace(/^\//, ''), kind, title, ...excerptOf(text, needle), meta: rest };
  }));
  signal?.throwIfAborted();
  return { total: results.length, hits };
}
