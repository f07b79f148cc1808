// The search page: the address says what is asked, assets/search.js answers. The texts stand in the page's data attributes.
(function () {
  'use strict';

  const { search, address, element, fill } = globalThis.gksitePage;
  const PAGE = 20;
  const AGENCIES = 4;
  const FILTERS = ['kind', 'jurisdiction', 'year', 'agency', 'role', 'section'];
  const find = (name) => document.querySelector(`[data-search-${name}]`);
  const [status, heading, list, paging, near, advice, filters, chips, cards] = ['status', 'heading', 'results', 'paging', 'near', 'advice', 'filters', 'chips', 'cards']
    .map(find);
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
    const state = { q: params.get('q') || '', page: Math.max(1, parseInt(params.get('page'), 10) || 1), around: params.get('around') || '' };
    for (const name of FILTERS) state[name] = params.get(name) || '';
    return state;
  }

  function link(state) {
    const params = new URLSearchParams();
    for (const name of ['q', ...FILTERS, 'around']) if (state[name]) params.set(name, state[name]);
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
  function marked(text, marks) {
    const parts = [];
    let at = 0;
    for (const [start, end] of marks) {
      if (start < at) continue;
      parts.push(text.slice(at, start), element('mark', text.slice(start, end)));
      at = end;
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
    const called = marked(found.title, found.titleMarks || []);
    const item = element('li', element('a', called, { href: address(found.url) }), { [name]: '' });
    if (!found.title.includes(found.excerpt)) item.append(element('p', marked(found.excerpt, marks)));
    item.append(element('p', [
      element('span', facts.join(' · ')),
      ...agencies(texts.textLead, lead, support, names),
      ...agencies(texts.textSupport, support, lead, names),
      ...(found.least < 2 ? [element('span', found.least ? texts.textInHeadings : texts.textInNotice)] : []),
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
    form.elements.role.disabled = !state.agency;
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

  // What the query names outright, each to be taken out of it again.
  function showChips(state, recognised) {
    const rest = recognised.filter((each) => each.rest);
    chips.replaceChildren(...rest.map(({ kind, text, words: typed, rest: q }) => {
      const named = fill(chips.dataset[kind], { name: text });
      const button = element('button', [named, element('span', fill(chips.dataset.textRemove, { words: typed }), { class: 'hidden' }), ' ', element('span', '×', { 'aria-hidden': 'true' })], { type: 'button', class: 'chip' });
      button.addEventListener('click', () => go({ ...state, q, page: 1 }, true));
      return button;
    }));
    chips.hidden = !rest.length;
  }

  function card({ kind, text, url, near: isNear, ...facts }) {
    const [, year, month] = /^(\d+)-0?(\d+)$/.exec(text) ?? [];
    const called = kind === 'month' ? fill(cards.dataset.textMonth, { year, month }) : text;
    const said = fill(cards.dataset[isNear ? 'near' : kind], { title: '', ...facts });
    return element('li', element('a', [element('strong', called), ' ', element('span', said)], { href: address(url) }));
  }

  // Where it leads; and of a question for who does something, who leads the first task of those that somebody leads.
  function showCards(state, recognised, first, isNear, names) {
    const found = state.page > 1 ? [] : recognised.flatMap((each) => each.cards);
    if (first && state.page === 1) {
      const text = first.meta.lead.slice(0, AGENCIES).map((id) => names.agency[id]).join(texts.textComma);
      const place = names.jurisdiction[first.meta.jurisdiction];
      found.unshift({ kind: isNear ? 'whoNear' : 'who', text, url: first.url, title: first.title.replace(/\p{P}$/u, ''), place });
    }
    cards.replaceChildren(...found.map(card));
    cards.hidden = !found.length;
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
    const pages = Math.ceil(listed(state, result) / PAGE);
    const filtered = FILTERS.some((name) => state[name]);
    list.replaceChildren();
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
    parts.push(texts.textExact);
    const left = result.total - listed(state, result);
    if (left) {
      const [said, link_] = fill(texts.textAround, { n: left }).split('{link}');
      parts.push(element('br', []), said, element('a', texts.textShowAround, { href: link({ ...state, around: '1', page: 1 }), 'data-search-go': '' }), link_);
    }
    say(...(result.exact ? [] : [element('strong', texts.textInexact), element('br', [])]), ...parts);
  }

  // How many results are listed: those that have the words only in what they have of their notice are told in a line.
  function listed(state, { total, around }) {
    return state.around || around === total ? total : total - around;
  }

  function fail(error) {
    console.error(error);
    for (const part of [list, paging, near, advice, chips, cards]) part.hidden = true;
    const [text, way, act] = {
      wasm: [texts.textBlocked, element('a', texts.textCatalogue, { href: texts.catalogue })],
      gone: [texts.textChanged, element('button', texts.textReload, { type: 'button' }), () => location.reload()],
    }[error.gone ? 'gone' : error.code] || [texts.textFailed, element('button', texts.textRetry, { type: 'button' }), () => run(true)];
    if (act) way.addEventListener('click', act);
    say(text, ' ', way);
  }

  // ---- asking

  // What matches; where nothing does and nothing narrows it, what comes nearest, and what each word finds alone.
  async function ask(module, query, { signal, all, ...wanted }) {
    const result = await module.find(query, { ...wanted, all, signal });
    const answer = { result, nearest: { hits: [] }, counts: [] };
    if (result.total || Object.keys(wanted).length) return answer;
    answer.nearest = await module.nearest(query, { signal });
    const terms = query.match(/"[^"]+"|\S+/g) ?? [];
    for (const word of terms.length > 1 ? terms : []) answer.counts.push({ word, n: (await module.search(word, { limit: 0, signal })).total });
    return answer;
  }

  // Ask and show the answer, each hit as soon as its text is there and those before it are.
  async function answer(module, state, signal, focus) {
    const wanted = Object.fromEntries(FILTERS.filter((name) => state[name]).map((name) => [name, state[name]]));
    const [found, names] = [await ask(module, state.q, { ...wanted, all: !state.q.trim(), signal }), await module.names()];
    if (signal.aborted) return;
    const { result } = found;
    const pages = Math.max(1, Math.ceil(listed(state, result) / PAGE));
    if (state.page > pages) {
      state.page = pages;
      history.replaceState(null, '', link(state));
      last = location.search;
    }
    const from = (state.page - 1) * PAGE;
    const hits = result.results.slice(from, Math.min(from + PAGE, listed(state, result))).map((fetch) => fetch());
    Promise.allSettled(hits); // one that fails is told below, whatever becomes of the others
    const { named, who } = await module.recognise(state.q);
    const asked = who ? [...await Promise.all(hits.slice(0, AGENCIES)), ...found.nearest.hits] : [];
    const first = asked.find(({ meta }) => meta.lead.length);
    if (signal.aborted) return;
    show(state, found, names);
    showChips(state, named);
    showCards(state, named, first, !hits.length, names);
    if (focus) heading.focus();
    for (const each of hits) {
      const shown = await each;
      if (signal.aborted) return;
      list.append(hit(shown, names));
    }
  }

  function retype() {
    const { q } = asked();
    for (const box of document.querySelectorAll('input[name=q]')) box.value = q;
  }

  async function run(focus) {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const state = asked();
    last = location.search;
    retype();
    document.title = state.q ? fill(texts.textTitle, { q: state.q, title }) : title;
    const isNarrowed = FILTERS.some((name) => state[name]);
    heading.hidden = !state.q.trim() && !isNarrowed;
    main.classList.toggle('waiting', !heading.hidden && list.hidden);
    if (heading.hidden) {
      for (const part of [list, paging, near, advice, filters, chips, cards]) part.hidden = true;
      say();
      return;
    }
    say(texts.textSearching);
    const slow = setTimeout(() => signal.aborted || say(texts.textSlow), 3000);
    try {
      await search((module) => answer(module, state, signal, focus));
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
    go({ ...asked(), q: form.elements.q.value, [event.target.name]: event.target.value, page: 1 }, false);
  });
  document.addEventListener('click', (event) => {
    const to = event.target.closest('[data-search-paging] a, [data-search-clear], [data-search-go]');
    if (!to || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const params = new URLSearchParams(to.search);
    go(Object.fromEntries(params), true);
  });
  // Where the reader was, for browsers that draw the page anew when it is come back to: the list is drawn late.
  addEventListener('pagehide', () => {
    try {
      sessionStorage.setItem('gksite-place', JSON.stringify([location.href, scrollY]));
    } catch (error) {
      console.info(error); // no storage: then the page begins at its top
    }
  });

  function comeBack() {
    const [navigation] = performance.getEntriesByType('navigation');
    if (navigation?.type !== 'back_forward') return;
    const [address_, y] = JSON.parse(sessionStorage.getItem('gksite-place')) ?? [];
    if (address_ === location.href) scrollTo(0, y);
  }

  window.addEventListener('pageshow', () => setTimeout(retype)); // WebKit empties the box of a page that comes back
  window.addEventListener('popstate', () => {
    if (location.search !== last) run(false);
  });

  filters.open = matchMedia('(min-width: 48rem)').matches;
  run(false).then(comeBack);
})();
