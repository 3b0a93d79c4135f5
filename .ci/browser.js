// Starts `demarche demo`, opens every page at phone and desk width, light and
// dark, with and without script, keeps screenshots, and fails on any console
// error, failed request, foreign request, sideways scrolling or missing part.
// Usage: node browser.js PATH/TO/demarche SCREENSHOT_DIR
const { spawn } = require('node:child_process');
const path = require('node:path');
const { chromium } = require('playwright-core');

const [binary, shots] = process.argv.slice(2);
const chrome = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};
const faults = [];
const fault = (where, what) => { faults.push(`${where}: ${what}`); console.log(`FAULT ${where}: ${what}`); };

// start runs the demo and resolves to its address once the pages are filled.
async function start() {
  const child = spawn(binary, ['demo', '--addr', '127.0.0.1:0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  const base = await new Promise((resolve, reject) => {
    child.stderr.on('data', (b) => {
      log += b;
      const m = log.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (m) resolve(m[0]);
    });
    child.on('exit', (code) => reject(new Error(`demo ended with ${code}: ${log}`)));
    setTimeout(() => reject(new Error(`demo gave no address: ${log}`)), 15000);
  });
  const began = Date.now();
  for (;;) {
    const r = await fetch(`${base}/api/v1/search?q=&size=1`);
    const { total } = await r.json();
    if (total >= 60) break;
    if (Date.now() - began > 30000) throw new Error(`only ${total} items after 30 s: ${log}`);
    await new Promise((r) => setTimeout(r, 200));
  }
  console.log(`demo filled ${((Date.now() - began) / 1000).toFixed(1)} s after its first answer`);
  return { child, base };
}

async function open(context, base, url, name, width) {
  const page = await context.newPage();
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') fault(name, `console ${m.type()}: ${m.text()}`); });
  page.on('pageerror', (e) => fault(name, `script error: ${e.message}`));
  page.on('requestfailed', (r) => fault(name, `request failed: ${r.url()}`));
  page.on('request', (r) => { if (!r.url().startsWith(base) && !r.url().startsWith('data:')) fault(name, `foreign request: ${r.url()}`); });
  const answer = await page.goto(base + url, { waitUntil: 'load' });
  if (!answer || answer.status() !== 200) fault(name, `status ${answer && answer.status()}`);
  const seen = await page.evaluate(() => ({
    h1: document.querySelectorAll('h1').length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    title: document.title,
    lang: document.documentElement.lang,
    unlabelled: [...document.querySelectorAll('input:not([type=hidden]),select,textarea')].filter((e) => !e.labels?.length && !e.getAttribute('aria-label')).length,
  }));
  if (seen.h1 !== 1) fault(name, `${seen.h1} h1 headings`);
  if (seen.wide > 0) fault(name, `scrolls sideways by ${seen.wide} px at ${width} px`);
  if (!seen.title || !seen.lang) fault(name, 'no title or language');
  if (seen.unlabelled) fault(name, `${seen.unlabelled} fields without a label`);
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
  return page;
}

async function main() {
  const { child, base } = await start();
  const browser = await chromium.launch(chrome);
  try {
    const hits = await (await fetch(`${base}/api/v1/search?q=DPRK&size=5`)).json();
    if (!hits.hits || hits.hits.length === 0) throw new Error('the demo finds nothing for DPRK');
    const pages = {
      home: '/', search: '/search?q=DPRK', filtered: '/search?country=KP&sort=newest', nothing: '/search?q=zzyzzx', mistake: '/search?q=title%3A',
      timeline: '/timeline', 'timeline-kp': '/timeline?country=KP', item: `/items/${hits.hits[0].id}`, sources: '/sources', source: '/sources?source=demo-gulf-courier',
      help: '/help/search', about: '/about', quality: '/quality', lists: '/lists', changes: '/lists/changes', screen: '/screen?name=Kim+Un+Chol',
      lanes: '/timeline?lane=country:KP&lane=country:KR', ledger: '/ledger?q=role%3Astolen', story: `/stories/${hits.hits.find((h) => h.story).story}`,
    };
    for (const width of [390, 1280]) {
      for (const scheme of ['light', 'dark']) {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
        for (const [name, url] of Object.entries(pages)) {
          const label = `${name}-${width}-${scheme}`;
          const ok = name !== 'mistake';
          const page = ok ? await open(context, base, url, label, width) : await openMistake(context, base, url, label);
          await page.close();
        }
        await context.close();
      }
    }
    await withoutScript(browser, base);
    await byKeyboard(browser, base);
  } finally {
    await browser.close();
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
    const code = await new Promise((r) => child.on('exit', r));
    if (code !== 0) fault('demo', `ended with ${code} on SIGTERM`);
  }
  if (faults.length) { console.log(`${faults.length} faults`); process.exit(1); }
  console.log('browser: every page passed at both widths, light and dark');
}

// A mistaken query is answered with a sentence, whatever its status.
async function openMistake(context, base, url, name) {
  const page = await context.newPage();
  await page.goto(base + url);
  const text = await page.textContent('main');
  if (!/column \d+/.test(text)) fault(name, 'the mistake is not placed by its column');
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
  return page;
}

async function withoutScript(browser, base) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(base + '/search');
  await page.fill('input[name=q]', 'Garantex');
  await page.press('input[name=q]', 'Enter');
  await page.waitForURL(/q=Garantex/);
  if ((await page.locator('mark').count()) === 0) fault('no-script', 'a search without script highlights nothing');
  await context.close();
}

async function byKeyboard(browser, base) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(base + '/');
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement && document.activeElement.getAttribute('href'));
  if (!first || !first.startsWith('#')) fault('keyboard', `the first Tab stop is ${first}, not the skip link`);
  await context.close();
}

main().catch((e) => { console.error(e); process.exit(1); });
