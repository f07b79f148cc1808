// The search module of a site that is searched by a plain scan of its text: assets/search.js.

const root = new URL('../', import.meta.url).href;

export const { fold, loose, terms } = searchText;
export const { search, find, nearest, suggest, recognise, names } = searchWith(() => searchScan.load(root));
