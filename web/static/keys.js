// Keys for readers who like them: / search, j and k move, o opens, ? help; and
// ways to go on while a query is typed. Nothing on the pages needs this file.
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

  for (const box of document.querySelectorAll('input[name="q"]')) {
    let timer;
    box.addEventListener('input', (e) => {
      clearTimeout(timer);
      const text = box.value;
      if (text.length < 2 || e.inputType === 'insertReplacementText') return;
      timer = setTimeout(async () => {
        try {
          const answer = await fetch('/api/v1/suggest?q=' + encodeURIComponent(text));
          if (!answer.ok || box.value !== text) return;
          offer(box, (await answer.json()).suggestions);
        } catch { /* the box works without */ }
      }, 150);
    });
  }
  const offer = (box, suggestions) => {
    if (!box.list) {
      const list = document.createElement('datalist');
      list.id = box.id + '-hints';
      box.after(list);
      box.setAttribute('list', list.id);
    }
    box.list.replaceChildren(...suggestions.map((s) => {
      const o = document.createElement('option');
      o.value = s.query;
      o.label = s.label ? s.query + ' \u2013 ' + s.label : s.query;
      return o;
    }));
  };
})();
