import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SearchError, searchScan, searchWith } from './parts.mjs';

const TEXT = {
  table: {
    title_places: 64,
    kinds: ['task'],
    places: [['xian', '西安市', '西安'], ['yanta', '雁塔区', '雁塔']],
    notices: [['xian-2018', '市政〔2018〕1号', 0, 2018, '2018-06-01', '甲'], ['yanta-2021', null, 1, 2021, '2021-06-01', '乙']],
    sections: [],
    characters: '財财',
    topics: [],
    documents: [],
    months: [],
    readings: ['', {}],
    synonyms: [['花钱', '预算']],
    agencies: [[0, 'caizhengju', '市财政局', ['西安市财政局', '西安财政局']]],
    shards: [['xian', 0, 2], ['yanta', 1, 1]],
  },
  records: [[0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 2, 70, 70, 80, 80, 0, 0, 0, 0], [0, 0, 2, 0, 0, 1, 70, 80, 0, 0]],
  pages: [
    [
      { url: 'a/', meta: { title: '公开预算', kind: 'task' }, fields: ['公开预算', '及时公开。'], ends: [2, 2] },
      { url: 'b/', meta: { title: '决算', kind: 'task' }, fields: ['决算', '公开（决算）。'], ends: [2, 2] },
    ],
    [{ url: 'c/', meta: { title: '公开采购', kind: 'task' }, fields: ['公开采购', '按月公布。'], ends: [2, 2] }],
  ],
};
const scanned = () => searchWith(async () => searchScan.engine(TEXT));
const urls = async (search, query, options) => (await search(query, options)).hits.map(({ url }) => url);

test('title hits come first, then the newest', async () => {
  const { search } = scanned();
  assert.deepEqual(await urls(search, '公开'), ['c/', 'a/', 'b/']);
  const { total, exact } = await search('公开 预算');
  assert.deepEqual([total, exact], [1, true]);
});

test('what says it in its own words comes before what has it above it or around it, and the last are counted', async () => {
  const text = structuredClone(TEXT);
  text.pages[0][0] = { ...text.pages[0][0], fields: ['决算', '及时。', '公开'], ends: [2, 2] };
  const { search } = searchWith(async () => searchScan.engine(text));
  assert.deepEqual(await urls(search, '公开'), ['c/', 'b/', 'a/']);
  const { total, around } = await search('公开');
  assert.deepEqual([total, around], [3, 1]);
});

test('a place narrows before the engine is asked, one or several', async () => {
  const { search } = scanned();
  assert.deepEqual(await urls(search, '公开', { jurisdiction: 'xian' }), ['a/', 'b/']);
  assert.deepEqual(await urls(search, '公开', { jurisdiction: ['xian', 'yanta'] }), ['c/', 'a/', 'b/']);
});

test('where nothing matches, punctuation is ignored and that is said', async () => {
  const { search } = scanned();
  const { exact, hits } = await search('公开决算');
  assert.equal(exact, false);
  assert.deepEqual(hits.map(({ url }) => url), ['b/']);
  assert.deepEqual([(await search('没有')).total, (await search('没有')).exact], [0, true]);
});

test('limit and offset choose what is fetched, and an empty query finds nothing unless all is asked for', async () => {
  const { search } = scanned();
  assert.deepEqual(await urls(search, '公开', { limit: 1, offset: 1 }), ['a/']);
  assert.equal((await search('')).total, 0);
  assert.equal((await search('', { all: true })).total, 3);
});

test('what failed to load is asked for again by the next query', async () => {
  let tries = 0;
  const { search } = searchWith(async () => {
    tries += 1;
    if (tries === 1) throw new Error('no');
    return searchScan.engine(TEXT);
  });
  await assert.rejects(search('公开'), /no/);
  assert.equal((await search('公开')).total, 3);
  assert.equal(tries, 2);
});

test('a page that does not come is an error with a code, and the next query starts anew', async () => {
  let tries = 0;
  const { search } = searchWith(async () => {
    tries += 1;
    const engine = searchScan.engine(TEXT);
    return tries > 1 ? engine : { ...engine, page: async () => { throw new Error('gone'); } };
  });
  await assert.rejects(search('公开'), (error) => error.code === 'load');
  assert.equal((await search('公开')).hits.length, 3);
});

