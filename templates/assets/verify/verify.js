// One page of the site held against the release log: what is checked, one after the other, and what comes of it.

/**
 * @typedef {'passed' | 'failed' | 'unchecked'} State
 * @typedef {{name: string, state: State, values: Record<string, string | number>}} Check  `name` of a text of the page
 * @typedef {(path: string) => Promise<{status: number, path: string | null, bytes: Uint8Array}>} Get  A file of the site by its
 *   path from the root; `path` is the one that answered in the end, null outside the site.
 * @typedef {{page: string, verdict: State, checks: Check[], entry: Record<string, any>, index: number, checkpoint: Head}} Result
 */

const verifyPage = (() => {
  const { utf8, text, fromHex, fromBase64, toHex, same, sha256 } = verifyBytes;
  const { checkpoint, kept, line, key, signed, proof, json } = verifyNote;
  const { leaf, includes, fullTrees, rootBefore, tilePath } = verifyTree;
  const NEVER_LOGGED = /^(?:assets|pagefind|log|release|\.well-known)\/|^(?:404\.html|robots\.txt|sitemap[^/.]*\.xml|favicon\.\w+)$|\.(?:gz|br)$/;
  const MOST = 16; // kB at most of a note; a proof of 2^40 entries has nine

  /**
   * The path below the site of what somebody typed: an address of this site, or one from its root.
   * @param {string} typed
   * @param {string} root  the site's address, with / at its end
   */
  function pathOf(typed, root) {
    const own = new URL(root);
    const asked = typed.trim();
    if (!asked) throw new VerifyError('empty');
    let url;
    try {
      url = new URL(/^https?:\/\//i.test(asked) ? asked : `${root}${asked.replace(/^[/\\]+/, '')}`);
      if (asked.startsWith(own.pathname) && own.pathname !== '/') url = new URL(asked, own.origin);
    } catch {
      throw new VerifyError('address');
    }
    if (url.host !== own.host || !url.pathname.startsWith(own.pathname)) throw new VerifyError('elsewhere');
    try {
      const path = decodeURIComponent(url.pathname.slice(own.pathname.length));
      const last = path.split('/').at(-1) || '';
      if (last === 'index.html') return path.slice(0, -'index.html'.length);
      return last && !last.includes('.') ? `${path}/` : path;
    } catch {
      throw new VerifyError('address');
    }
  }

  /** The file that an address is answered with. @param {string} path */
  function fileOf(path) {
    return !path || path.endsWith('/') ? `${path}index.html` : path;
  }

  /**
   * A small text of the site, or nothing where it has none.
   * @param {Get} get
   * @param {string} path
   */
  async function note(get, path) {
    const { status, bytes } = await get(path);
    if (status !== 200) return null;
    if (bytes.length > MOST * 1024) throw new VerifyError('unreadable');
    return text(bytes);
  }

  /**
   * The page's own bytes. One that was withdrawn is served with 410, and is logged as it stands.
   * @param {Get} get
   * @param {string} path
   */
  async function page(get, path) {
    const answer = await get(path);
    if (answer.path !== path) throw new VerifyError('redirected', { to: `/${answer.path ?? ''}` });
    if (answer.status !== 200 && answer.status !== 410) throw new VerifyError('missing', { status: answer.status });
    return answer.bytes;
  }

  /**
   * @param {string} vkey  the key that this page was published with
   * @param {Get} get
   */
  async function servedKey(vkey, get) {
    const served = await note(get, 'release/release-key.pub');
    if (served === null) return check('key', 'unchecked');
    return check('key', served.trim() === vkey.trim() ? 'passed' : 'failed');
  }

  /**
   * @param {string} name
   * @param {State} state
   * @param {Record<string, string | number>} [values]
   * @returns {Check}
   */
  const check = (name, state, values = {}) => ({ name, state, values });

  /** @param {boolean} isRight */
  const judged = (isRight) => /** @type {State} */ (isRight ? 'passed' : 'failed');

  /**
   * @param {Checkpoint} mine  the one of the proof
   * @param {Get} get
   */
  async function currency(mine, get) {
    const published = await note(get, 'log/checkpoint');
    if (published === null) return check('current', 'unchecked');
    const now = checkpoint(published);
    if (line(now) === line(mine)) return check('current', 'passed', { size: now.size });
    return check(now.size > mine.size ? 'stale' : 'split', 'failed', { size: mine.size, now: now.size });
  }

  /**
   * @param {Checkpoint} now
   * @param {Key} own
   */
  async function signature(now, own) {
    const found = await signed(now, own);
    return found === 'foreign' ? check('foreign', 'failed') : check('signature', found);
  }

  /**
   * The full trees that the log consists of, by the entry of the newest release; null where that does not end the log.
   * @param {Proof} found
   * @param {Head} now
   */
  async function ended({ newest }, now) {
    const last = await leaf(utf8(newest.entry));
    const isLast = await includes(now.size - 1, now.size, last, newest.path, fromBase64(now.root));
    return isLast ? fullTrees(now.size, last, newest.path) : null;
  }

  /**
   * Whether an entry is the last about its address: the newest release, whose entry ends the log, states the index of that for
   * every address.
   * @param {Proof} found
   * @param {unknown} address  the one of the entry
   * @param {Uint8Array[] | null} trees
   */
  async function freshness({ index, newest }, address, trees) {
    const last = json(newest.entry);
    const values = { release: String(last.release), day: String(last.day) };
    if (!trees || last.event !== 'release') return check('unended', 'failed');
    const here = await leaf(utf8(`${address}\n${index}`));
    const isFresh = await includes(newest.place, last.logged, here, newest.proof, fromHex(last.state));
    return check('newest', judged(isFresh), values);
  }

  /**
   * Whether the log continues what somebody kept of it.
   * @param {Head} old
   * @param {Head} now
   * @param {Uint8Array[] | null} trees
   * @param {Get} get
   */
  async function history(old, now, trees, get) {
    const values = { size: old.size, now: now.size, origin: old.origin };
    if (old.origin !== now.origin) return check('other', 'failed', values);
    if (old.size > now.size) return check('truncated', 'failed', values);
    if (old.size === now.size) return check(old.root === now.root ? 'continued' : 'forked', judged(old.root === now.root), values);
    if (old.size === 0) return check('continued', 'passed', values); // every log continues the empty one
    const before = trees && await rootBefore(old.size, now.size, trees, async (level, tile, width) => {
      const { status, bytes } = await get(`log/tile/${tilePath(level, tile, width)}`);
      if (status !== 200) throw new VerifyError('tiles');
      return bytes;
    });
    if (!before) return check('broken', 'failed', values);
    const isSame = same(before, fromBase64(old.root));
    return check(isSame ? 'continued' : 'rewritten', judged(isSame), values);
  }

  /**
   * Whether the bytes are those that the entry speaks of.
   * @param {Uint8Array} bytes
   * @param {string} salt
   * @param {Record<string, any>} entry
   */
  async function content(bytes, salt, entry) {
    const digest = toHex(await sha256(fromHex(salt), bytes));
    return check('content', judged(digest === entry.hash));
  }

  /**
   * Hold a page against the log, and the log against what somebody kept of it. Throws VerifyError where that cannot begin.
   * @param {{page: string, root: string, vkey: string, old: string}} asked
   * @param {Get} get
   * @returns {Promise<Result>}
   */
  async function verify(asked, get) {
    const path = pathOf(asked.page, asked.root);
    const old = kept(asked.old);
    if (NEVER_LOGGED.test(path)) throw new VerifyError('never');
    const bytes = await page(get, path);
    const written = await note(get, `log/proofs/${fileOf(path)}.tlog-proof`);
    if (written === null) throw new VerifyError('unproved');
    const found = proof(written);
    const [now, entry] = [checkpoint(found.checkpoint), json(found.entry)];
    const isIn = await includes(found.index, now.size, await leaf(utf8(found.entry)), found.path, fromBase64(now.root));
    const trees = await ended(found, now);
    const checks = [
      await content(bytes, found.salt, entry),
      check('page', judged(entry.address === `/${path}`), { address: String(entry.address) }),
      check('included', judged(isIn), { index: found.index + 1, size: now.size }),
      await freshness(found, entry.address, trees),
      await signature(now, await key(asked.vkey)),
      await servedKey(asked.vkey, get),
      await currency(now, get),
    ];
    if (old) checks.push(await history(old, now, trees, get));
    return { page: `/${path}`, verdict: verdict(checks), checks, entry, index: found.index, checkpoint: now };
  }

  /**
   * @param {Check[]} checks
   * @returns {State}
   */
  function verdict(checks) {
    const states = new Set(checks.map(({ state }) => state));
    if (states.has('failed')) return 'failed';
    return states.has('unchecked') ? 'unchecked' : 'passed';
  }

  return { verify, pathOf };
})();
