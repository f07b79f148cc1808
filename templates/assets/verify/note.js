// Signed notes, checkpoints, keys and proofs as C2SP writes them: signed-note, tlog-checkpoint, tlog-proof. What is published
// is read in one spelling alone, so that nobody is shown other bytes than were signed.

/**
 * @typedef {{origin: string, size: number, root: string}} Head  What a checkpoint says of a log; the root in Base 64.
 * @typedef {Head & {body: string, signatures: {name: string, id: string, signature: Uint8Array}[]}} Checkpoint
 * @typedef {{origin: string, id: string, key: Uint8Array}} Key
 * @typedef {{entry: string, path: Uint8Array[], place: number, proof: Uint8Array[]}} Newest  The entry of the newest release with
 *   its path in the log; what stands in its state, by place and path there.
 * @typedef {{entry: string, salt: string, index: number, path: Uint8Array[], newest: Newest, checkpoint: string}} Proof
 */

const verifyNote = (() => {
  const { utf8, toHex, fromBase64, sha256 } = verifyBytes;
  const MOST = 9e15; // entries: what a number of JavaScript holds exactly

  /**
   * @param {string} origin
   * @param {string} count
   * @param {string} root
   * @returns {Head}
   */
  function head(origin, count, root) {
    const size = /^(?:0|[1-9]\d{0,15})$/.test(count) ? Number(count) : MOST;
    if (!origin || size >= MOST || fromBase64(root).length !== 32) throw new VerifyError('unreadable');
    return { origin, size, root };
  }

  /**
   * A checkpoint with its signatures.
   * @param {string} note
   * @returns {Checkpoint}
   */
  function checkpoint(note) {
    const end = note.lastIndexOf('\n\n');
    if (end < 0) throw new VerifyError('unreadable');
    const body = note.slice(0, end + 1);
    const [origin, count, root] = body.split('\n');
    const lines = note.slice(end + 2).split('\n');
    if (lines.pop() !== '' || !lines.length || body.includes('\n\n')) throw new VerifyError('unreadable');
    const signatures = lines.map((each) => {
      const parts = /^\u2014 ([^\s+]+) (\S+)$/.exec(each);
      const blob = fromBase64(parts?.[2] || '!');
      return { name: parts?.[1] || '', id: toHex(blob.slice(0, 4)), signature: blob.slice(4) };
    });
    return { ...head(origin, count || '', root || ''), body, signatures };
  }

  /**
   * A checkpoint as somebody kept it: in one line, or as it was published; null where there is none.
   * @param {string} text
   */
  function kept(text) {
    const [origin, count, root] = text.trim().split(/\s+/);
    return origin ? head(origin, count || '', root || '') : null;
  }

  /** @param {Head} checkpoint */
  function line({ origin, size, root }) {
    return `${origin} ${size} ${root}`;
  }

  /**
   * @param {string} vkey  a line of release-key.pub
   * @returns {Promise<Key>}
   */
  async function key(vkey) {
    const [, origin, id, typed] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey.trim()) || ['', '', '', '!'];
    const bytes = fromBase64(typed);
    const expected = await sha256(utf8(`${origin}\n`), bytes);
    if (bytes.length !== 33 || bytes[0] !== 1 || toHex(expected.slice(0, 4)) !== id) throw new VerifyError('unreadable');
    return { origin, id, key: bytes.slice(1) };
  }

  /**
   * Whether a checkpoint is signed with a key: 'passed', 'failed', 'foreign' (with none of that name and id, or of another
   * log), or 'unchecked' where this browser does not know Ed25519.
   * @param {Checkpoint} checkpoint
   * @param {Key} key
   */
  async function signed({ origin, body, signatures }, key) {
    const own = signatures.filter(({ name, id }) => name === key.origin && id === key.id);
    if (!own.length || origin !== key.origin) return 'foreign';
    let imported;
    try {
      imported = await crypto.subtle.importKey('raw', /** @type {BufferSource} */ (key.key), { name: 'Ed25519' }, false, ['verify']);
    } catch {
      return 'unchecked';
    }
    for (const { signature } of own) {
      const given = /** @type {BufferSource} */ (signature);
      if (!await crypto.subtle.verify({ name: 'Ed25519' }, imported, given, utf8(body))) return 'failed';
    }
    return 'passed';
  }

  /**
   * @param {string} text
   * @returns {Proof}
   */
  function proof(text) {
    const end = text.indexOf('\n\n');
    const [first, extra, index, ...path] = text.slice(0, Math.max(end, 0)).split('\n');
    const number = /^index (0|[1-9]\d{0,15})$/.exec(index || '');
    if (first !== 'c2sp.org/tlog-proof@v1' || !extra?.startsWith('extra ') || !number) throw new VerifyError('unreadable');
    const { entry, salt, newest } = json(verifyBytes.text(fromBase64(extra.slice(6))));
    if (typeof entry !== 'string' || typeof salt !== 'string' || !/^[0-9a-f]{64}$/.test(salt)) throw new VerifyError('unreadable');
    return {
      entry, salt, index: Number(number[1]), path: path.map(hash), newest: newestOf(newest || {}), checkpoint: text.slice(end + 2),
    };
  }

  /**
   * @param {Record<string, any>} found
   * @returns {Newest}
   */
  function newestOf({ entry, path, place, proof: inState }) {
    const isRight = typeof entry === 'string' && Number.isSafeInteger(place) && Array.isArray(path) && Array.isArray(inState);
    if (!isRight || place < 0) throw new VerifyError('unreadable');
    return { entry, path: path.map(hash), place, proof: inState.map(hash) };
  }

  /** @param {string} spelt */
  function hash(spelt) {
    const bytes = fromBase64(spelt);
    if (bytes.length !== 32) throw new VerifyError('unreadable');
    return bytes;
  }

  /**
   * A value as the log writes it: keys sorted, no blanks.
   * @param {any} value
   * @returns {string}
   */
  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
    if (typeof value !== 'object' || !value) return JSON.stringify(value);
    const parts = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${parts.join(',')}}`;
  }

  /**
   * The object that a text is, written as the log writes it.
   * @param {string} text
   * @returns {Record<string, any>}
   */
  function json(text) {
    let found = null;
    try {
      found = JSON.parse(text);
    } catch { /* told below */ }
    if (typeof found !== 'object' || !found || canonical(found) !== text) throw new VerifyError('unreadable');
    return found;
  }

  return { checkpoint, kept, line, key, signed, proof, json };
})();
