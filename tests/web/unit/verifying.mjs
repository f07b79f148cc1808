// The parts of /verify/ as the build joins them, run in this process without a browser, and a log in memory to try them on.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

const FOLDER = new URL('../../../templates/assets/verify/', import.meta.url);
const source = ['bytes.js', 'note.js', 'tree.js', 'verify.js'].map((name) => readFileSync(new URL(name, FOLDER), 'utf-8')).join('\n');

export const { VerifyError, verifyBytes, verifyNote, verifyTree, verifyPage } = runInThisContext(
  `(() => {\n${source}\nreturn { VerifyError, verifyBytes, verifyNote, verifyTree, verifyPage };\n})()`,
);

export const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
export const leaf = (entry) => sha([0], Buffer.from(entry));
const node = (left, right) => sha([1], left, right);

/** The root of leaves, level by level. */
export function root(leaves) {
  if (!leaves.length) return sha([]);
  let level = leaves;
  while (level.length > 1) {
    const next = [];
    for (let at = 0; at < level.length; at += 2) next.push(at + 1 < level.length ? node(level[at], level[at + 1]) : level[at]);
    level = next;
  }
  return level[0];
}

function cut(size) {
  return 2 ** Math.floor(Math.log2(size - 1));
}

/** The inclusion proof of a leaf, by its recursive definition. */
export function path(index, leaves) {
  if (leaves.length < 2) return [];
  const k = cut(leaves.length);
  if (index < k) return [...path(index, leaves.slice(0, k)), root(leaves.slice(k))];
  return [...path(index - k, leaves.slice(k)), root(leaves.slice(0, k))];
}

/** The files of a log below tile/, by their paths as C2SP has them. */
export function tiles(leaves) {
  const files = new Map();
  let [level, hashes] = [0, leaves];
  while (hashes.length) {
    const next = [];
    for (let at = 0; at < hashes.length; at += 256) {
      const part = hashes.slice(at, at + 256);
      const name = String(at / 256).padStart(3, '0');
      files.set(`${level}/${name}${part.length < 256 ? `.p/${part.length}` : ''}`, new Uint8Array(Buffer.concat(part)));
      if (part.length === 256) next.push(root(part));
    }
    [level, hashes] = [level + 1, next];
  }
  return files;
}

/** A key of Ed25519 with its line and a way to sign. */
export function signer(origin) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const typed = Buffer.concat([Buffer.from([1]), publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)]);
  const id = sha(Buffer.from(`${origin}\n`), typed).subarray(0, 4);
  const vkey = `${origin}+${id.toString('hex')}+${typed.toString('base64')}`;
  const note = (text) => `${text}\n\u2014 ${origin} ${Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString('base64')}\n`;
  return { origin, vkey, note };
}
