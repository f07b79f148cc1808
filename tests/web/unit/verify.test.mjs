import assert from 'node:assert/strict';
import { test } from 'node:test';

import { VerifyError, leaf, path, root, sha, signer, tiles, verifyBytes, verifyNote, verifyPage, verifyTree } from './verifying.mjs';

const { includes, fullTrees, rootBefore, tilePath } = verifyTree;
const LEAVES = Array.from({ length: 700 }, (_, n) => leaf(`entry ${n}`));
const bytes = (buffer) => new Uint8Array(buffer);
const isSame = (one, other) => verifyBytes.same(bytes(one), bytes(other));
const named = (name) => (error) => error instanceof VerifyError && error.name === name;

test('every entry of every small log is in it by its own proof, and by no other', async () => {
  for (let size = 1; size <= 40; size += 1) {
    const leaves = LEAVES.slice(0, size);
    for (let index = 0; index < size; index += 1) {
      const proof = path(index, leaves);
      assert.ok(await includes(index, size, leaves[index], proof, root(leaves)));
      assert.ok(!await includes((index + 1) % (size + 1), size, leaves[index], proof, root(leaves)));
      assert.ok(!await includes(index, size, leaves[index], [...proof, leaves[0]], root(leaves)));
      assert.ok(!await includes(index, size, leaves[index], proof.slice(1), root(leaves)) || !proof.length);
      assert.ok(!await includes(index, size, leaf('another'), proof, root(leaves)));
    }
  }
});

/** The full trees of a log, as the proof of its last entry has them. */
const treesOf = (leaves) => fullTrees(leaves.length, bytes(leaves.at(-1)), path(leaves.length - 1, leaves).map(bytes));

/** A way to read the tiles of a log, and what was read. */
function reading(leaves) {
  const [files, read] = [tiles(leaves), []];
  return { files, read, tile: async (...tile) => files.get(read[read.push(tilePath(...tile)) - 1]) };
}

test('an earlier root is told by one tile a level, at every size around a tile, and no changed byte of one passes', async () => {
  for (const now of [2, 3, 255, 256, 257, 512, 700]) {
    const leaves = LEAVES.slice(0, now);
    const trees = await treesOf(leaves);
    for (const size of [1, 2, 200, 255, 256, 257, 512, 699].filter((each) => each < now)) {
      const { files, read, tile } = reading(leaves);
      assert.ok(isSame(await rootBefore(size, now, trees, tile), root(leaves.slice(0, size))), `${size} of ${now}`);
      assert.equal(new Set(read.map((name) => name[0])).size, read.length, `${size} of ${now}`);
      for (const name of new Set(read)) {
        const whole = files.get(name);
        for (const at of [0, whole.length - 1]) {
          files.set(name, whole.with(at, whole[at] ^ 1));
          assert.equal(await rootBefore(size, now, trees, tile), null, `${size} of ${now}: ${name}, ${at}`);
        }
        files.set(name, whole);
      }
    }
  }
});

test('a log of three levels of tiles is held against an earlier one, too', async () => {
  const block = LEAVES.slice(0, 256); // all full tiles of a level are the same
  const blocks = Array(256).fill(root(block));
  const files = new Map([
    ['2/000.p/1', [root(blocks)]], ['1/000', blocks], ['1/001.p/1', blocks.slice(0, 1)], ['0/253', block], ['0/256', block],
  ]);
  const trees = [root(blocks), root(block), root(block.slice(0, 128)), root(block.slice(128, 192)), root(block.slice(192, 208))];
  for (const [size, expected, names] of [
    [65_000, root([...blocks.slice(0, 253), root(block.slice(0, 232))]), ['2/000.p/1', '1/000', '0/253']],
    [65_024, root(blocks.slice(0, 254)), ['2/000.p/1', '1/000']],
    [65_536, root(blocks), []],
    [65_700, root([root(blocks), root(block.slice(0, 164))]), ['1/001.p/1', '0/256']],
  ]) {
    const read = [];
    const found = await rootBefore(size, 66_000, trees.map(bytes), async (...tile) => {
      read.push(tilePath(...tile));
      return bytes(Buffer.concat(files.get(read.at(-1))));
    });
    assert.ok(isSame(found, expected), String(size));
    assert.deepEqual(read, names);
  }
});

