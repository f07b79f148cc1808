// The search module of a site with an index: assets/search.js.

const root = new URL('../', import.meta.url).href;

export const { fold, loose, terms } = searchText;
export const { search, find, nearest, suggest, recognise, names } = searchWith(() => searchEngine.load(root));
