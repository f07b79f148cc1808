import assert from 'node:assert/strict';
import { test } from 'node:test';

import { searchText } from './parts.mjs';

const { learn, fold, loose, terms, letters, pairs, looseMatches } = searchText;

test('widths, case, blanks and kinds of brackets fold away', () => {
  assert.equal(fold('ＰＰＰ 中心〔2018〕'), 'ppp中心(2018)');
  assert.equal(fold('国办发[2018]23 号'), fold('国办发〔2018〕23号'));
  assert.equal(fold('\u200b\ufeff\u3000'), '');
});

test('Traditional characters that were learned fold into simplified ones, one for one', () => {
  learn('財财預预𠁞𠀾');
  assert.equal(fold('財政預決算𠁞'), '财政预決算𠀾');
  learn('');
  assert.equal(fold('財政'), '財政');
});

test('a letter that Unicode gave a case later stays as it is', () => {
  assert.equal(fold('a\u1c89B'), 'a\u1c89b');
});

test('punctuation and symbols are loose, letters and digits are not', () => {
  assert.equal(loose('（一）公开，2018+1'), '一公开20181');
});

test('a query is cut at blanks, except between two quotation marks', () => {
  assert.deepEqual(terms('预算 公开'), ['预算', '公开']);
  assert.deepEqual(terms('"预算 公开" 表'), ['预算公开', '表']);
  assert.deepEqual(terms('预算" 公开'), ['预算"', '公开']);
  assert.deepEqual(terms('公开 公开'), ['公开']);
  assert.deepEqual(terms('  '), []);
});

test('no two characters have the same letters', () => {
  const seen = new Map();
  for (let number = 0; number < 0x11000; number += 1) {
    if (number >= 0xd800 && number < 0xe000) continue;
    const written = letters(String.fromCodePoint(number));
    assert.equal(seen.get(written), undefined, `${number} and ${seen.get(written)}`);
    seen.set(written, number);
  }
});

test('a text has a word for each pair of neighbours', () => {
  assert.deepEqual(pairs('市财政局'), ['市财', '财政', '政局']);
  assert.deepEqual(pairs('市'), []);
});

test('a loose match says how near to what a page is about it stands', () => {
  const pages = [['预算，公开', '文'], ['题', '预算（公开）'], ['题', '预公开算'], ['题', '文', '预算，公开']].map((fields) => ({ fields, ends: [2, 3] }));
  assert.deepEqual([...looseMatches('预算公开', [4, 5, 6, 7], pages)], [[4, 3], [5, 2], [7, 1]]);
});
