// A notice's task table, narrowed by agency, role, part and typed text; the address keeps what is chosen.
(function () {
  'use strict';

  const { element, fill } = globalThis.gksitePage;
  const place = document.querySelector('[data-narrow-table]');
  const tool = document.querySelector('[data-narrow]');
  if (!place || !tool) return;

  const form = tool.querySelector('form');
  const status = tool.querySelector('[data-narrow-count]');
  const chips = document.querySelector('[data-narrow-chosen]');
  const fields = ['text', 'section', 'agency', 'role'].map((name) => form.elements[name]).filter(Boolean);
  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  const parts = [...place.querySelectorAll('[data-part]')].map((part) => {
    const folded = part.querySelector('details');
    return { part, folded, groups: [...part.querySelectorAll('tbody')].reverse(), isOpen: folded.open };
  });
  const tasks = [...place.querySelectorAll('.task')].map((row) => ({
    row,
    section: row.dataset.section,
    agencies: row.dataset.agencies.split(' '),
    text: fold(row.textContent),
  }));

  function show() {
    const { agency, role, section, text } = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const typed = fold(text);
    let n = 0;
    for (const task of tasks) {
      const named = (token) => (!role || token.startsWith(`${role}:`)) && (!agency || token.endsWith(`:${agency}`));
      const fits = (!section || task.section === section) && task.text.includes(typed) && task.agencies.some(named);
      task.row.hidden = !fits;
      n += fits;
    }
    const isNarrowed = n < tasks.length;
    const wasNarrowed = tool.classList.contains('narrowed');
    for (const { part, folded, groups, isOpen } of parts) {
      showGroups(groups);
      part.hidden = groups.every((group) => group.hidden);
      if (isNarrowed) folded.open = true;
      else if (wasNarrowed) folded.open = isOpen;
    }
    tool.classList.toggle('narrowed', isNarrowed);
    status.textContent = n ? fill(status.dataset.textCount, { n, all: tasks.length }) : status.dataset.textNone;
    showChosen();
    mark(text.trim());
  }

  // From the last group to the first, a heading stands if a task does beneath it, or a deeper heading that stands.
  function showGroups(groups) {
    let below = 0;
    for (const group of groups) {
      const depth = Number(group.dataset.depth);
      group.hidden = !group.querySelector('.task:not([hidden])') && below <= depth;
      if (!group.hidden) below = depth;
    }
  }

  // What is chosen, under the page's heading, each with a way to take it back.
  function showChosen() {
    const chosen = fields.filter((field) => field.value);
    chips.replaceChildren(...chosen.map((field) => {
      const name = field.selectedOptions?.[0].textContent ?? field.value;
      const said = [fill(chips.dataset.textOnly, { name }), element('span', ' ×', { 'aria-hidden': 'true' })];
      const chip = element('button', [...said, element('span', chips.dataset.textRemove, { class: 'hidden' })], { type: 'button', class: 'chip' });
      chip.addEventListener('click', () => {
        field.value = '';
        change();
        (chips.querySelector('button') ?? document.querySelector('main')).focus();
      });
      return chip;
    }));
    chips.hidden = !chosen.length;
  }

  // The typed words where they stand in the rows that are left.
  function mark(typed) {
    for (const old of place.querySelectorAll('mark')) {
      const around = old.parentNode;
      old.replaceWith(...old.childNodes);
      around.normalize();
    }
    const wanted = typed.toLowerCase();
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const held = [];
    while (wanted && texts.nextNode()) {
      const { currentNode: node } = texts;
      if (node.data.toLowerCase().includes(wanted) && !node.parentElement.closest('[hidden]')) held.push(node);
    }
    for (let node of held) {
      for (let at = node.data.toLowerCase().indexOf(wanted); at >= 0; at = node.data.toLowerCase().indexOf(wanted)) {
        const found = node.splitText(at);
        node = found.splitText(wanted.length);
        found.replaceWith(element('mark', found.data));
      }
    }
  }

  function keep() {
    const params = new URLSearchParams(location.search);
    for (const { name, value } of fields) {
      if (value) params.set(name, value);
      else params.delete(name);
    }
    const query = String(params).replaceAll('%2F', '/');
    try {
      history.replaceState(history.state, '', `${location.pathname}${query && '?'}${query}${location.hash}`);
    } catch (error) {
      console.info(error); // some browsers do not let a file on a disk change its address
    }
  }

  function change() {
    show();
    keep();
  }

  function recall() {
    const params = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = params.get(field.name) || '';
      if (field.selectedIndex < 0) field.selectedIndex = 0; // the address names what is not here
    }
    show();
  }

  // What a link leads to is not folded, nor narrowed away.
  function reveal() {
    const target = document.querySelector(':target');
    if (!target) return;
    if (target.closest('[hidden]')) {
      form.reset();
      show();
    }
    for (const { part, folded } of parts) if (part.contains(target)) folded.open = true;
    target.scrollIntoView();
  }

  let timer = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(change, 150);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(change));
  addEventListener('pageshow', () => setTimeout(recall)); // after the browser has put back, or emptied, what was typed before
  addEventListener('hashchange', reveal);
  recall();
  tool.hidden = false;
  if (place.querySelector(':target')) reveal();
  else if (!chips.hidden && !location.hash) tool.scrollIntoView();

  // Rows shown as cards are still rows to all assistive technology.
  const roles = { TABLE: 'table', THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TD: 'cell', TH: 'rowheader' };
  for (const part of place.querySelectorAll('table, thead, tbody, tr, td, th')) {
    part.setAttribute('role', part.scope === 'col' ? 'columnheader' : roles[part.tagName]);
  }
})();
