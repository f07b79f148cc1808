// How a page is read: the version for the elderly, colours, motion, the `/` key and reading aloud; the browser remembers it.
(function () {
  'use strict';

  const control = document.querySelector('[data-reading]');
  if (!control) return;

  const NAMES = ['theme', 'text', 'motion', 'shortcut', 'rate'];
  const root = document.documentElement;
  const form = control.querySelector('form');
  const elder = document.querySelector('.site-head [data-elder]');
  const elderBar = document.querySelector('[data-elder-bar]').content.querySelector('nav');
  const boxes = [...document.querySelectorAll('.search-form input[name=q]')];

  // ---- modes

  function tick() {
    for (const input of form.querySelectorAll('input')) input.checked = input.value === (root.dataset[input.name] || '');
    elder.ariaPressed = String(Boolean(root.dataset.text));
    if (root.dataset.text) document.body.append(elderBar);
    else elderBar.remove();
    for (const box of boxes) box.ariaKeyShortcuts = root.dataset.shortcut ? null : '/';
  }

  function choose(changes) {
    const chosen = Object.fromEntries(NAMES.map((name) => [name, root.dataset[name] || '']));
    Object.assign(chosen, changes);
    globalThis.gksiteReading(chosen);
    tick();
    try {
      localStorage.setItem('gksite-reading', JSON.stringify(chosen));
    } catch (error) {
      console.info(error); // then the choice lasts as long as the page
    }
  }

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', ({ target }) => choose({ [target.name]: target.checked ? target.value : '' }));
  control.querySelector('[data-reading-reset]').addEventListener('click', () => choose(Object.fromEntries(NAMES.map((name) => [name, '']))));
  control.addEventListener('toggle', tick);
  control.hidden = false;
  elder.hidden = false;
  for (const button of [elder, elderBar.querySelector('[data-elder]')]) {
    button.addEventListener('click', () => {
      choose({ text: root.dataset.text ? '' : 'large' });
      elder.focus();
    });
  }
  addEventListener('pageshow', tick);
  tick();

  globalThis.gksitePage.overlay(control);
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (key === 'Escape') hush();
    if (key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (root.dataset.shortcut || target.closest?.('input, textarea, select') || target.isContentEditable) return;
    const folded = document.querySelector('[data-find]');
    if (folded?.checkVisibility()) folded.open = true;
    const box = boxes.findLast((each) => each.offsetParent);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // ---- reading aloud, with voices of this device only: others send the text away

  const speech = globalThis.speechSynthesis;
  const [bar, status, voiceless] = ['[data-speaking]', '[data-speak-status]', '[data-speak-voiceless]'].map((selector) => document.querySelector(selector));
  const [pause, stop, rate] = ['[data-speak-pause]', '[data-speak-stop]', '[name=rate]'].map((selector) => bar.querySelector(selector));
  let left = []; // [element, text] of the paragraphs to come, the one that is read first
  let utterance = null; // held here, for some browsers forget one that nobody holds, and then it never ends
  let begun = null;

  function chineseVoice() {
    const voices = speech.getVoices().filter((each) => each.localService && /^(zh|cmn)\b/i.test(each.lang));
    return voices.find((each) => /CN|Hans|cmn/i.test(each.lang)) || voices[0];
  }

  // [element, its text] for each paragraph of the page that is to be seen.
  function paragraphs() {
    const found = [];
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement: around } = texts.currentNode;
      if (!data.trim() || around.closest('form, nav, svg, thead, .toolbar, [role=status], [aria-hidden=true]') || !around.checkVisibility()) continue;
      const block = around.closest('h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, caption, figcaption, summary, main');
      if (found.at(-1)?.[0] === block) found.at(-1)[1] += data;
      else found.push([block, data]);
    }
    return found;
  }

  // Those from here on: from what is selected, else from the top of the screen.
  function fromHere(all) {
    const selected = getSelection();
    const isHere = ([block]) => block.getBoundingClientRect().bottom > 8;
    const isChosen = ([block]) => block.contains(selected.anchorNode);
    const at = all.findIndex(selected.isCollapsed ? isHere : isChosen);
    return all.slice(Math.max(at, 0));
  }

  function silence() {
    utterance?.block.classList.remove('spoken');
    if (utterance) utterance.onend = utterance.onerror = null;
    utterance = null;
    speech.cancel();
  }

  function say() {
    silence();
    if (!left.length) {
      hush(status.dataset.textDone);
      return;
    }
    const [block, text] = left[0];
    const voice = chineseVoice();
    block.classList.add('spoken');
    block.scrollIntoView({ block: 'nearest' });
    utterance = new SpeechSynthesisUtterance(text);
    Object.assign(utterance, { block, voice, lang: voice.lang, rate: Number(root.dataset.rate) || 1, onerror: () => hush() });
    utterance.onend = () => {
      left.shift();
      say();
    };
    speech.speak(utterance);
  }

  function hush(text = status.dataset.textStopped) {
    if (!bar || bar.hidden) return;
    if (bar.contains(document.activeElement)) begun?.focus();
    bar.hidden = true;
    root.classList.remove('is-speaking');
    status.textContent = text;
    silence();
  }

  // Some devices take a pause for an end: the paragraph begins anew instead.
  function paused(is) {
    pause.textContent = is ? pause.dataset.textResume : pause.dataset.textPause;
    status.textContent = is ? status.dataset.textPaused : status.dataset.textSpeaking;
    if (is) silence();
    else say();
  }

  const starts = [...document.querySelectorAll('.toolbar [data-speak]'), elderBar.querySelector('[data-speak]')];
  if (!speech) {
    for (const start of starts) start.hidden = true;
    return;
  }
  speech.getVoices(); // some browsers load voices late
  for (const start of starts) {
    start.hidden = false;
    start.addEventListener('click', () => {
      voiceless.hidden = Boolean(chineseVoice());
      if (!voiceless.hidden) return;
      hush();
      left = fromHere(paragraphs());
      begun = start;
      bar.hidden = false;
      root.classList.add('is-speaking');
      pause.focus();
      paused(false);
    });
  }
  rate.value = root.dataset.rate || '';
  rate.addEventListener('change', () => {
    choose({ rate: rate.value });
    if (utterance) say();
  });
  pause.addEventListener('click', () => paused(Boolean(utterance)));
  stop.addEventListener('click', () => hush());
  addEventListener('pagehide', () => hush());
})();
