import assert from 'node:assert/strict';
import { test } from 'node:test';

import { searchExcerpt, searchText } from './parts.mjs';

const { marks, excerpt } = searchExcerpt;
const { fold, loose } = searchText;

test('a term is marked in the text as it is written', () => {
  assert.deepEqual(marks('公 开〔2018〕公开', '公开', fold), [[0, 3], [9, 11]]);
  assert.deepEqual(marks('ﬁle', 'fi', fold), [[0, 1]]);
  assert.deepEqual(marks('e\u0301', fold('é'), fold), [[0, 2]]);
  assert.deepEqual(marks('公开', '审计', fold), []);
});

test('the sentence around the first match is shown, the beginning where only a name or the title holds it', () => {
  const fields = ['预算', '甲。按时公开预算，接受监督。乙。'];
  assert.deepEqual(excerpt(fields, ['预算'], fold), { excerpt: '按时公开预算，接受监督。', marks: [[4, 6]] });
  assert.deepEqual(excerpt(['预算', '甲。'], ['预算'], fold), { excerpt: '甲。', marks: [] });
  assert.deepEqual(excerpt(['题', '按时公开。', '市财政局'], ['财政'], fold), { excerpt: '按时公开。', marks: [] });
  assert.deepEqual(excerpt(['题'], ['题'], fold), { excerpt: '题', marks: [] });
  assert.deepEqual(excerpt(['题', '文'], ['无'], fold), { excerpt: '文', marks: [] });
});

test('a long sentence is cut, and every mark lies within what is shown', () => {
  const text = `${'长'.repeat(300)}预算${'长'.repeat(300)}预算`;
  const shown = excerpt(['', text], ['预算'], fold);
  assert.ok(shown.excerpt.length <= 122);
  for (const [start, end] of shown.marks) assert.equal(shown.excerpt.slice(start, end), '预算');
  assert.equal(shown.marks.length, 1);
});

test('a loose term is marked over the punctuation between its characters', () => {
  const change = (unit) => loose(fold(unit));
  assert.deepEqual(marks('预算（公开）', '预算公开', change), [[0, 5]]);
});
