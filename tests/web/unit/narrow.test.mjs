import assert from 'node:assert/strict';
import { test } from 'node:test';

import { searchNarrow } from './parts.mjs';

const { narrow } = searchNarrow;
const task = (number, year, lead, support) => (
  { number, kind: 'task', jurisdiction: 'xian', year, section: '一', lead, support, about: null }
);
const RECORDS = [
  task(0, 2018, ['xian/a'], ['xian/b']),
  task(1, 2021, ['xian/b'], []),
  { number: 2, kind: 'agency', jurisdiction: 'xian', year: null, section: null, lead: [], support: [], about: 'xian/a' },
];
const kept = (chosen) => narrow(RECORDS, chosen).kept.map(({ number }) => number);

test('what is not chosen narrows nothing', () => {
  assert.deepEqual(kept({}), [0, 1, 2]);
  assert.deepEqual(kept({ year: '', kind: undefined, section: null }), [0, 1, 2]);
});

test('several values of a facet are alternatives, several facets all hold', () => {
  assert.deepEqual(kept({ year: 2018 }), [0]);
  assert.deepEqual(kept({ year: ['2018', '2021'] }), [0, 1]);
  assert.deepEqual(kept({ year: ['2018', '2021'], agency: 'xian/a' }), [0]);
});

test('an agency is found by its role, or by the page about it', () => {
  assert.deepEqual(kept({ agency: 'xian/a' }), [0, 2]);
  assert.deepEqual(kept({ agency: 'xian/b', role: 'lead' }), [1]);
  assert.deepEqual(kept({ agency: 'xian/b', role: 'support' }), [0]);
});

test('a facet counts what each of its values would leave, given the other choices', () => {
  const { facets } = narrow(RECORDS, { year: '2018', agency: 'xian/b' });
  assert.deepEqual(facets.year, { 2018: 1, 2021: 1 });
  assert.deepEqual(facets.agency, { 'xian/a': 1, 'xian/b': 1 });
  assert.deepEqual(facets.kind, { task: 1 });
});
