// The Merkle tree of a log (RFC 9162, 2.1): whether an entry is in it, whether it continues an earlier one.

/** @typedef {(level: number, tile: number, width: number) => Promise<Uint8Array>} ReadTile  The hashes of a tile. */

const verifyTree = (() => {
  const { same, sha256 } = verifyBytes;
  const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)];

  /** @param {Uint8Array} entry */
  const leaf = (entry) => sha256(LEAF, entry);

  /**
   * @param {Uint8Array} left
   * @param {Uint8Array} right
   */
  const node = (left, right) => sha256(NODE, left, right);

  const half = (/** @type {number} */ n) => Math.floor(n / 2);
  const isOdd = (/** @type {number} */ n) => n % 2 === 1;

  /**
   * Whether a leaf stands at an index of the tree with that root (RFC 9162, 2.1.3.2).
   * @param {number} index
   * @param {number} size
   * @param {Uint8Array} found  the hash of the leaf
   * @param {Uint8Array[]} path
   * @param {Uint8Array} root
   */
  async function includes(index, size, found, path, root) {
    if (index >= size) return false;
    let [fn, sn, r] = [index, size - 1, found];
    for (const p of path) {
      if (sn === 0) return false;
      if (isOdd(fn) || fn === sn) {
        r = await node(p, r);
        while (fn !== 0 && !isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
      } else {
        r = await node(r, p);
      }
      [fn, sn] = [half(fn), half(sn)];
    }
    return sn === 0 && same(r, root);
  }

  /**
   * Whether a proof leads from one root to the other (RFC 9162, 2.1.4.2).
   * @param {number} first  entries, at least one
   * @param {number} second  entries, more than `first`
   * @param {Uint8Array} firstRoot
   * @param {Uint8Array} secondRoot
   * @param {Uint8Array[]} proof
   */
  async function continues(first, second, firstRoot, secondRoot, proof) {
    const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : [...proof];
    let [fn, sn] = [first - 1, second - 1];
    while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
    const start = path.shift();
    if (!start) return false;
    let [fr, sr] = [start, start];
    for (const c of path) {
      if (sn === 0) return false;
      if (isOdd(fn) || fn === sn) {
        fr = await node(c, fr);
        sr = await node(c, sr);
        while (fn !== 0 && !isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
      } else {
        sr = await node(sr, c);
      }
      [fn, sn] = [half(fn), half(sn)];
    }
    return sn === 0 && same(fr, firstRoot) && same(sr, secondRoot);
  }

  /** The largest power of two below a number of entries, at least two. @param {number} n */
  function split(n) {
    let k = 1;
    while (k * 2 < n) k *= 2;
    return k;
  }

  /**
   * What the tiles say of an earlier size: its root, and the proof from it to the present one (RFC 9162, 2.1.4.1). Each
   * tile is read once.
   * @param {number} first
   * @param {number} second
   * @param {ReadTile} read
   */
  async function consistency(first, second, read) {
    const hashes = reader(second, read);

    /**
     * @param {number} m
     * @param {number} start
     * @param {number} end
     * @param {boolean} isWhole
     * @returns {Promise<Uint8Array[]>}
     */
    async function subproof(m, start, end, isWhole) {
      if (m === end - start) return isWhole ? [] : [await hashes(start, end)];
      const k = split(end - start);
      if (m <= k) return [...await subproof(m, start, start + k, isWhole), await hashes(start + k, end)];
      return [...await subproof(m - k, start + k, end, false), await hashes(start, start + k)];
    }

    return { before: await hashes(0, first), path: await subproof(first, 0, second, true) };
  }

  /**
   * A function to the hash of a range of entries that a node of the tree spans.
   * @param {number} size
   * @param {ReadTile} read
   */
  function reader(size, read) {
    /** @type {Map<string, Promise<Uint8Array>>} */
    const tiles = new Map();

    /**
     * @param {number} level
     * @param {number} index
     */
    async function hash(level, index) {
      const tile = Math.floor(index / 256);
      const width = Math.min(256, Math.floor(size / 256 ** level) - tile * 256);
      const name = `${level}/${tile}`;
      if (!tiles.has(name)) tiles.set(name, read(level, tile, width));
      const bytes = await /** @type {Promise<Uint8Array>} */ (tiles.get(name));
      if (bytes.length !== width * 32) throw new VerifyError('tiles');
      return bytes.slice((index % 256) * 32, (index % 256) * 32 + 32);
    }

    /**
     * @param {number} start
     * @param {number} end
     * @returns {Promise<Uint8Array>}
     */
    async function range(start, end) {
      let level = 0;
      while (256 ** (level + 1) <= end - start) level += 1;
      const unit = 256 ** level;
      if (end - start === unit && start % unit === 0) return hash(level, start / unit);
      const k = split(end - start);
      return node(await range(start, start + k), await range(start + k, end));
    }

    return range;
  }

  /**
   * The path of a tile below tile/ (C2SP tlog-tiles, Merkle Tree).
   * @param {number} level
   * @param {number} tile
   * @param {number} width
   */
  function tilePath(level, tile, width) {
    const digits = String(tile);
    const parts = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) || [];
    const name = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join('/');
    return `${level}/${name}${width < 256 ? `.p/${width}` : ''}`;
  }

  return { leaf, node, includes, continues, consistency, tilePath };
})();