test('few tiles are read, and one that is too short is told', async () => {
  const { read, tile } = reading(LEAVES);
  const trees = await treesOf(LEAVES);
  await rootBefore(300, 700, trees, tile);
  assert.deepEqual(read, ['1/000.p/2', '0/001']);
  await assert.rejects(rootBefore(300, 700, trees, async () => new Uint8Array(31)), named('tiles'));
});

test('tiles are named as the specification says', () => {
  assert.equal(tilePath(0, 1234067, 256), '0/x001/x234/067');
  assert.equal(tilePath(1, 0, 17), '1/000.p/17');
  assert.equal(tilePath(2, 999, 256), '2/999');
});

test('a checkpoint is read with its signatures, and verified by its own key alone', async () => {
  const [own, other] = [signer('a.example/log'), signer('a.example/log')];
  const text = `a.example/log\n2\n${root(LEAVES.slice(0, 2)).toString('base64')}\n`;
  const read = verifyNote.checkpoint(own.note(text));
  assert.equal(verifyNote.line(read), text.trim().replaceAll('\n', ' '));
  assert.equal(await verifyNote.signed(read, await verifyNote.key(own.vkey)), 'passed');
  assert.equal(await verifyNote.signed(read, await verifyNote.key(other.vkey)), 'foreign');
  const forged = verifyNote.checkpoint(own.note(text).replace('\n2\n', '\n3\n'));
  assert.equal(await verifyNote.signed(forged, await verifyNote.key(own.vkey)), 'failed');
});

test('what somebody kept is read in one line or in three, and nothing is nothing', () => {
  const hash = root(LEAVES).toString('base64');
  const expected = { origin: 'a.example/log', size: 7, root: hash };
  assert.deepEqual(verifyNote.kept(`a.example/log 7 ${hash}`), expected);
  assert.deepEqual(verifyNote.kept(`\n a.example/log\r\n7\r\n${hash}\r\n\r\n\u2014 a.example/log AAAA\n`), expected);
  assert.equal(verifyNote.kept('  \n'), null);
  for (const text of ['a.example/log', `a 07 ${hash}`, `a -1 ${hash}`, 'a 7 AAAA', `a 99999999999999999 ${hash}`]) {
    assert.throws(() => verifyNote.kept(text), named('unreadable'), text);
  }
});

test('what is no key, no checkpoint and no proof is told as such', async () => {
  const { vkey } = signer('a.example/log');
  for (const line of ['', 'a', vkey.replace('a.example', 'b.example'), `${vkey}=`, vkey.slice(0, -5)]) {
    await assert.rejects(verifyNote.key(line), named('unreadable'), line);
  }
  for (const text of ['', 'a\n1\nAAAA\n', 'a\n1\nAAAA\n\n\u2014 a\n', '<html>']) {
    assert.throws(() => verifyNote.checkpoint(text), named('unreadable'), text);
    assert.throws(() => verifyNote.proof(text), named('unreadable'), text);
  }
  const extra = Buffer.from('{"entry":"{}","salt":"AA"}').toString('base64');
  assert.throws(() => verifyNote.proof(`c2sp.org/tlog-proof@v1\nextra ${extra}\nindex 0\n\na\n`), named('unreadable'));
});

test('an address is one of this site, however it was typed', () => {
  const root_ = 'https://a.example/zwgk/';
  for (const [typed, path_] of [
    ['/notices/x/', 'notices/x/'], ['notices/x', 'notices/x/'], ['/', ''], ['https://a.example/zwgk/', ''],
    ['https://a.example/zwgk/notices/x/?a=1#t', 'notices/x/'], ['/zwgk/notices/x/', 'notices/x/'], ['/index.html', ''],
    ['/notices/x/index.html', 'notices/x/'], ['http://a.example/zwgk/a.pdf', 'a.pdf'], ['/files/%E9%99%84.pdf', 'files/附.pdf'],
    ['/notices/./y/../x/', 'notices/x/'],
  ]) assert.equal(verifyPage.pathOf(typed, root_), path_, typed);
  for (const typed of ['https://b.example/zwgk/', 'https://a.example/other/', '/../x/', 'https://a.example:8443/zwgk/']) {
    assert.throws(() => verifyPage.pathOf(typed, root_), named('elsewhere'), typed);
  }
  assert.throws(() => verifyPage.pathOf('  ', root_), named('empty'));
  assert.throws(() => verifyPage.pathOf('/%ff/', root_), named('address'));
});

