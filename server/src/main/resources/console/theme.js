// Before the first paint: light or dark, as chosen, or as the system has it.
'use strict';
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => {
    try {
      return localStorage.getItem('theme') ?? 'auto';
    } catch (blocked) {
      return 'auto';
    }
  };
  const apply = () => {
    const choice = chosen();
    document.documentElement.dataset.bsTheme = choice === 'auto' ? (system.matches ? 'dark' : 'light') : choice;
    for (const button of document.querySelectorAll('[data-theme-choice]')) {
      button.setAttribute('aria-pressed', String(button.dataset.themeChoice === choice));
    }
  };
  system.addEventListener('change', apply);
  document.addEventListener('DOMContentLoaded', apply);
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-theme-choice]');
    if (!button) return;
    try {
      localStorage.setItem('theme', button.dataset.themeChoice);
    } catch (blocked) {
      return;
    }
    apply();
  });
  apply();
})();
