// The search page: reads ?q=, asks assets/search.js, shows the hits. The texts stand in the page's data attributes.
(function () {
  'use strict';

  const list = document.querySelector('[data-search-results]');
  const status = document.querySelector('[data-search-status]');
  if (!list || !status) return;

  const PAGE = 20;
  const data = list.dataset;
  const query = (new URLSearchParams(location.search).get('q') || '').trim();
  let shown = 0;

  function text(name, values) {
    return Object.entries(values || {}).reduce((s, [key, value]) => s.split('{' + key + '}').join(value), data['text' + name]);
  }

  function element(tag, content, attributes) {
    const node = document.createElement(tag);
    node.append(...[].concat(content));
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    return node;
  }

  function button(label, act) {
    const node = element('button', label, { type: 'button' });
    node.addEventListener('click', () => { node.remove(); act(); });
    return node;
  }

  // Text with the given [start, end] ranges marked.
  function marked(excerpt, marks) {
    const parts = [];
    let at = 0;
    for (const [start, end] of marks || []) {
      parts.push(excerpt.slice(at, start), element('mark', excerpt.slice(start, end)));
      at = end;
    }
    return [...parts, excerpt.slice(at)];
  }

  function place(id) {
    const link = [...document.querySelectorAll('[data-place]')].find((a) => a.dataset.place === id);
    return link ? link.textContent : id;
  }

  function hit(found) {
    const meta = found.meta || {};
    const kind = data['kind' + found.kind.charAt(0).toUpperCase() + found.kind.slice(1)];
    const facts = [kind, meta.jurisdiction && place(meta.jurisdiction), meta.year].filter(Boolean).join(' · ');
    const item = element('li', [
      element('a', found.title, { href: data.root + found.url }),
      element('p', facts, { class: 'small' }),
    ], { 'data-search-hit': '' });
    if (found.excerpt) item.append(element('p', marked(found.excerpt, found.marks)));
    return item;
  }

  function say(message) {
    status.replaceChildren(...[].concat(message));
  }

  function show(result) {
    const items = result.hits.slice(shown).map(hit);
    const more = shown > 0;
    list.append(...items);
    list.hidden = !list.children.length;
    shown += items.length;
    if (!result.total) return say(text('None', { q: query }));
    const [before, after] = data.textFound.split('{n}');
    say([before, element('span', String(result.total), { 'data-search-count': '' }), after]);
    if (items.length && shown < result.total) list.after(button(data.textMore, run));
    if (more && items.length) items[0].querySelector('a').focus();
  }

  function fail(error) {
    console.error(error);
    say(data.textFailed);
    status.after(button(data.textRetry, run));
  }

  function run() {
    say(data.textSearching);
    import(new URL(data.module, document.baseURI).href)
      .then((module) => module.search(query, { limit: shown + PAGE }))
      .then(show)
      .catch(fail);
  }

  if (!query) return;
  for (const box of document.querySelectorAll('input[name=q]')) box.value = query;
  document.title = text('Title', { q: query, title: document.title });
  run();
})();