test('a search that was given up throws', async () => {
  const { search } = scanned();
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(search('公开', { signal: stop.signal }), { name: 'AbortError' });
});

test('suggestions are agencies, by whatever they are called, and places', async () => {
  const { suggest } = scanned();
  const shown = async (query) => (await suggest(query)).map(({ kind, text, url }) => [kind, text, url]);
  assert.deepEqual(await shown('西安'), [['place', '西安市', 'agencies/xian/'], ['agency', '市财政局', 'agencies/xian/caizhengju/']]);
  assert.deepEqual(await shown('西安財政局'), [['agency', '市财政局', 'agencies/xian/caizhengju/']]);
});

test('suggestions are agencies and numbers, the shortest first', async () => {
  const { suggest, names } = scanned();
  assert.deepEqual((await suggest('市')).map(({ text }) => text), ['西安市', '市财政局', '市政〔2018〕1号']);
  assert.deepEqual(await suggest(' '), []);
  assert.deepEqual((await names()).agency, { 'xian/caizhengju': '市财政局' });
});

const later = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const without = (url) => ({ ...TEXT, pages: TEXT.pages.map((pages) => pages.map((page) => (
  page.url === url ? { ...page, fields: ['', ''] } : page
))) });

test('an engine that is older than the site is loaded anew before it answers, and only then', async () => {
  let site = TEXT;
  let loads = 0;
  const { search } = searchWith(async () => {
    const loaded = site;
    loads += 1;
    return { ...searchScan.engine(loaded), isCurrent: async () => site === loaded };
  });
  assert.deepEqual(await urls(search, '公开'), ['c/', 'a/', 'b/']);
  await later(350);
  assert.deepEqual(await urls(search, '公开'), ['c/', 'a/', 'b/']);
  assert.equal(loads, 1);
  site = without('a/');
  await later(350);
  assert.deepEqual(await urls(search, '公开'), ['c/', 'b/']);
  assert.equal(loads, 2);
});

test('what has gone is asked for once more with the engine of now, and then told', async () => {
  let loads = 0;
  const gone = new SearchError('load', '404', true);
  const lacking = (last) => searchWith(async () => {
    loads += 1;
    const engine = searchScan.engine(TEXT);
    return loads > last ? engine : { ...engine, find: async () => { throw gone; } };
  });
  assert.equal((await lacking(1).search('公开')).total, 3);
  assert.equal(loads, 2);
  loads = 0;
  await assert.rejects(lacking(9).search('公开'), (error) => error.gone === true);
  assert.equal(loads, 2);
});

test('the nearest pages share the rare pairs of a question, its place first', async () => {
  const { nearest } = scanned();
  const near = async (query) => (await nearest(query)).hits.map(({ url }) => url);
  assert.deepEqual(await near('谁负责公布预算'), ['a/', 'c/']);
  assert.deepEqual(await near('西安怎么花钱'), ['a/']);
  assert.deepEqual((await nearest('西安怎么花钱')).why, [
    { kind: 'place', text: '西安市' }, { kind: 'word', text: '花钱', as: '预算' },
  ]);
  assert.deepEqual(await near('雁塔第1项'), ['c/']);
  assert.deepEqual(await near('外太空'), []);
  assert.deepEqual((await nearest('公布预算', { limit: 1 })).hits.length, 1);
});

// ---- what is recognised, and what is spelt in letters

const NAMED = structuredClone(TEXT);
Object.assign(NAMED.table, {
  readings: ['财cai政zheng局ju市shi西xi安an预yu决jue算suan雁yan塔ta区qu', { 市财政局: 'shi cai zheng ju' }],
  topics: [[2, '预决算', 'topics/budget/']],
  documents: [['国发〔2016〕55号', 'documents/guofa-2016-55/', '指导意见']],
  months: [['2018-08', 2, 'deadlines/#m-2018-08'], ['2021-08', 1, 'deadlines/#m-2021-08']],
});
const knowing = () => searchWith(async () => searchScan.engine(NAMED));
const suggested = async (query) => (await knowing().suggest(query)).map(({ kind, text }) => `${kind} ${text}`);
const recognised = async (query) => (await knowing().recognise(query)).named.map(({ kind, words, rest, cards }) => (
  [kind, words, rest, cards.map(({ text, url, near }) => `${text} ${url}${near ? ' near' : ''}`)]
));

