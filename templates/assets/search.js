// Exact search, for this site's own search page and for others:
//
//   import { search } from './assets/search.js';
//   const { total, exact, hits } = await search('市财政局', { jurisdiction: 'quanzhou', limit: 10 });
//
// A page matches when, for each term of the query, one of its fields contains the folded term. The README has the rest.

const BLANK = '\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const BLANKS = new RegExp(`[${BLANK}]`, 'g');
const LATER = '\u1c89\ua7cb\ua7cc\ua7ce\ua7d2\ua7d4\ua7da\ua7dc\ua7f1';
const PARTS = new RegExp(`([${LATER}]+)`);
const SKIPPED = 'ꀀ';
const TITLED = 'ꀁ';
const PAGES = 20;

// ---- text, as gksite/text/fold.py and gksite/text/tokens.py have it

export function fold(text) {
  return text.split(PARTS).map((part) => (part && LATER.includes(part[0]) ? part : foldPart(part))).join('');
}

function foldPart(text) {
  return [...text.normalize('NFKC')].map((c) => (LATER.includes(c) ? c : c.toLowerCase())).join('')
    .replace(BLANKS, '').replace(/[〔［【[]/g, '(').replace(/[〕］】\]]/g, ')');
}

export function loose(folded) {
  return folded.replace(/[\p{P}\p{S}]/gu, '');
}

// The folded terms of a query: cut at blanks, except between two "; a single " is text.
export function terms(query) {
  const found = [''];
  let quoted = false;
  for (const [i, c] of [...query].entries()) {
    if (c === '"' && (quoted || [...query].indexOf('"', i + 1) > 0)) quoted = !quoted;
    else if (!quoted && new RegExp(`[${BLANK}]`).test(c)) found.push('');
    else found[found.length - 1] += c;
  }
  return [...new Set(found.map(fold))].filter(Boolean);
}

function letters(c) {
  const n = c.codePointAt(0);
  if (n >= 0x4e00 && n <= 0x9fff) return c;
  if (n < 0x600) return String.fromCharCode(0x3400 + n);
  if (n >= 0x2000 && n < 0x2c00) return String.fromCharCode(0x3a00 + n - 0x2000);
  if (n >= 0x3000 && n < 0x3100) return String.fromCharCode(0x4600 + n - 0x3000);
  return String.fromCharCode(0xa002 + Math.floor(n / 1056), 0xa002 + (n % 1056));
}

function pairs(folded) {
  const units = [...folded].map(letters);
  return units.slice(1).map((unit, i) => units[i] + unit);
}

// ---- loading

class SearchError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code; // 'wasm': the server's security policy forbids it; 'load': a file did not come
  }
}

let loading = null;
let failed = 0;
let ready = null;

const packed = new Map();

// Pagefind goes on without a file that fails to load, and would then find too little: try twice, then count it.
// Files that came with start.bin are answered from there.
function guardFetch(bundle) {
  const plain = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const { href } = new URL(input.url ?? input, document.baseURI);
    if (!href.startsWith(bundle)) return plain(input, init);
    const held = packed.get(href.slice(bundle.length).replace(/\?.*/, ''));
    if (held) return new Response(held);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const answer = await plain(input, init).catch(() => null);
      if (answer?.ok) return answer;
    }
    failed += 1;
    throw new SearchError('load', `${input}`);
  };
}

// The bytes of a file without its gzip, which some servers take off on the way.
async function unpacked(buffer) {
  const bytes = new Uint8Array(buffer);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// start.bin (gksite/search.py says how it is made)
async function loadStart(bundle) {
  const bytes = await unpacked(await (await fetch(`${bundle}start.bin`)).arrayBuffer());
  let at = 4 + new DataView(bytes.buffer).getUint32(0, true);
  const { table, files } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, at)));
  for (const [path, length] of files) {
    packed.set(path, bytes.subarray(at, at + length));
    at += length;
  }
  return numbered(table, table.shards.map(([folder]) => varints(packed.get(`${folder}/records`))));
}

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

// The columns of an index's records, from its numbers (gksite/search.py has their order).
function columns(numbers, count) {
  const first = numbers[0];
  let at = 1;
  const next = (length) => numbers.slice(at, at += length);
  const [kind, notice, section, agency] = [next(count), next(count), next(count), next(count)];
  const cells = () => next(count).map((length) => next(length).map((n) => n + first));
  return { kind, notice, section, agency, lead: cells(), support: cells() };
}

