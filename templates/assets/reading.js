// How a page is read: colours, type, motion, the `/` key and reading aloud, chosen in the header and remembered in the browser.
(function () {
  'use strict';

  const { element } = globalThis.gksitePage;
  const control = document.querySelector('[data-reading]');
  if (!control) return;

  const root = document.documentElement;
  const find = (selector) => control.querySelector(selector);
  const [summary, form, start, stop, status] = ['summary', 'form', '[data-speak]', '[data-speak-stop]', '[data-speak-status]'].map(find);
  const boxes = [...document.querySelectorAll('.search-form input[name=q]')];

  // ---- modes

  function tick() {
    for (const input of form.querySelectorAll('input')) input.checked = input.value === (root.dataset[input.name] || '');
    for (const box of boxes) box.ariaKeyShortcuts = root.dataset.shortcut ? null : '/';
  }

  function choose(chosen) {
    globalThis.gksiteReading(chosen);
    tick();
    try {
      localStorage.setItem('gksite-reading', JSON.stringify(chosen));
    } catch (error) {
      console.info(error); // then the choice lasts as long as the page
    }
  }

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => choose(Object.fromEntries(new FormData(form))));
  find('[data-reading-reset]').addEventListener('click', () => choose({}));
  control.addEventListener('toggle', tick);
  control.hidden = false;
  tick();

  // The panel lies over the page, so it closes before it can cover what has the focus.
  function leave(to) {
    if (to && !control.contains(to)) control.open = false;
  }
  control.addEventListener('focusout', (event) => leave(event.relatedTarget));
  document.addEventListener('click', (event) => leave(event.target));

  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (key === 'Escape') {
      if (control.contains(target)) summary.focus();
      control.open = false;
      hush();
    }
    if (key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (root.dataset.shortcut || target.closest?.('input, textarea, select') || target.isContentEditable) return;
    const box = boxes.findLast((each) => each.offsetParent);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // ---- reading aloud, with voices of this device only: others send the text away

  const speech = globalThis.speechSynthesis;
  const bar = element('div', [element('span', status.dataset.textSpeaking), stop], { class: 'speaking', hidden: '' });
  let voice = null;
  let left = [];
  let utterance = null; // held here, for some browsers forget one that nobody holds, and then it never ends

  function findVoice() {
    const voices = speech.getVoices().filter((each) => each.localService && /^(zh|cmn)\b/i.test(each.lang));
    voice = voices.find((each) => /CN|Hans|cmn/i.test(each.lang)) || voices[0];
    start.hidden = !voice;
  }

  // [element, its text] for each paragraph of the page that is to be seen.
  function paragraphs() {
    const found = [];
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement: around } = texts.currentNode;
      if (!data.trim() || around.closest('form, nav, svg, [role=status], [aria-hidden=true]') || !around.getClientRects().length) continue;
      const block = around.closest('h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption, summary, main');
      if (found.at(-1)?.[0] === block) found.at(-1)[1] += data;
      else found.push([block, data]);
    }
    return found;
  }

  function say() {
    const [block, text] = left.shift() || [];
    utterance?.block.classList.remove('spoken');
    if (!block) {
      hush(status.dataset.textDone);
      return;
    }
    block.classList.add('spoken');
    utterance = new SpeechSynthesisUtterance(text);
    Object.assign(utterance, { block, voice, lang: voice.lang, onend: say, onerror: () => hush() });
    speech.speak(utterance);
  }

  function hush(text = status.dataset.textStopped) {
    if (bar.hidden) return;
    if (bar.contains(document.activeElement)) summary.focus();
    bar.hidden = true;
    root.classList.remove('is-speaking');
    status.textContent = text;
    utterance.block.classList.remove('spoken');
    utterance.onend = utterance.onerror = null;
    speech.cancel();
  }

  if (!speech) return;
  status.className = 'hidden';
  control.after(status, bar); // out of the panel: seen and heard when that is closed
  stop.hidden = false;
  findVoice();
  speech.addEventListener('voiceschanged', findVoice); // some browsers load voices late
  start.addEventListener('click', () => {
    hush();
    left = paragraphs();
    bar.hidden = false;
    root.classList.add('is-speaking');
    stop.focus();
    control.open = false;
    status.textContent = status.dataset.textSpeaking;
    say();
  });
  stop.addEventListener('click', () => hush());
  addEventListener('pagehide', () => hush());
})();
