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

  globalThis.gksitePage = { search, address, element, fill };

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

    const kinds = { agency: data.textAgency, place: data.textPlace, notice: data.textNumber };

    function item(found) {
      const facts = [kinds[found.kind], found.place].filter(Boolean).join(' · ');
      return element('li', element('a', [found.text, ' ', element('span', facts, { class: 'small' })], { href: address(found.url) }));
    }

    function show(found) {
      list.replaceChildren(...found.map(item));
      panel.hidden = !found.length;
      status.textContent = found.length ? fill(data.textCount, { n: found.length }) : '';
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

  // A line with a button that copies what `read` gives; where that is not allowed, what `select` selects.
  function copying(line, read, select) {
    const [button, status] = ['[data-copy]', '[data-copy-status]'].map((what) => line.querySelector(what));
    button.addEventListener('click', async () => {
      const text = read();
      let done = true;
      try {
        await navigator.clipboard.writeText(text);
      } catch { // not allowed, or not a secure page: the old way
        select();
        done = document.execCommand('copy');
        if (done) button.focus();
      }
      status.textContent = done ? button.dataset.textCopied : button.dataset.textFailed;
    });
    line.hidden = false;
  }

  function share(line) {
    const box = line.querySelector('input');
    box.value ||= location.href.replace(/[?#].*/, '');
    copying(line, () => box.value, () => box.select());
  }

  // A citation, which is copied with the day on which the reader copies it.
  function cite(place) {
    const [text, day, line] = ['[data-cite-text]', '[data-day]', '[data-cite-copy]'].map((what) => place.querySelector(what));
    function dated() {
      const today = new Date();
      day.textContent = fill(day.dataset.day, { y: today.getFullYear(), m: today.getMonth() + 1, d: today.getDate() });
      return text.textContent;
    }
    copying(line, dated, () => getSelection().selectAllChildren(text));
  }

  document.querySelectorAll('.search-form').forEach(suggestions);
  document.querySelectorAll('[data-share]').forEach(share);
  document.querySelectorAll('[data-cite]').forEach(cite);
})();
