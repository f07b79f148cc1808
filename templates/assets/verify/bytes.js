// Bytes for /verify/: their spellings, their digests. What is misspelt is a VerifyError that says which part.

/** What cannot be read, by the name of the text that tells it. */
class VerifyError extends Error {
  /**
   * @param {string} name  of a text of the page
   * @param {Record<string, string | number>} [values]
   */
  constructor(name, values = {}) {
    super(name);
    this.name = name;
    this.values = values;
  }
}

const verifyBytes = (() => {
  /** @param {string} text */
  function utf8(text) {
    return new TextEncoder().encode(text);
  }

  /** @param {Uint8Array} bytes */
  function text(bytes) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new VerifyError('unreadable');
    }
  }

  /** @param {string} hex */
  function fromHex(hex) {
    if (!/^(?:[0-9a-f]{2})*$/.test(hex)) throw new VerifyError('unreadable');
    return Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
  }

  /** @param {Uint8Array} bytes */
  function toHex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** @param {string} spelt  in Base 64 with its padding (RFC 4648, 4), as nothing else spells the same bytes */
  function fromBase64(spelt) {
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(spelt)) throw new VerifyError('unreadable');
    const bytes = atob(spelt);
    if (btoa(bytes) !== spelt) throw new VerifyError('unreadable');
    return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  }

  /** @param {Uint8Array[]} parts */
  function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  /**
   * @param {Uint8Array} one
   * @param {Uint8Array} other
   */
  function same(one, other) {
    return one.length === other.length && one.every((byte, at) => byte === other[at]);
  }

  /** @param {Uint8Array[]} parts */
  async function sha256(...parts) {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
  }

  return { utf8, text, fromHex, toHex, fromBase64, joined, same, sha256 };
})();
