'use strict';
// Follows the rounds of the program: keeps the list of pages, their pictures and the messages up to date, and asks where a
// word comes from. It asks only the server that sent it.

const byId = (id) => document.getElementById(id);
const [pages, list, choice, size, opens, status] = ['pages', 'list', 'document', 'size', 'opens', 'status'].map(byId);

/** The last event of the server. */
let shown = null;
/** The connection on which events come. */
let events = null;
/** The pages that are in view or near it. */
const near = new Set();
const kept = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* without storage, nothing is kept */ } } };

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};
const count = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;

// Events

const follow = (name) => {
  events?.close();
  events = new EventSource(`/events/${encodeURIComponent(name)}`);
  events.onmessage = (message) => show(JSON.parse(message.data));
  events.onerror = () => {
    status.textContent = 'The program has ended, or is being started again.';
    status.classList.add('failed');
  };
};

const show = (next) => {
  const last = shown;
  const isSame = last !== null && last.document === next.document;
  const place = isSame ? topPage() : storedPlace(next.document);
  shown = next;
  showChoice();
  showMessages();
  const changed = showPages(isSame ? last.pages : null);
  keepPlace(place, isSame ? last.pages : null);
  const what = next.failed
    ? (next.pages.length > 0 ? 'Errors: the last good pages stay' : 'Errors')
    : `${count(next.pages.length, 'page')}${changed.length > 0 ? `, changed: ${changed.slice(0, 8).join(', ')}${changed.length > 8 ? ' …' : ''}` : ''}`;
  status.textContent = what;
  status.classList.toggle('failed', next.failed);
  document.title = `${next.failed ? 'Errors – ' : ''}${next.document || 'brochure'} – brochure watch`;
};

const languageName = (tags) => {
  try {
    const names = new Intl.DisplayNames(['en'], { type: 'language' });
    return tags.split('+').map((tag) => names.of(tag)).join(' + ');
  } catch { return tags; }
};

const showChoice = () => {
  const several = new Set(shown.documents.map((each) => each.layout)).size > 1;
  const options = shown.documents.map(({ name, layout, languages }) =>
    make('option', { value: name, textContent: several ? `${layout}, ${languageName(languages)}` : languageName(languages) }));
  const texts = options.map((option) => option.value + option.textContent).join('\n');
  if (choice.dataset.texts !== texts) {
    choice.replaceChildren(...options);
    choice.dataset.texts = texts;
  }
  choice.value = shown.document;
  byId('choice').hidden = options.length < 2;
};

// Pages

const showPages = (before) => {
  byId('empty').hidden = shown.pages.length > 0;
  byId('hint').hidden = shown.pages.length === 0;
  pages.lang = shown.language;
  while (pages.children.length > shown.pages.length) {
    observer.unobserve(pages.lastChild);
    near.delete(pages.lastChild);
    pages.lastChild.remove();
  }
  const changed = [];
  shown.pages.forEach((page, index) => {
    const item = pages.children[index] ?? addPage(index);
    item.querySelector('img').alt = `Page ${index + 1}`;
    item.querySelector('figcaption').textContent = page.label === String(index + 1) || page.label === ''
      ? `${index + 1}` : `${index + 1} (printed ${page.label})`;
    const isNew = item.dataset.digest !== page.digest;
    item.dataset.digest = page.digest;
    if (before !== null && isNew) changed.push(index + 1);
    item.classList.toggle('changed', before !== null && isNew);
    setTimeout(() => item.classList.remove('changed'), 2000);
    setSize(item, page);
    item.querySelector('.areas').dataset.round = '';
  });
  near.forEach(draw);
  return changed;
};

const addPage = (index) => {
  const areas = make('div', { className: 'areas', tabIndex: 0 });
  areas.setAttribute('role', 'group');
  areas.setAttribute('aria-label', `Words of page ${index + 1}`);
  const item = make('li', {}, make('figure', {}, make('img', { decoding: 'async' }), areas, make('figcaption')));
  areas.addEventListener('click', (event) => point(item, event));
  areas.addEventListener('keydown', (event) => move(item, event));
  pages.append(item);
  observer.observe(item);
  return item;
};

const setSize = (item, page) => {
  const scale = size.value === 'fit' ? null : Number(size.value);
  const figure = item.querySelector('figure');
  const pixels = (page.width * 96) / 72;
  figure.style.aspectRatio = `${page.width} / ${page.height}`;
  figure.style.width = scale === null ? `min(100%, ${Math.max(pixels, 900)}px)` : `${pixels * scale}px`;
};