function numbered(table, records) {
  table.records = records.map((numbers, i) => columns(numbers, table.shards[i][2]));
  table.start = [];
  let next = 0;
  for (const [, , count] of table.shards) {
    table.start.push(next);
    next += count;
  }
  table.count = next;
  return table;
}

// Pagefind looks every 50 ms whether its program is ready, for ever: say when it is, or that it will not be.
function compiled() {
  const plain = WebAssembly.instantiate;
  return new Promise((resolve, reject) => {
    WebAssembly.instantiate = async (...given) => {
      WebAssembly.instantiate = plain;
      const made = plain.apply(WebAssembly, given);
      made.then(() => setTimeout(resolve), () => {
        ready = null;
        reject(new SearchError('load', 'the engine did not start'));
      });
      return made;
    };
  });
}

async function loadPagefind() {
  failed = 0;
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    throw new SearchError('wasm', "the page's Content-Security-Policy lacks script-src 'wasm-unsafe-eval'");
  }
  const bundle = `${root}pagefind/`;
  if (!guardFetch.done) guardFetch(bundle);
  guardFetch.done = true;
  const engine = import(`${bundle}engine/pagefind.js`).catch(() => forget('the engine did not load'));
  const start = loadStart(bundle);
  new Intl.Segmenter(); // Pagefind needs one; the first takes long, which costs nothing while files are on their way
  const [{ createInstance }, table] = await Promise.all([engine, start]);
  const path = new URL(bundle).pathname;
  const settings = { baseUrl: '/', metaCacheTag: '1' };
  const instances = {};
  const names = new Map(table.shards.map(([folder], i) => [folder.replace(/-[0-9a-f]{12}$/, ''), i]));
  const open = async (wanted) => {
    ready ??= compiled();
    const instance = createInstance({ ...settings, basePath: `${path}engine/`, noWorker: true });
    await ready;
    // a language that is none: Pagefind then cuts a query by characters, without a Segmenter for each index
    await Promise.all(wanted.map((i) => instance.mergeIndex(`${path}${table.shards[i][0]}/`, { ...settings, language: '-' })));
    return instance;
  };
  const phrase = async (instance, text) => {
    const { results } = await instance.search(`"${text}"`);
    if (failed) forget('a file of the index did not load');
    return results.map((result) => {
      const dot = result.id.lastIndexOf('.');
      const number = table.start[names.get(result.id.slice(0, dot))] + Number(result.id.slice(dot + 1));
      return [number, result];
    });
  };
  return {
    table,
    results: new Map(),
    async in(shards) {
      instances[shards] ??= open(shards);
      instances[shards].catch(() => { loading = null; });
      return instances[shards];
    },
    remember(found) {
      for (const [number, result] of found) this.results.set(number, result);
      return found;
    },
    async find(term, shards) {
      const instance = await this.in(shards);
      const words = pairs(term);
      const found = new Map();
      for (const [number, result] of this.remember(await phrase(instance, words.join(' ') || letters(term)))) {
        found.set(number, words.length > 0 && result.words.some((place) => place < table.title_places));
      }
      if (!words.length) {
        for (const [number] of await phrase(instance, letters(term) + TITLED)) found.set(number, true);
      }
      return found;
    },
    // The same with punctuation ignored: pages that hold it as it is; and of the others those that hold all its pairs,
    // at least one of them with something between, once they have been read.
    async findLoose(term, shards) {
      const found = await this.find(term, shards);
      const instance = await this.in(shards);
      let candidates = null;
      const bridged = new Set();
      for (const word of pairs(term)) {
        const [near, apart] = await Promise.all([phrase(instance, word), phrase(instance, word + SKIPPED)]);
        for (const [number] of apart) bridged.add(number);
        const numbers = new Set(this.remember([...near, ...apart]).map(([number]) => number));
        candidates = (candidates ?? [...numbers]).filter((number) => numbers.has(number));
        if (!candidates.length) break;
      }
      const unread = (candidates ?? []).filter((number) => bridged.has(number) && !found.has(number));
      const pages = await Promise.all(unread.map((number) => this.page(number)));
      return new Map([...found, ...looseMatches(term, unread, pages)]);
    },
    async page(number) {
      const { raw_url: url, meta, fields } = await this.results.get(number).data();
      return { url, meta, fields };
    },
  };
}

