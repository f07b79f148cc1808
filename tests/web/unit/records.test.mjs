import assert from 'node:assert/strict';
import { test } from 'node:test';

import { searchRecords } from './parts.mjs';

const { varints, columns, table, start, record, numbers } = searchRecords;

// Written as gksite/searching/index.py writes them.
function varint(number) {
  const bytes = [];
  let left = number;
  while (left > 127) {
    bytes.push((left & 127) | 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}

const WRITTEN = {
  title_places: 64,
  kinds: ['task', 'agency'],
  places: [['xian', '西安', '西安'], ['yanta', '雁塔', '雁塔']],
  notices: [['xian-2018', '市政〔2018〕1号', 0, 2018, '2018-06-01', '任务分解表']],
  sections: ['一、公开'],
  characters: '',
  topics: [],
  documents: [],
  months: [],
  readings: ['', {}],
  synonyms: [],
  agencies: [[0, 'caizhengju', '市财政局', []], [0, 'shenjiju', '市审计局', []], [1, 'banshichu', '办事处', []]],
  shards: [['xian-0123456789ab', 0, 2], ['yanta-0123456789ab', 1, 1]],
};
const FIRST = [0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 90, 70, 95, 70, 1, 0, 0, 1, 0, 1]; // a task led by agency 0, supported by 1; the page of agency 0
const SECOND = [2, 1, 0, 0, 3, 0, 70, 70, 0, 0];

test('numbers of any size come back as they were written', () => {
  const wanted = [0, 1, 127, 128, 300, 16383, 16384, 2 ** 31, 2 ** 40];
  assert.deepEqual(varints(Uint8Array.from(wanted.flatMap(varint))), wanted);
});

test('the numbers of an index stand column behind column', () => {
  assert.deepEqual(columns(FIRST, 2), {
    kind: [0, 1], notice: [1, 0], section: [1, 0], agency: [0, 1], task: [1, 0], own: [90, 70], above: [95, 70], lead: [[0], []], support: [[1], []],
  });
});

test('a record says what its page can be narrowed by', () => {
  const known = table(WRITTEN, [FIRST, SECOND]);
  assert.deepEqual(record(known, 0), {
    number: 0,
    kind: 'task',
    jurisdiction: 'xian',
    year: 2018,
    day: '2018-06-01',
    notice: 'xian-2018',
    section: '一、公开',
    lead: ['xian/caizhengju'],
    support: ['xian/shenjiju'],
    about: null,
    task: 1,
  });
  assert.equal(record(known, 1).about, 'xian/caizhengju');
  assert.deepEqual([record(known, 2).jurisdiction, record(known, 2).about], ['yanta', 'yanta/banshichu']);
});

test('the records of some indexes have their own numbers', () => {
  const known = table(WRITTEN, [FIRST, SECOND]);
  assert.deepEqual(numbers(known, [1]), [2]);
  assert.deepEqual(numbers(known, [0, 1]), [0, 1, 2]);
});

test('start.bin holds the table and files one behind the other', () => {
  const blobs = [FIRST, SECOND].map((each) => Uint8Array.from(each.flatMap(varint)));
  const files = WRITTEN.shards.map(([folder], i) => [`${folder}/records`, blobs[i].length]);
  const head = new TextEncoder().encode(JSON.stringify({ table: WRITTEN, files: [...files, ['a.pf_meta', 2]] }));
  const length = new Uint8Array(new Uint32Array([head.length]).buffer);
  const whole = Uint8Array.from([...length, ...head, ...blobs[0], ...blobs[1], 7, 8]);
  const read = start(whole);
  assert.equal(record(read.table, 0).notice, 'xian-2018');
  assert.deepEqual([...read.files.get('a.pf_meta')], [7, 8]);
});
