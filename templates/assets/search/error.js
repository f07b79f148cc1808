// Why a search has no answer: 'wasm', the server's security policy forbids the engine; 'load', a file did not come.

'use strict'; // the first statement of every form, so that it holds for all parts behind it

class SearchError extends Error {
  /**
   * @param {'wasm' | 'load'} code
   * @param {string} message
   * @param {boolean} [gone]  the site is another than this: what it named is not there, or not what it was
   */
  constructor(code, message, gone) {
    super(message);
    this.code = code;
    this.gone = gone;
  }
}