// The plain scan: an offline tree and a tiny site carry their text in a script.
function loadText({ table, records, pages }) {
  numbered(table, records);
  const all = pages.flat();
  const numbers = (shards) => shards.flatMap((i) => pages[i].map((_, n) => table.start[i] + n));
  all.forEach((page) => { page.folded = page.fields.map(fold); });
  return {
    table,
    async find(term, shards) {
      const found = numbers(shards).filter((number) => all[number].folded.some((field) => field.includes(term)));
      return new Map(found.map((number) => [number, all[number].folded[0].includes(term)]));
    },
    async findLoose(term, shards) {
      const candidates = numbers(shards);
      return looseMatches(term, candidates, candidates.map((number) => all[number]));
    },
    async page(number) {
      return all[number];
    },
  };
}

function looseMatches(term, numbers, pages) {
  const found = new Map();
  pages.forEach(({ fields }, i) => {
    const held = fields.map((field) => loose(fold(field)).includes(term));
    if (held.includes(true)) found.set(numbers[i], held[0]);
  });
  return found;
}

function textScript() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.charset = 'utf-8'; // whatever the page's own is
    script.src = `${root}pagefind/text.js`;
    script.onload = () => resolve(loadText(globalThis.gksiteText));
    script.onerror = () => reject(new SearchError('load', script.src));
    document.head.append(script);
  });
}

function load() {
  loading ??= scan ? textScript() : loadPagefind();
  loading.catch(() => { loading = null; });
  return loading;
}

// ---- narrowing

function recordOf(table, number) {
  let shard = table.start.findIndex((start, i) => number < start + table.shards[i][2]);
  const at = number - table.start[shard];
  const held = table.records[shard];
  const notice = table.notices[held.notice[at] - 1] ?? null;
  const place = table.shards[shard][1];
  return {
    number,
    kind: table.kinds[held.kind[at]],
    jurisdiction: place < 0 ? null : table.places[place][0],
    year: notice ? notice[3] : null,
    day: notice ? notice[4] : '',
    notice: notice ? notice[0] : null,
    section: table.sections[held.section[at] - 1] ?? null,
    lead: held.lead[at].map((a) => agencyId(table, a)),
    support: held.support[at].map((a) => agencyId(table, a)),
    about: held.agency[at] ? agencyId(table, held.agency[at] - 1) : null,
  };
}

function agencyId(table, number) {
  const [place, id] = table.agencies[number];
  return `${table.places[place][0]}/${id}`;
}

const FACETS = {
  kind: (record) => [record.kind],
  jurisdiction: (record) => [record.jurisdiction],
  year: (record) => [record.year === null ? null : String(record.year)],
  agency: (record, role) => [
    ...(role === 'support' ? [] : record.lead), ...(role === 'lead' ? [] : record.support), ...(role ? [] : [record.about]),
  ],
  section: (record) => [record.section],
};

// How many of the records each value would leave, given the other choices.
function narrow(records, chosen) {
  const passes = (record, facet) => {
    const wanted = chosen[facet];
    if (wanted === undefined || wanted === null || wanted === '') return true;
    return [wanted].flat().some((value) => FACETS[facet](record, chosen.role).includes(String(value)));
  };
  const names = Object.keys(FACETS);
  const facets = {};
  for (const facet of names) {
    facets[facet] = {};
    for (const record of records.filter((r) => names.every((other) => other === facet || passes(r, other)))) {
      for (const value of new Set(FACETS[facet](record, chosen.role))) {
        if (value !== null) facets[facet][value] = (facets[facet][value] ?? 0) + 1;
      }
    }
  }
  return { facets, kept: records.filter((record) => names.every((facet) => passes(record, facet))) };
}

// ---- what a result shows

// Where a folded term stands in a text as it is written: [start, end] in characters of the text.
function spans(text, wanted, change) {
  const starts = [];
  const ends = [];
  let folded = '';
  for (const { 0: unit, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    const part = change(unit);
    for (let i = 0; i < part.length; i += 1) {
      starts.push(index);
      ends.push(index + unit.length);
    }
    folded += part;
  }
  const found = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    found.push([starts[at], ends[at + wanted.length - 1]]);
  }
  return found;
}

const LONGEST = 120;

