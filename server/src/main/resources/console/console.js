// What the pages need beyond links, forms and htmx. Everything hangs on data attributes and works on
// what htmx brings later, too.
'use strict';
(() => {
  const on = (type, selector, handler) =>
    document.addEventListener(type, (event) => {
      const found = event.target instanceof Element ? event.target.closest(selector) : null;
      if (found) handler(found, event);
    });

  // data-once: a form is sent once, however often its button is pressed.
  on('submit', 'form[data-once]', (form, event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    form.classList.add('is-sending');
  });
  window.addEventListener('pageshow', (event) => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      form.classList.remove('is-sending');
    }
    // What is shown once must not come back with the back button.
    if (event.persisted && document.querySelector('[data-keep]')) location.reload();
  });

  // data-copy="#id": the value or text of that element into the clipboard.
  on('click', '[data-copy]', async (button) => {
    const source = document.querySelector(button.dataset.copy);
    const text = source.value ?? source.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch (notAllowed) {
      source.select?.();
      document.execCommand('copy');
    }
    if (button.hasAttribute('data-keeps')) kept = true;
    const label = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 1500);
  });

  // data-keep: the page shows something once; leaving before it was copied asks first.
  let kept = false;
  on('click', '[data-done]', () => { kept = true; });
  window.addEventListener('beforeunload', (event) => {
    if (!kept && document.querySelector('[data-keep]')) event.preventDefault();
  });

  // data-origin: behind a proxy the browser knows best where the server is.
  for (const block of document.querySelectorAll('[data-origin]')) {
    const base = location.origin + location.pathname.split('/admin/')[0];
    const text = block.firstElementChild;
    text.textContent = text.textContent.replaceAll(block.dataset.origin, base);
  }

  // data-add-line="#id" data-line="text": one line more in a text area.
  on('click', '[data-add-line]', (button) => {
    const area = document.querySelector(button.dataset.addLine);
    const lines = area.value.split('\n').filter((line) => line.trim());
    if (!lines.includes(button.dataset.line)) lines.push(button.dataset.line);
    area.value = lines.join('\n');
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.focus();
  });

  // data-scopes: writing ticks reading, and without reading there is no writing.
  const boxes = () => [...document.querySelectorAll('[data-scopes] input[type=checkbox]')];
  on('change', '[data-scopes] input', (box) => {
    for (const other of boxes()) {
      if (box.checked && other.value === box.dataset.implies) other.checked = true;
      if (!box.checked && other.dataset.implies === box.value) other.checked = false;
    }
  });
  on('click', '[data-preset]', (button) => {
    const wanted = button.dataset.preset.split(' ');
    for (const box of boxes()) box.checked = wanted.includes(box.value);
  });

  // data-dialog="#id" opens a dialog, data-close inside closes it.
  on('click', '[data-dialog]', (button) => document.querySelector(button.dataset.dialog).showModal());
  on('click', '[data-close]', (button) => button.closest('dialog').close());

  // <time data-time>: to the second, without the letters between.
  const showTimes = () => {
    for (const time of document.querySelectorAll('time[data-time]')) {
      time.textContent = time.dateTime.slice(0, 19).replace('T', ' ') + ' UTC';
      time.removeAttribute('data-time');
    }
  };
  showTimes();
  document.addEventListener('htmx:afterSettle', showTimes);

  // The menu of a phone closes when somebody touches something else.
  document.addEventListener('click', (event) => {
    for (const menu of document.querySelectorAll('details.nav-phone[open]')) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener('htmx:configRequest', (event) => {
    event.detail.headers['X-CSRF-TOKEN'] = document.querySelector('meta[name=csrf]').content;
  });
  document.addEventListener('htmx:sendError', () => {
    const place = document.querySelector('#problems');
    if (place) place.textContent = place.dataset.away;
  });
})();
