// The search page: the address says what is asked, assets/search.js answers. The texts stand in the page's data attributes.
(function () {
  'use strict';

  const { search, address, element, fill } = globalThis.gksitePage;
  const PAGE = 20;
  const AGENCIES = 4;
  const FILTERS = ['kind', 'jurisdiction', 'year', 'agency', 'role', 'section'];
  const find = (name) => document.querySelector(`[data-search-${name}]`);
  const [status, heading, list, paging, near, advice, filters] = ['status', 'heading', 'results', 'paging', 'near', 'advice', 'filters'].map(find);
  if (!list) return;

  const texts = list.dataset;
  const form = filters.closest('form');
  const title = document.title;
  const main = form.closest('main');
  let running = null;
  let last = null;

  const kindName = (kind) => texts[`kind${kind.charAt(0).toUpperCase()}${kind.slice(1)}`] || kind;

  // ---- the address

  function asked() {
    const params = new URLSearchParams(location.search);
    const state = { q: params.get('q') || '', page: Math.max(1, parseInt(params.get('page'), 10) || 1) };
    for (const name of FILTERS) state[name] = params.get(name) || '';
    return state;
  }

  function link(state) {
    const params = new URLSearchParams();
    for (const name of ['q', ...FILTERS]) if (state[name]) params.set(name, state[name]);
    if (state.page > 1) params.set('page', state.page);
    return `?${params}`;
  }

  function go(state, focus) {
    try {
      history.pushState(null, '', link(state));
    } catch {
      location.assign(link(state)); // some browsers allow no history entries to files on a disk
      return;
    }
    run(focus);
  }

  // ---- what is shown

  function say(...parts) {
    status.replaceChildren(...parts);
  }

  // Text with the given [start, end] ranges marked.
  function marked(text, marks, shift) {
    const parts = [];
    let at = 0;
    for (const [start, end] of marks) {
      if (start + shift < at) continue;
      parts.push(text.slice(at, start + shift), element('mark', text.slice(start + shift, end + shift)));
      at = end + shift;
    }
    return [...parts, text.slice(at)];
  }

  function agencies(text, ids, others, names) {
    if (!ids.length) return [];
    const shown = ids.slice(0, Math.max(AGENCIES / 2, AGENCIES - others.length)).map((id) => names.agency[id] || id);
    const joined = shown.join(texts.textComma);
    const all = shown.length < ids.length ? fill(texts.textMore, { names: joined, n: ids.length }) : joined;
    return [element('span', fill(text, { names: all }))];
  }

  function hit(found, names, name = 'data-search-hit') {
    const { jurisdiction, year, lead = [], support = [] } = found.meta;
    const facts = [kindName(found.kind), names.jurisdiction[jurisdiction], year && fill(texts.textYear, { year })].filter(Boolean);
    const marks = found.marks || [];
    const inTitle = found.excerpt ? found.title.indexOf(found.excerpt) : 0; // then it need not stand twice
    const called = inTitle < 0 ? marked(found.title, found.titleMarks || [], 0) : marked(found.title, marks, inTitle);
    const item = element('li', element('a', called, { href: address(found.url) }), { [name]: '' });
    if (inTitle < 0) item.append(element('p', marked(found.excerpt, marks, 0)));
    item.append(element('p', [
      element('span', facts.join(' · ')),
      ...agencies(texts.textLead, lead, support, names),
      ...agencies(texts.textSupport, support, lead, names),
    ], { class: 'facts' }));
    return item;
  }

  function optionName(name, value, names, places) {
    if (name === 'kind') return kindName(value);
    if (name === 'jurisdiction') return names.jurisdiction[value] || value;
    if (name === 'year') return fill(texts.textYear, { year: value });
    if (name !== 'agency') return value;
    const agency = names.agency[value] || value;
    const place = names.jurisdiction[value.split('/')[0]];
    return places > 1 && place ? fill(texts.textPlaced, { name: agency, place }) : agency;
  }

  function showFilters(state, facets, names) {
    for (const [name, counts] of Object.entries(facets)) {
      const select = form.elements[name];
      if (!select) continue;
      const values = Object.keys(counts).filter((value) => counts[value] || value === state[name]);
      if (state[name] && !values.includes(state[name])) values.push(state[name]);
      const places = new Set(values.map((value) => value.split('/')[0])).size;
      const options = values.map((value) => ({ value, n: counts[value] || 0, name: optionName(name, value, names, places) }));
      options.sort((a, b) => b.n - a.n || a.name.localeCompare(b.name, 'zh'));
      select.replaceChildren(select.options[0], ...options.map((o) => element('option', fill(texts.textOption, o), { value: o.value })));
      select.value = state[name];
    }
    form.elements.role.value = state.role;
    const chosen = FILTERS.filter((name) => state[name] && (name !== 'role' || state.agency)).length;
    find('summary').textContent = chosen ? fill(texts.textChosen, { n: chosen }) : texts.textFilters;
    const clear = find('clear');
    clear.hidden = !FILTERS.some((name) => state[name]);
    clear.href = link({ q: state.q });
    filters.hidden = !Object.values(facets).some((counts) => Object.keys(counts).length) && clear.hidden;
    filters.querySelector('fieldset').disabled = filters.hidden;
  }

  function showPaging(state, pages) {
    const near = [1, state.page - 1, state.page, state.page + 1, pages].filter((n) => n >= 1 && n <= pages);
    const step = (page, text, rel) => element('li', element('a', text, { href: link({ ...state, page }), rel }));
    const items = [];
    if (state.page > 1) items.push(step(state.page - 1, texts.textPrevious, 'prev'));
    let before = 0;
    for (const page of new Set(near)) {
      if (page > before + 2) items.push(element('li', '…', { 'aria-hidden': 'true' }));
      else if (page > before + 1) items.push(numbered(state, page - 1));
      items.push(numbered(state, page));
      before = page;
    }
    if (state.page < pages) items.push(step(state.page + 1, texts.textNext, 'next'));
    paging.querySelector('ul').replaceChildren(...items);
    paging.hidden = pages < 2;
  }

  function numbered(state, page) {
    const node = element('a', String(page), { href: link({ ...state, page }), 'aria-label': fill(texts.textPage, { page }) });
    if (page === state.page) node.setAttribute('aria-current', 'page');
    return element('li', node);
  }

  // What each word of a query finds alone, as links.
  function words(counts) {
    const parts = counts.flatMap(({ word, n }, i) => [
      i ? texts.textComma : '',
      n ? element('a', fill(texts.textWord, { word, n }), { href: link({ q: word }), 'data-search-go': '' }) : fill(texts.textWord, { word, n }),
    ]);
    const [before, after] = texts.textWords.split('{words}');
    return counts.length ? [element('br', []), before, ...parts, after] : [];
  }

  function show(state, { result, nearest, counts }, names) {
    const pages = Math.ceil(result.total / PAGE);
    const filtered = FILTERS.some((name) => state[name]);
    list.replaceChildren(...result.hits.map((found) => hit(found, names)));
    list.hidden = !result.total;
    list.start = (state.page - 1) * PAGE + 1;
    near.hidden = !nearest.hits.length;
    near.querySelector('ol').replaceChildren(...nearest.hits.map((found) => hit(found, names, 'data-search-near-hit')));
    advice.hidden = result.total > 0 || nearest.hits.length > 0;
    showFilters(state, result.facets, names);
    showPaging(state, pages);
    const count = element('span', String(result.total), { 'data-search-count': '' });
    if (!result.total) {
      count.hidden = true;
      const all = element('a', texts.textClear, { href: link({ q: state.q }), 'data-search-go': '' });
      say(fill(filtered ? texts.textNoneLeft : texts.textNone, state), count, ...(filtered ? [' ', all] : []), ...words(counts));
      return;
    }
    const [before, after] = texts.textFound.split('{n}');
    const parts = [before, count, after];
    if (pages > 1) parts.push(fill(texts.textPages, { page: state.page, pages }));
    say(...(result.exact ? [] : [element('strong', texts.textInexact), element('br', [])]), ...parts);
  }

  function fail(error) {
    console.error(error);
    for (const part of [list, paging, near, advice]) part.hidden = true;
    const [text, way, act] = {
      wasm: [texts.textBlocked, element('a', texts.textCatalogue, { href: texts.catalogue })],
      gone: [texts.textChanged, element('button', texts.textReload, { type: 'button' }), () => location.reload()],
    }[error.gone ? 'gone' : error.code] || [texts.textFailed, element('button', texts.textRetry, { type: 'button' }), () => run(true)];
    if (act) way.addEventListener('click', act);
    say(text, ' ', way);
  }

  // ---- asking

  // The results; where there are none and nothing narrows them, what comes nearest, and what each word finds alone.
  async function ask(module, query, { signal, offset, limit, ...wanted }) {
    const result = await module.search(query, { ...wanted, offset, limit, signal });
    const answer = { result, nearest: { hits: [] }, counts: [] };
    if (result.total || Object.keys(wanted).length) return answer;
    answer.nearest = await module.nearest(query, { signal });
    const terms = query.trim().split(/\s+/);
    for (const word of terms.length > 1 ? terms : []) answer.counts.push({ word, n: (await module.search(word, { limit: 0, signal })).total });
    return answer;
  }

  async function run(focus) {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const state = asked();
    last = location.search;
    for (const box of document.querySelectorAll('input[name=q]')) box.value = state.q;
    document.title = state.q ? fill(texts.textTitle, { q: state.q, title }) : title;
    heading.hidden = !state.q.trim();
    main.classList.toggle('waiting', !heading.hidden && list.hidden);
    if (heading.hidden) {
      for (const part of [list, paging, near, advice, filters]) part.hidden = true;
      say();
      return;
    }
    say(texts.textSearching);
    const slow = setTimeout(() => signal.aborted || say(texts.textSlow), 3000);
    try {
      const wanted = Object.fromEntries(FILTERS.filter((name) => state[name]).map((name) => [name, state[name]]));
      const from = { offset: (state.page - 1) * PAGE, limit: PAGE };
      const [answer, names] = await search(async (module) => [await ask(module, state.q, { ...wanted, ...from, signal }), await module.names()]);
      const { result } = answer;
      if (signal.aborted) return;
      if (result.total && !result.hits.length) {
        history.replaceState(null, '', link({ ...state, page: Math.ceil(result.total / PAGE) }));
        run(focus);
        return;
      }
      show(state, answer, names);
      if (focus) heading.focus();
    } catch (error) {
      if (!signal.aborted) fail(error);
    } finally {
      clearTimeout(slow);
      if (!signal.aborted) main.classList.remove('waiting');
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go({ ...asked(), q: form.elements.q.value, page: 1 }, true);
  });
  filters.addEventListener('change', (event) => {
    go({ ...asked(), [event.target.name]: event.target.value, page: 1 }, false);
  });
  document.addEventListener('click', (event) => {
    const to = event.target.closest('[data-search-paging] a, [data-search-clear], [data-search-go]');
    if (!to || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const params = new URLSearchParams(to.search);
    go(Object.fromEntries(params), true);
  });
  window.addEventListener('popstate', () => {
    if (location.search !== last) run(false);
  });

  filters.open = matchMedia('(min-width: 48rem)').matches;
  run(false);
})();