// The sentence around the first match, and every match in it.
function excerpt(fields, wanted, change) {
  const order = [...fields.slice(1), fields[0]];
  const found = order.map((text) => wanted.flatMap((term) => spans(text, term, change)).sort((a, b) => a[0] - b[0]));
  const best = Math.max(0, found.findIndex((marks) => marks.length));
  const text = order[best] ?? '';
  const [first] = found[best] ?? [];
  if (!first) return { excerpt: text.slice(0, LONGEST), marks: [] };
  let start = Math.max(...['。', '；', '！', '？', '\n'].map((stop) => text.lastIndexOf(stop, first[0] - 1))) + 1;
  if (first[1] - start > LONGEST) start = Math.max(start, first[0] - LONGEST / 2);
  const stop = text.slice(first[1]).search(/[。；！？\n]/);
  let end = stop < 0 ? text.length : first[1] + stop + 1;
  end = Math.max(first[1], Math.min(end, start + LONGEST));
  const marks = found[best].filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a - start, b - start]);
  return { excerpt: text.slice(start, end), marks };
}

// ---- search

export async function search(query, options = {}) {
  const { limit = PAGES, offset = 0, signal } = options;
  const { total, exact, results, facets } = await find(query, options);
  const hits = await Promise.all(results.slice(offset, offset + limit).map((show) => show()));
  signal?.throwIfAborted();
  return { total, exact, hits, facets };
}

// The same without what results show: each of `results` is a function that fetches one hit.
export async function find(query, options = {}) {
  const { signal } = options;
  const wanted = terms(query);
  signal?.throwIfAborted();
  const engine = await load();
  const { table } = engine;
  const shards = table.shards.map((_, i) => i)
    .filter((i) => !options.jurisdiction || table.places[table.shards[i][1]]?.[0] === options.jurisdiction);
  let exact = true;
  let found = options.all && !wanted.length
    ? new Map(shards.flatMap((i) => [...Array(table.shards[i][2]).keys()].map((n) => [table.start[i] + n, false])))
    : await all(engine, wanted, shards, 'find', signal);
  if (!found.size && wanted.length) {
    const stripped = wanted.map(loose).filter(Boolean);
    if (stripped.length) found = await all(engine, stripped, shards, 'findLoose', signal);
    exact = !found.size;
  }
  const records = [...found].map(([number, inTitle]) => ({ ...recordOf(table, number), inTitle }));
  const { facets, kept } = narrow(records, options);
  kept.sort((a, b) => b.inTitle - a.inTitle || (a.day < b.day) - (a.day > b.day) || a.number - b.number);
  const shown = exact ? wanted : wanted.map(loose).filter(Boolean);
  const change = exact ? fold : (unit) => loose(fold(unit));
  const results = kept.map(({ number, inTitle, kind, ...meta }) => async () => {
    const { url, meta: { title }, fields } = await engine.page(number).catch(() => forget('a result did not load'));
    const titleMarks = shown.flatMap((term) => spans(title, term, change));
    return { url, kind, title, titleMarks, ...excerpt(fields, shown, change), meta };
  });
  return { total: kept.length, exact, results, facets };
}

// Start anew with the next query: what failed to load must not be remembered as missing.
function forget(message) {
  failed = 0;
  loading = null;
  throw new SearchError('load', message);
}

async function all(engine, wanted, shards, how, signal) {
  let found = null;
  for (const term of wanted) {
    const held = await engine[how](term, shards);
    signal?.throwIfAborted();
    if (!found) found = held;
    else {
      for (const [number, inTitle] of found) {
        if (held.has(number)) found.set(number, inTitle || held.get(number));
        else found.delete(number);
      }
    }
    if (!found.size) break;
  }
  return found ?? new Map();
}

// Agencies and document numbers that hold what has been typed so far.
export async function suggest(query, limit = 8) {
  const wanted = fold(query);
  if (!wanted) return [];
  const { table } = await load();
  const agencies = table.agencies.filter(([, , name]) => fold(name).includes(wanted))
    .map(([place, id, name]) => ({ kind: 'agency', text: name, place: table.places[place][1], url: `agencies/${table.places[place][0]}/${id}/` }));
  const notices = table.notices.filter(([, number]) => number && fold(number).includes(wanted))
    .map(([id, number, place]) => ({ kind: 'notice', text: number, place: table.places[place][1], url: `notices/${id}/` }));
  return [...agencies, ...notices].sort((a, b) => a.text.length - b.text.length).slice(0, limit);
}

// The names that facet values and results are shown by.
export async function names() {
  const { table } = await load();
  return {
    jurisdiction: Object.fromEntries(table.places),
    agency: Object.fromEntries(table.agencies.map(([place, id, name]) => [`${table.places[place][0]}/${id}`, name])),
  };
}

// The ends of the other forms of this file are written by gksite/theme.py.
const root = new URL('../', import.meta.url).href;
const scan = false;
