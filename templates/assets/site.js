// Every page: suggestions for what is typed into a search box; the page's address to copy.
// The texts stand on the script's tag and on what they belong to.
(function () {
  'use strict';

  const data = document.currentScript.dataset;
  const module = new URL(data.module || '', document.baseURI); // a site without search has none, and no box that asks for it
  let loaded = null;
  let failures = 0;

  // The same as a classic script, which a page on a disk may run.
  function loadClassic() {
    return new Promise((resolve, reject) => {
      const script = element('script', [], { src: data.classic });
      script.onload = () => resolve(globalThis.gksite);
      script.onerror = () => reject(new Error(data.classic));
      document.head.append(script);
    });
  }

  // The search module, once it is needed. A browser may remember a failure by its address, so another try has another.
  function load() {
    if (globalThis.gksite) return Promise.resolve(globalThis.gksite);
    loaded ??= (data.classic ? loadClassic() : import(module.href + (failures ? `?${failures}` : ''))).catch((error) => {
      loaded = null;
      failures += 1;
      throw error;
    });
    return loaded;
  }

  // What the search answers; where the site is newer than the module, that of now is loaded, once.
  async function search(question) {
    try {
      return await question(await load());
    } catch (error) {
      if (!error.gone) throw error;
      loaded = null;
      failures = Date.now(); // an address that no cache knows
      return question(await load());
    }
  }

  // The address of a page of the site.
  function address(url) {
    return new URL(`../${url}${!url || url.endsWith('/') ? data.index || '' : ''}`, module).href;
  }

  function element(tag, content, attributes) {
    const node = document.createElement(tag);
    node.append(...[].concat(content));
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    return node;
  }

  // A text with the {names} in it replaced.
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  }

  // A panel that lies over the page closes before it can cover what has the focus.
  function overlay(panel) {
    function leave(to) {
      if (to && !panel.contains(to)) panel.open = false;
    }
    panel.addEventListener('focusout', (event) => leave(event.relatedTarget));
    document.addEventListener('click', (event) => leave(event.target));
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      if (panel.contains(event.target)) panel.querySelector('summary').focus();
      panel.open = false;
    });
  }

  globalThis.gksitePage = { search, address, element, fill, overlay };

  function suggestions(form) {
    const box = form.querySelector('input[name=q]');
    const list = element('ul', [], { 'aria-label': data.textSuggestions });
    const status = element('p', [], { class: 'hidden', role: 'status' });
    const panel = element('div', [list], { class: 'suggestions', hidden: '' });
    let timer = 0;
    let asked = 0;

    function close() {
      clearTimeout(timer);
      asked += 1;
      panel.hidden = true;
      status.textContent = '';
    }

    const kinds = { agency: data.textAgency, place: data.textPlace, notice: data.textNumber, document: data.textNumber, task: data.textTask, topic: data.textTopic };

    function item(found) {
      const facts = [kinds[found.kind], found.place].filter(Boolean).join(' · ');
      return element('li', element('a', [found.text, ' ', element('span', facts, { class: 'small' })], { href: address(found.url) }));
    }

    // What was found, and last the search itself.
    function show(found) {
      const query = box.value.trim();
      const all = element('li', element('a', fill(data.textSearch, { q: query }), { href: `${address('search/')}?${new URLSearchParams(new FormData(form))}` }));
      list.replaceChildren(...found.map(item), all);
      panel.hidden = false;
      status.textContent = fill(data.textCount, { n: found.length + 1 });
    }

    async function ask() {
      asked += 1;
      const mine = asked;
      try {
        const found = await search((module) => module.suggest(box.value));
        if (mine === asked && document.activeElement === box) show(found);
      } catch (error) {
        console.warn(error); // the box works without; the search page says what is wrong
      }
    }

    box.addEventListener('input', (event) => {
      clearTimeout(timer);
      if (event.isComposing) return;
      if (box.value.trim()) timer = setTimeout(ask, 120);
      else close();
    });
    box.addEventListener('compositionstart', close);
    box.addEventListener('compositionend', () => box.dispatchEvent(new Event('input')));
    form.addEventListener('submit', close);
    form.addEventListener('focusout', (event) => { if (!form.contains(event.relatedTarget)) close(); });
    form.addEventListener('keydown', (event) => {
      if (panel.hidden || event.isComposing) return;
      const stops = [box, ...list.querySelectorAll('a')];
      const at = stops.indexOf(document.activeElement);
      if (event.key === 'Escape') {
        close();
        if (at > 0) box.focus();
      } else if (at >= 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        stops.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % stops.length).focus();
      } else return;
      event.preventDefault();
    });
    box.closest('.search-row').after(panel, status);
  }

  // Copy a text; where that is not allowed, by what `select` selects. Whether it is done.
  async function copy(text, select) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // not allowed, or not a secure page: the old way
      const before = document.activeElement;
      select();
      const done = document.execCommand('copy');
      if (done) before.focus();
      return done;
    }
  }

  // The address of what is on the screen, with what is chosen there: under the site's own name, or where it is looked at.
  function copyPage(button) {
    const status = button.parentElement.querySelector('[data-copy-status]');
    button.addEventListener('click', async () => {
      const { address: own, ...texts } = button.dataset;
      const here = location.href;
      const isElsewhere = own && location.protocol !== 'file:' && new URL(own).host !== location.host;
      const shown = own && !isElsewhere ? own + location.search + location.hash : here;
      const node = element('span', shown);
      status.replaceChildren(node);
      const done = await copy(shown, () => getSelection().selectAllChildren(node));
      let text = isElsewhere ? texts.textElsewhere : texts.textCopied;
      if (!done) text = texts.textFailed;
      const [before, after] = fill(text, { own }).split('{address}');
      status.replaceChildren(before, node, after);
    });
    button.hidden = false;
  }

  // Contents say which part is on the screen.
  function follow(contents) {
    const links = [...contents.querySelectorAll('a[href^="#"]')];
    const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const observer = new IntersectionObserver(() => {
      const at = targets.findLastIndex((target) => target?.checkVisibility() && target.getBoundingClientRect().top < innerHeight / 3);
      for (const link of links) link.removeAttribute('aria-current');
      if (at < 0) return;
      const list = contents.querySelector('ul');
      links[at].setAttribute('aria-current', 'true');
      if (list.contains(document.activeElement)) return; // whoever goes through the list is not led away
      list.scrollTop = links[at].offsetTop - list.offsetTop - list.clientHeight / 2;
    }, { rootMargin: '0px 0px -66% 0px', threshold: [0, 1] });
    for (const target of targets) if (target) observer.observe(target);
  }

  // On a phone the search folds: who opens it wants to type.
  function find(folded) {
    folded.addEventListener('toggle', () => { if (folded.open) folded.querySelector('input').focus(); });
  }

  // A citation, which is copied with the day on which the reader copies it.
  function cite(place) {
    const [text, day, line] = ['[data-cite-text]', '[data-day]', '[data-cite-copy]'].map((what) => place.querySelector(what));
    function dated() {
      const today = new Date();
      day.textContent = fill(day.dataset.day, { y: today.getFullYear(), m: today.getMonth() + 1, d: today.getDate() });
      return text.textContent;
    }
    const [button, status] = ['[data-copy]', '[data-copy-status]'].map((what) => line.querySelector(what));
    button.addEventListener('click', async () => {
      const done = await copy(dated(), () => getSelection().selectAllChildren(text));
      status.textContent = done ? button.dataset.textCopied : button.dataset.textFailed;
    });
    line.hidden = false;
  }

  document.querySelectorAll('.search-form').forEach(suggestions);
  document.querySelectorAll('[data-copy-page]').forEach(copyPage);
  document.querySelectorAll('[data-find]').forEach(find);
  document.querySelectorAll('[data-follow]').forEach(follow);
  for (const button of document.querySelectorAll('[data-print]')) {
    button.addEventListener('click', () => print());
    button.hidden = false;
  }
  document.querySelectorAll('[data-cite]').forEach(cite);
})();