/** Asks for the picture of a page if it is another than the one shown, and for its words. */
const draw = (item) => {
  const index = [...pages.children].indexOf(item);
  const page = shown?.pages[index];
  if (page === undefined) return;
  const inches = page.width / 72;
  const wanted = (item.clientWidth && item.querySelector('figure').clientWidth * devicePixelRatio) / inches;
  const dots = [72, 96, 144, 192, 288].find((each) => each >= wanted * 0.9) ?? 288;
  const address = `/pictures/${page.digest}/${dots}`;
  const image = item.querySelector('img');
  // The old picture is seen until the new one has come.
  if (image.getAttribute('src') !== address) image.src = address;
  loadAreas(item, index);
};

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) { near.add(target); draw(target); } else near.delete(target);
  }
}, { rootMargin: '600px 0px' });

/** The page at the top of the window, and how much of it is above. */
const topPage = () => {
  const top = document.querySelector('header').getBoundingClientRect().bottom;
  const index = [...pages.children].findIndex((item) => item.getBoundingClientRect().bottom > top + 40);
  if (index < 0) return null;
  return { index, digest: pages.children[index].dataset.digest, above: top - pages.children[index].getBoundingClientRect().top };
};

/** Scrolls so that the page that was at the top is there again, also if there are more pages before it. */
const keepPlace = (place, before) => {
  if (place === null) return;
  let { index } = place;
  const at = shown.pages.findIndex((page) => page.digest === place.digest);
  if (at >= 0 && before !== null && before.filter((page) => page.digest === place.digest).length === 1) index = at;
  const item = pages.children[Math.min(index, pages.children.length - 1)];
  if (item === undefined) return;
  const top = document.querySelector('header').getBoundingClientRect().bottom;
  const by = item.getBoundingClientRect().top - (top - place.above);
  if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: 'instant' });
};

const storedPlace = (name) => {
  try { return JSON.parse(sessionStorage.getItem(`place ${name}`)); } catch { return null; }
};
addEventListener('scroll', () => {
  if (shown === null) return;
  try { sessionStorage.setItem(`place ${shown.document}`, JSON.stringify(topPage())); } catch { /* not kept */ }
}, { passive: true });

// Words and boxes

const loadAreas = async (item, index) => {
  const areas = item.querySelector('.areas');
  const round = shown.pagesOfRound;
  if (areas.dataset.round === String(round)) return;
  areas.dataset.round = String(round);
  const answer = await fetch(`/areas/${encodeURIComponent(shown.document)}/${index}/${round}`).catch(() => null);
  if (!answer?.ok || areas.dataset.round !== String(round)) return;
  const found = await answer.json();
  if (areas.dataset.round !== String(round)) return;
  const focused = [...areas.children].indexOf(document.activeElement);
  const words = [];
  item.boxes = [];
  found.forEach(([kind, [left, top, width, height], text], area) => {
    if (kind !== 'word') { item.boxes.push({ area, left, top, width, height }); return; }
    const button = make('button', { type: 'button', tabIndex: -1 });
    button.setAttribute('aria-label', text);
    button.dataset.area = area;
    setRect(button, { left, top, width, height });
    words.push(button);
  });
  areas.replaceChildren(...words);
  if (focused >= 0) (words[Math.min(focused, words.length - 1)] ?? areas).focus({ preventScroll: true });
};

