// assets/search.js, which the build joins from the parts in assets/search/.
export { find, fold, loose, names, nearest, search, suggest, terms } from '../../../templates/assets/search/module.js';