const PAGE = Buffer.from('页');
const SALT = Buffer.alloc(32, 7);
const HASH = sha(SALT, PAGE).toString('hex');
const ENTRY = `{"address":"/x/","day":"2026-06-15","event":"added","hash":"${HASH}","release":1}`;
const spelt = (hashes) => hashes.map((hash) => hash.toString('base64'));

/** The entry of a release in which these addresses have these last entries. */
function releaseEntry(standing) {
  const state = root(standing.map(([address, index]) => leaf(`${address}\n${index}`))).toString('hex');
  return `{"day":"2026-07-01","event":"release","logged":${standing.length},"release":2,"state":"${state}"}`;
}

/**
 * A site with a log, which a release ends, as `get` of the page has it. `standing` is what that release states; the page is
 * proved by the entry of an index.
 */
function site(before, standing, index, key) {
  const entries = [...before, releaseEntry(standing)];
  const leaves = entries.map((entry) => leaf(entry));
  const checkpoint = key.note(`${key.origin}\n${leaves.length}\n${root(leaves).toString('base64')}\n`);
  const place = standing.findIndex(([address]) => address === '/x/');
  const newest = {
    entry: entries.at(-1),
    path: spelt(path(leaves.length - 1, leaves)),
    place,
    proof: spelt(path(place, standing.map(([address, at]) => leaf(`${address}\n${at}`)))),
  };
  const extra = JSON.stringify({ entry: entries[index], newest, salt: SALT.toString('hex') });
  const files = new Map([...tiles(leaves)].map(([name, data]) => [`log/tile/${name}`, data]));
  const prove = (text, checkpoint_ = checkpoint) => {
    const lines = spelt(path(index, leaves)).map((hash) => `${hash}\n`).join('');
    const head = `c2sp.org/tlog-proof@v1\nextra ${Buffer.from(text).toString('base64')}\nindex ${index}\n${lines}`;
    files.set('log/proofs/x/index.html.tlog-proof', Buffer.from(`${head}\n${checkpoint_}`));
  };
  files.set('x/', PAGE);
  files.set('log/checkpoint', Buffer.from(checkpoint));
  files.set('release/release-key.pub', Buffer.from(`${key.vkey}\n`));
  prove(extra);
  const get = async (name) => ({ status: files.has(name) ? 200 : 404, path: name, bytes: bytes(files.get(name) ?? []) });
  return { get, entries, files, extra, checkpoint, prove };
}

const asked = (key) => ({ page: '/x/', root: 'https://a.example/', vkey: key.vkey, old: '' });
const FILLING = Array.from({ length: 298 }, (_, n) => `{"n":${n}}`);

