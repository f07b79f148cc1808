// A file of the site as it is now, whatever a browser or a server in between has kept of it.

/** Counts the ways in which the index is written, as gksite/searching/index.py does; another is of another program. */
const SEARCH_FORMAT = 5;

/**
 * What `read` makes of a file; where it does not come or `read` throws, it is fetched again, past every cache.
 * @template T
 * @param {string} address
 * @param {(answer: Response) => Promise<T>} read
 * @param {RequestCache} [cache]  'no-cache' for what names others: a copy that was kept is used only if it still holds
 * @returns {Promise<T>}
 */
async function searchFile(address, read, cache) {
  let status = 0;
  for (const how of [cache, /** @type {const} */ ('reload')]) {
    try {
      const answer = await fetch(address, { cache: how });
      status = answer.status;
      if (answer.ok) return await read(answer);
    } catch { /* told below */ }
  }
  throw new SearchError('load', address, [200, 404, 410].includes(status));
}
