// The parts of the search as the build joins them, run in this process without a browser.
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

const FOLDER = new URL('../../../templates/assets/search/', import.meta.url);
const PARTS = ['error.js', 'file.js', 'text.js', 'records.js', 'narrow.js', 'excerpt.js', 'names.js', 'recognise.js', 'nearest.js', 'scan.js', 'search.js'];

const source = PARTS.map((name) => readFileSync(new URL(name, FOLDER), 'utf-8')).join('\n');

export const { SearchError, searchText, searchRecords, searchNarrow, searchExcerpt, searchScan, searchWith } = runInThisContext(
  `(() => {\n${source}\nreturn { SearchError, searchText, searchRecords, searchNarrow, searchExcerpt, searchScan, searchWith };\n})()`,
);