test('a page is verified against a log and against what somebody kept of it', async () => {
  const key = signer('a.example/log');
  const { get, entries, checkpoint } = site([...FILLING, ENTRY], [['/', 0], ['/x/', 298], ['/y/', 1]], 298, key);
  const kept = (size) => `a.example/log ${size} ${root(entries.slice(0, size).map((entry) => leaf(entry))).toString('base64')}`;
  const passed = await verifyPage.verify(asked(key), get);
  assert.deepEqual([passed.verdict, passed.index, passed.entry.event], ['passed', 298, 'added']);
  assert.equal(verifyNote.line(passed.checkpoint), checkpoint.split('\n').slice(0, 3).join(' '));
  const { state, values } = passed.checks.find(({ name }) => name === 'newest');
  assert.deepEqual([state, values], ['passed', { release: '2', day: '2026-07-01' }]);
  for (const size of [0, 1, 255, 256, 257, 299, 300]) {
    const { checks } = await verifyPage.verify({ ...asked(key), old: kept(size) }, get);
    assert.deepEqual([size, checks.at(-1).name, checks.at(-1).state], [size, 'continued', 'passed']);
  }
  for (const [old, name] of [
    [kept(299).replace(' 299 ', ' 298 '), 'rewritten'], [kept(299).replace(' 299 ', ' 256 '), 'rewritten'],
    [kept(299).replace(' 299 ', ' 300 '), 'forked'], [kept(299).replace(' 299 ', ' 301 '), 'truncated'],
    [kept(299).replace('a.example', 'b.example'), 'other'],
  ]) {
    const { verdict, checks } = await verifyPage.verify({ ...asked(key), old }, get);
    assert.deepEqual([verdict, checks.at(-1).name, checks.at(-1).state], ['failed', name, 'failed']);
  }
});

test('a page alone in its log is proved without a hash of the state', async () => {
  const key = signer('a.example/log');
  const { get } = site([ENTRY], [['/x/', 0]], 0, key);
  assert.equal((await verifyPage.verify({ ...asked(key), page: 'x' }, get)).verdict, 'passed');
});

test('an entry that is not the last of its address is old, whatever the proof says of the newest release', async () => {
  const key = signer('a.example/log');
  const later = ENTRY.replace('"added"', '"changed"');
  const { get, extra, prove } = site([...FILLING, ENTRY, later], [['/', 0], ['/x/', 299], ['/y/', 1]], 298, key);
  const failed = async () => (await verifyPage.verify(asked(key), get)).checks.filter(({ state }) => state !== 'passed').map(({ name }) => name);
  assert.deepEqual(await failed(), ['newest']);
  const facts = JSON.parse(extra);
  const forged = (newest) => prove(JSON.stringify({ ...facts, newest: { ...facts.newest, ...newest } }));
  for (const [newest, name] of [
    [{ place: 0 }, 'newest'], [{ place: 3 }, 'newest'], [{ proof: [] }, 'newest'], [{ path: [] }, 'unended'],
    [{ entry: releaseEntry([['/x/', 298]]), place: 0, proof: [] }, 'unended'],
  ]) {
    forged(newest);
    assert.deepEqual(await failed(), [name], JSON.stringify(newest));
  }
});

test('a proof in another spelling is not read', async () => {
  const key = signer('a.example/log');
  const { get, extra, checkpoint, prove } = site([...FILLING, ENTRY], [['/', 0], ['/x/', 298]], 298, key);
  const { entry, newest, salt } = JSON.parse(extra);
  const line = checkpoint.split('\n')[4];
  for (const [text, note] of [
    [` ${extra}`], [JSON.stringify({ salt, newest, entry })], [extra.replace('"place":1', '"place":1.0')],
    [extra.replace('"place":1', '"place":0,"place":1')], [extra.replace('x', '\\u0078')],
    [JSON.stringify({ entry: entry.replace(',', ', '), newest, salt })],
    [JSON.stringify({ entry, newest: { ...newest, entry: `${newest.entry} ` }, salt })],
    [JSON.stringify({ entry, newest: { ...newest, place: -1 }, salt })],
    [JSON.stringify({ entry, newest: { ...newest, path: 'AAAA' }, salt })],
    [JSON.stringify({ entry, newest: { ...newest, proof: ['AAAA'] }, salt })], [JSON.stringify({ entry, newest: null, salt })],
    [JSON.stringify({ entry, salt })], [extra, `${checkpoint}\n`], [extra, checkpoint.trimEnd()], [extra, checkpoint.replace(line, `${line} `)],
    [extra, checkpoint.replace(/.=\n/, '+=\n')], [extra, checkpoint.replaceAll('\n', '\r\n')],
  ]) {
    prove(text, note);
    await assert.rejects(verifyPage.verify(asked(key), get), named('unreadable'), note ?? text);
  }
  prove(extra);
  assert.equal((await verifyPage.verify(asked(key), get)).verdict, 'passed');
});
