// The place and year to which a reader keeps while the tab is open: those of the last list of a place that was opened.
// The menu then leads to the lists of that place, and the search is of it; a list of all places takes it back.
(function () {
  'use strict';

  const { element, fill, overlay } = globalThis.gksitePage;
  const control = document.querySelector('[data-place-switch]');
  if (!control) return;
  overlay(control);

  const KEY = 'gksite-place';
  const [summary, list] = ['summary', 'ul'].map((tag) => control.querySelector(tag));
  const choices = [...list.querySelectorAll('a')];
  const menu = [...document.querySelectorAll('.site-nav a[data-of-place]')];
  const all = menu.map((link) => link.href);
  const id = ({ dataset: { place, year } }) => `${place}/${year || ''}`;

  // The list of the menu as it is of a place, or of one of its years.
  function of(link, { dataset: { place, year } }) {
    return new URL(fill((year && link.dataset.ofYear) || link.dataset.ofPlace, { place, year }), location.href).href;
  }

  function isHere(address) {
    return address.split('#')[0] === location.href.split(/[?#]/)[0];
  }

  function recall() {
    try {
      return choices.find((choice) => id(choice) === sessionStorage.getItem(KEY));
    } catch (error) {
      console.info(error); // then every page is of all places
      return undefined;
    }
  }

  function keep(choice) {
    try {
      if (choice) sessionStorage.setItem(KEY, id(choice));
      else sessionStorage.removeItem(KEY);
    } catch (error) {
      console.info(error);
    }
  }

  function chosen() {
    const before = recall();
    const shown = choices.filter((choice) => menu.some((link) => isHere(of(link, choice))));
    if (shown.length) return shown.includes(before) ? before : shown[0];
    return all.some(isHere) ? undefined : before;
  }

  // The same list of another place: the one in which this page stands.
  const current = menu.findIndex((link) => link.ariaCurrent);
  if (current >= 0) for (const choice of choices) choice.href = of(menu[current], choice);
  const choice = chosen();
  keep(choice);
  if (!choice) return;

  summary.replaceChildren(element('span', control.dataset.textChosen, { class: 'hidden' }), choice.textContent);
  choice.setAttribute('aria-current', 'true');
  const back = element('a', control.dataset.textAll, { href: all[Math.max(current, 0)] });
  back.addEventListener('click', () => keep());
  list.prepend(element('li', back));
  for (const link of menu) link.href = of(link, choice);
  for (const form of document.querySelectorAll('.search-form')) {
    for (const [field, value] of [['jurisdiction', choice.dataset.place], ['year', choice.dataset.year]]) {
      if (value && !form.elements[field]) form.append(element('input', [], { type: 'hidden', name: field, value }));
    }
  }
})();
