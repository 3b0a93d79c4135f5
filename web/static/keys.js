// Keys for readers who like them: / search, j and k move, o opens, ? help.
// Nothing on the pages needs this file.
'use strict';
(() => {
  const titles = () => Array.from(document.querySelectorAll('.hit h3 a, .source h3 a'));
  const move = (step) => {
    const all = titles();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 && step < 0 ? 0 : at + step))];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const inField = e.target.closest('input, select, textarea');
    if (inField) {
      if (e.key === 'Escape') e.target.blur();
      return;
    }
    switch (e.key) {
      case '/': {
        const box = document.querySelector('#q, #quick');
        if (box) { e.preventDefault(); box.focus(); box.select(); }
        break;
      }
      case 'j': move(1); break;
      case 'k': move(-1); break;
      case 'o': if (document.activeElement.matches('.hit h3 a, .source h3 a')) document.activeElement.click(); break;
      case '?': location.href = '/help/search'; break;
    }
  });
})();