const setRect = (element, { left, top, width, height }) => {
  Object.assign(element.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
};

/** A click on a word, or else on the innermost picture or box there. */
const point = (item, event) => {
  if (event.target.dataset.area !== undefined) { ask(item, Number(event.target.dataset.area), event.target); return; }
  const around = item.querySelector('.areas').getBoundingClientRect();
  const [x, y] = [(event.clientX - around.left) / around.width, (event.clientY - around.top) / around.height];
  const hit = (item.boxes ?? []).findLast(({ left, top, width, height }) =>
    x >= left && x <= left + width && y >= top && y <= top + height);
  if (hit === undefined) return;
  const frame = make('div', { className: 'frame' });
  setRect(frame, hit);
  item.querySelector('.areas').append(frame);
  ask(item, hit.area, frame);
};

const move = (item, event) => {
  const areas = item.querySelector('.areas');
  const words = [...areas.querySelectorAll('button')];
  const at = words.indexOf(document.activeElement);
  const rtl = getComputedStyle(pages).direction === 'rtl';
  const middle = (word) => { const rect = word.getBoundingClientRect(); return [rect.left + rect.width / 2, rect.top + rect.height / 2]; };
  const line = (step) => {
    const [x, y] = middle(words[at]);
    const others = words.filter((word) => (middle(word)[1] - y) * step > 4);
    const nearest = others.reduce((least, word) => Math.min(least, Math.abs(middle(word)[1] - y)), Infinity);
    return others.filter((word) => Math.abs(Math.abs(middle(word)[1] - y) - nearest) < 4)
      .sort((a, b) => Math.abs(middle(a)[0] - x) - Math.abs(middle(b)[0] - x))[0];
  };
  const targets = {
    ArrowRight: () => words[at + (rtl ? -1 : 1)],
    ArrowLeft: () => words[at + (rtl ? 1 : -1)],
    ArrowDown: () => (at < 0 ? words[0] : line(1)),
    ArrowUp: () => (at < 0 ? words[words.length - 1] : line(-1)),
    Home: () => words[0],
    End: () => words[words.length - 1],
    Escape: () => areas,
    Enter: () => (at < 0 ? words[0] : undefined),
  };
  const target = targets[event.key]?.();
  if (target === undefined || (event.key === 'Escape' && at < 0)) return;
  event.preventDefault();
  target.focus();
};

const ask = async (item, area, element) => {
  document.querySelectorAll('.chosen').forEach((each) => {
    each.classList.remove('chosen');
    if (each.classList.contains('frame') && each !== element) each.remove();
  });
  element.classList.add('chosen');
  const index = [...pages.children].indexOf(item);
  const content = byId('origin-content');
  const path = `/origins/${encodeURIComponent(shown.document)}/${index}/${shown.pagesOfRound}/${area}`;
  const answer = await fetch(path).catch(() => null);
  if (!answer?.ok) {
    content.replaceChildren(make('p', { textContent: 'The pages have changed since, or the program has ended. Click again.' }));
    return;
  }
  const { words, values, numbers, layout } = await answer.json();
  const parts = [make('p', {}, make('span', { className: 'words', textContent: words, dir: 'auto' }))];
  if (values.length === 1) parts.push(make('p', { textContent: 'The value in the data:' }), placeOf(values[0]));
  if (values.length > 1) {
    parts.push(make('p', { textContent: 'One of these values in the data:' }));
    parts.push(...values.slice(0, 20).map(placeOf));
  }
  if (numbers.length > 0) {
    parts.push(make('p', { textContent: 'The same number in the data (a number may also be counted):' }), ...numbers.map(placeOf));
  } else if (values.length === 0) {
    parts.push(make('p', { textContent: 'It is not a text of the data.' }));
  }
  if (layout !== null) {
    parts.push(make('p', { textContent: values.length > 0 ? 'The layout that shows it:' : 'The layout:' }), placeOf(layout));
    if (layout.address === undefined) {
      parts.push(make('p', { textContent: 'That layout comes with the program. `brochure eject templates` copies it into the project, for editing.' }));
    }
  }
  content.replaceChildren(...parts);
  const [best] = values.length > 1 || numbers.length > 0 ? [] : [values[0] ?? layout].filter((place) => place?.address !== undefined);
  if (best !== undefined && opens.checked) location.assign(best.address);
};

// Messages

const placeOf = ({ file, line, column, shown: words, address, text }) => {
  const name = `${file}:${line}:${column}`;
  const link = address === undefined ? make('span', { textContent: name }) : make('a', { href: address, textContent: name });
  return make('div', { className: 'place' }, link, text ? `: ${text}` : null, make('code', { textContent: words, dir: 'auto' }));
};

const showMessages = () => {
  byId('messages-heading').textContent = shown.messages.length === 0 ? 'Messages: none' : `Messages: ${shown.messages.length}`;
  list.replaceChildren(...shown.messages.map(({ severity, message, help, path, places }) => make('li', { className: `message ${severity}` },
    make('p', {}, make('span', { className: 'kind', textContent: `${severity}: ` }), message),
    ...places.map(placeOf),
    path ? make('p', { textContent: path }) : null,
    help ? make('p', { textContent: help }) : null)));
};

// Choices

choice.addEventListener('change', () => {
  const name = choice.value;
  const address = new URL(location.href);
  address.hash = encodeURIComponent(name);
  history.replaceState(null, '', address);
  pages.replaceChildren();
  near.clear();
  shown = null;
  byId('origin-content').replaceChildren(make('p', { textContent: 'Nothing is chosen.' }));
  follow(name);
});
size.value = kept.get('size') ?? 'fit';
size.addEventListener('change', () => {
  kept.set('size', size.value);
  const place = topPage();
  [...pages.children].forEach((item, index) => setSize(item, shown.pages[index]));
  keepPlace(place, null);
  near.forEach(draw);
});
opens.checked = kept.get('opens') !== 'no';
opens.addEventListener('change', () => kept.set('opens', opens.checked ? 'yes' : 'no'));
addEventListener('resize', () => near.forEach(draw));
history.scrollRestoration = 'manual';
follow(decodeURIComponent(location.hash.slice(1)));
