// Why a search has no answer: 'wasm', the server's security policy forbids the engine; 'load', a file did not come.

'use strict'; // the first statement of every form, so that it holds for all parts behind it

class SearchError extends Error {
  /**
   * @param {'wasm' | 'load'} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}
