// The Merkle tree of a log (RFC 9162, 2.1): whether an entry is in it, and which root it had before.

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
   * The roots of the full trees that a log consists of, largest first, by its last leaf and the path that leads from that to
   * the root.
   * @param {number} size
   * @param {Uint8Array} last
   * @param {Uint8Array[]} path
   */
  async function fullTrees(size, last, path) {
    const trees = [...path].reverse();
    let [rest, root] = [size, last];
    while (!isOdd(rest)) {
      root = await node(/** @type {Uint8Array} */ (trees.pop()), root);
      rest = half(rest);
    }
    return [...trees, root];
  }

  /** The root over full trees, largest first, at least one. @param {Uint8Array[]} trees */
  async function rootOver(trees) {
    let root = trees[trees.length - 1];
    for (const tree of trees.slice(0, -1).reverse()) root = await node(tree, root);
    return root;
  }

  /** The root of at least one leaf. @param {Uint8Array[]} leaves */
  async function rootOf(leaves) {
    let level = leaves;
    while (level.length > 1) {
      const above = [];
      for (let at = 0; at < level.length; at += 2) above.push(at + 1 < level.length ? await node(level[at], level[at + 1]) : level[at]);
      level = above;
    }
    return level[0];
  }

  /** How many full trees a log consists of: the ones of its size in binary. @param {number} size */
  const countTrees = (size) => size.toString(2).replaceAll('0', '').length;

  /**
   * The root that a log had when it had fewer entries, at least one, by one tile a level at most. The full trees are trusted:
   * each tile is held against what stands above it. Null where one does not fit.
   * @param {number} size
   * @param {number} now
   * @param {Uint8Array[]} trees  those that the log consists of now
   * @param {ReadTile} read
   */
  async function rootBefore(size, now, trees, read) {
    const upTo = (/** @type {number} */ entries, /** @type {number} */ level) => Math.floor(entries / 256 ** level);
    let level = 0; // of the tile in which both sizes end, each at another hash
    while (upTo(size, level + 1) !== upTo(now, level + 1)) level += 1;
    const beside = countTrees(upTo(now, level + 1));
    const shared = trees.slice(0, beside);
    if (size === upTo(now, level + 1) * 256 ** (level + 1)) return rootOver(shared);
    let width = upTo(now, level) % 256;
    let above = await rootOver(trees.slice(beside, beside + countTrees(width)));
    const rows = [];
    for (; level >= 0; level -= 1) {
      const count = upTo(size, level) % 256;
      const tile = await read(level, upTo(size, level + 1), width);
      if (tile.length !== width * 32) throw new VerifyError('tiles');
      const hashes = Array.from({ length: width }, (_, at) => tile.slice(at * 32, at * 32 + 32));
      if (!same(await rootOf(hashes), above)) return null;
      rows.push(hashes.slice(0, count));
      if (size % 256 ** level === 0) break;
      [above, width] = [hashes[count], 256];
    }
    /** @type {Uint8Array[]} */
    let root = [];
    for (const row of rows.reverse()) root = [await rootOf([...row, ...root])];
    return rootOver([...shared, ...root]);
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

  return { leaf, includes, fullTrees, rootBefore, tilePath };
})();
