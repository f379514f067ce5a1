// Opens pages in Chromium at three widths, and reports what axe-core finds, what is wider than the window, what is
// fetched, and links to places that do not exist. The arguments: Chromium, and the pages.
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const [executablePath, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let faults = 0;
const report = (where, words) => { faults += 1; console.log(`${where}: ${words}`); };

for (const file of pages) {
  for (const width of [320, 768, 1280]) {
    const where = `${file.split('/').slice(-2).join('/')} at ${width}`;
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && request.url() !== `file://${file}`) report(where, `fetches ${request.url()}`);
    });
    await page.goto(`file://${file}`);
    await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) report(where, `${wider} pixels wider than the window`);
    const dead = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => link.getAttribute('href')).filter((href) => !document.getElementById(decodeURIComponent(href.slice(1)))));
    for (const href of dead) report(where, `nothing has the id of the link ${href}`);
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() => axe.run());
    for (const { id, help, nodes } of violations) report(where, `${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
    await page.close();
  }
}
await browser.close();
process.exit(faults === 0 ? 0 : 1);
