// A notice's task table, narrowed by agency, role, section and typed text; the address keeps what is chosen.
(function () {
  'use strict';

  const { fill } = globalThis.gksitePage;
  const table = document.querySelector('[data-narrow-table]');
  const tool = document.querySelector('[data-narrow]');
  if (!table || !tool) return;

  const form = tool.querySelector('form');
  const status = tool.querySelector('[data-narrow-count]');
  const fields = ['agency', 'role', 'section', 'text'].map((name) => form.elements[name]).filter(Boolean);
  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  const groups = [...table.tBodies].reverse();
  const tasks = [...table.querySelectorAll('.task')].map((row) => ({
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
    // From the last group to the first, a heading stands if a task does beneath it, or a deeper heading that stands.
    let below = 0;
    for (const group of groups) {
      const depth = Number(group.dataset.depth);
      group.hidden = !group.querySelector('.task:not([hidden])') && below <= depth;
      if (!group.hidden) below = depth;
    }
    tool.classList.toggle('narrowed', n < tasks.length);
    status.textContent = n ? fill(status.dataset.textCount, { n, all: tasks.length }) : status.dataset.textNone;
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

  function recall() {
    const params = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = params.get(field.name) || '';
      if (field.selectedIndex < 0) field.selectedIndex = 0; // the address names what is not here
    }
    show();
  }

  let timer = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => { show(); keep(); }, 150);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { show(); keep(); }));
  addEventListener('pageshow', recall); // after the browser has put back what was typed before
  addEventListener('hashchange', () => {
    const target = document.querySelector(':target');
    if (!target?.closest('[hidden]')) return;
    form.reset();
    show();
    target.scrollIntoView();
  });
  recall();
  tool.hidden = false;

  // Rows shown as cards are still rows to all assistive technology.
  const roles = { TABLE: 'table', THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TD: 'cell', TH: 'rowheader' };
  for (const part of [table, ...table.querySelectorAll('thead, tbody, tr, td, th')]) {
    part.setAttribute('role', part.scope === 'col' ? 'columnheader' : roles[part.tagName]);
  }
})();