test('an agency is suggested by its first letters, by whole syllables from any of them on, and by a beginning', async () => {
  for (const letters of ['czj', 'sczj', 'caizhengju', 'zhengju', 'caizhe', 'CZJ']) {
    assert.deepEqual(await suggested(letters), ['agency 市财政局'], letters);
  }
  for (const letters of ['zcj', 'aizhengju', 'ju财', 'c', 'czjj']) assert.deepEqual(await suggested(letters), [], letters);
});

test('a topic is suggested by syllables of which one between is left out', async () => {
  assert.deepEqual(await suggested('yusuan'), ['topic 预决算']);
  assert.deepEqual(await suggested('yujuesuan'), ['topic 预决算']);
});

test('letters find nothing exactly and the named nearest, with the reason', async () => {
  const { search, nearest } = knowing();
  assert.equal((await search('yusuan')).total, 0);
  const { hits, why } = await nearest('yusuan');
  assert.deepEqual([hits.map(({ url }) => url), why], [['c/'], [{ kind: 'topic', text: 'yusuan' }]]);
});

test('a place spelt in letters is not taken for all of its agencies', async () => {
  assert.deepEqual(await suggested('xian'), ['place 西安市']);
});

test('a place, an agency of it and what is left without them are recognised', async () => {
  assert.deepEqual(await recognised('西安 预算'), [['place', '西安', '预算', ['西安市 agencies/xian/']]]);
  assert.deepEqual(await recognised('財政局　西安'), [
    ['agency', '財政局', '西安', ['西安市财政局 agencies/xian/caizhengju/']],
    ['place', '西安', '財政局', ['西安市 agencies/xian/']],
  ]);
  assert.deepEqual(await recognised('预算'), []);
});

test('an agency is recognised by another word for it, in the place that is named', async () => {
  const text = structuredClone(NAMED);
  text.table.synonyms = [['财税办', '财政局']];
  text.table.agencies.push([1, 'caizhengju', '区财政局', ['雁塔区财政局']]);
  const { recognise } = searchWith(async () => searchScan.engine(text));
  const urls = async (query) => (await recognise(query)).named.filter(({ kind }) => kind === 'agency').flatMap(({ cards }) => cards.map(({ url }) => url));
  assert.deepEqual(await urls('财税办'), ['agencies/xian/caizhengju/', 'agencies/yanta/caizhengju/']);
  assert.deepEqual(await urls('雁塔财税办'), ['agencies/yanta/caizhengju/']);
  assert.deepEqual(await urls('税办'), []);
});

test('a document is recognised by its number, and another issuer of the same year and number as near', async () => {
  assert.deepEqual(await recognised('国发[2016]55号 预算'), [
    ['document', '国发[2016]55号', '预算', ['国发〔2016〕55号 documents/guofa-2016-55/']],
  ]);
  assert.deepEqual(await recognised('国办发〔2016〕55号'), [
    ['document', '国办发〔2016〕55号', '', ['国发〔2016〕55号 documents/guofa-2016-55/ near']],
  ]);
  assert.deepEqual(await recognised('国发〔2017〕55号'), []);
});

test('a year and a month lead to the time limits of then', async () => {
  assert.deepEqual(await recognised('2018年8月底前 公开'), [
    ['year', '2018年', '8月底前 公开', []],
    ['month', '8月底前', '2018年  公开', ['2018-08 deadlines/#m-2018-08']],
  ]);
  assert.equal((await recognised('8月'))[0][3].length, 2);
  assert.deepEqual(await recognised('7月'), []);
});

test('a question for who does something is known as one', async () => {
  for (const query of ['谁负责预算', '预算归哪个部门管']) assert.equal((await knowing().recognise(query)).who, true, query);
  assert.equal((await knowing().recognise('预算')).who, false);
});

test('a task is recognised by its number in a place', async () => {
  const [place, task] = await recognised('西安第1项');
  assert.equal(place[0], 'place');
  assert.deepEqual(task, ['task', '第1项', '西安', ['公开预算 a/']]);
});

test('separators are blanks once nothing else has found anything, and that is no exact result', async () => {
  const { search } = scanned();
  const { total, exact } = await search('预算，及时');
  assert.deepEqual([total, exact], [1, false]);
  assert.equal((await search('预算，采购')).total, 0);
});
