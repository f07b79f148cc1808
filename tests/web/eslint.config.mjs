// The linter of the theme's scripts: what is wrong or unused, not how it is laid out. Run from the repository's root.
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/.venv/node_modules/`);
const js = require('@eslint/js');
const globals = require('globals');

const shared = {
  gksite: 'writable', gksiteText: 'readonly', gksitePage: 'writable', gksiteReading: 'writable',
};
const parts = {
  SearchError: 'writable', SEARCH_FORMAT: 'writable', searchFile: 'writable', searchText: 'writable', searchRecords: 'writable', searchNarrow: 'writable',
  searchExcerpt: 'writable', searchNames: 'writable', searchRecognise: 'writable', searchNearest: 'writable', searchScan: 'writable', searchEngine: 'writable', searchWith: 'writable',
  VerifyError: 'writable', verifyBytes: 'writable', verifyNote: 'writable', verifyTree: 'writable', verifyPage: 'writable',
};
const rules = {
  ...js.configs.recommended.rules,
  eqeqeq: 'error',
  'no-redeclare': ['error', { builtinGlobals: false }],
  'no-unused-vars': ['error', { varsIgnorePattern: '^(SearchError|VerifyError|SEARCH_FORMAT|(?:search|verify)[A-Z]\\w*)$' }],
  'no-var': 'error',
  'prefer-const': 'error',
};

export default [
  {
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'script', globals: { ...globals.browser, ...shared, ...parts } },
    rules,
  },
  {
    files: ['**/pagefind.js', '**/searching/*.js', '**/search/module*.js'],
    languageOptions: { sourceType: 'module' },
  },
];
