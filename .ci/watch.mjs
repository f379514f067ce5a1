// Edits a project while its page is open in Chromium. The arguments: Chromium, the address of the page, the project.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync, renameSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const [executablePath, address, project] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let faults = 0;
const report = (words) => { faults += 1; console.log(words); };
const holds = (condition, words) => { if (!condition) report(words); };
const patience = { timeout: 60_000 };

const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, bypassCSP: false });
page.on('request', (request) => {
  const url = request.url();
  if (!url.startsWith(address) && !url.startsWith('data:') && !url.startsWith('vscode:')) report(`fetches ${url}`);
});
page.on('pageerror', (error) => report(`the script fails: ${error}`));
page.on('console', (message) => { if (/Content Security Policy/.test(message.text()) && !/axe/.test(message.text())) report(message.text()); });

const file = `${project}/data/memberships/caspian.yaml`;
const original = readFileSync(file, 'utf8');
/** Writes as editors do: into another file, which then replaces the first. */
const save = (text) => { writeFileSync(`${file}.new`, text); renameSync(`${file}.new`, file); };
const status = () => page.locator('#status').textContent();
const drawn = (index) => page.waitForFunction((at) => {
  const image = document.querySelectorAll('#pages img')[at];
  return image?.complete && image.naturalWidth > 0;
}, index, patience);
const word = (text) => page.locator(`.areas button[aria-label="${text}"]`);
const digests = () => page.evaluate(() => [...document.querySelectorAll('#pages > li')].map((item) => item.dataset.digest));

await page.goto(address);
await page.waitForSelector('#pages li', patience);
await drawn(0);
const before = await digests();
holds(before.length > 4, `there are only ${before.length} pages`);
await page.uncheck('#opens');

// The page with the association.
let at = -1;
for (let index = 0; index < before.length && at < 0; index += 1) {
  await page.locator('#pages > li').nth(index).scrollIntoViewIfNeeded();
  await page.waitForFunction((which) => document.querySelectorAll('.areas')[which].children.length > 0, index, patience).catch(() => {});
  if (await page.locator('#pages > li').nth(index).locator('button[aria-label="Gorgan"]').count() > 0) at = index;
}
holds(at >= 0, 'no page has the word Gorgan');
const item = page.locator('#pages > li').nth(at);
await item.scrollIntoViewIfNeeded();
await drawn(at);
await page.evaluate(() => scrollBy(0, 120));
const scrolled = await page.evaluate(() => scrollY);
holds(scrolled > 500, `the page with the association is at ${scrolled}`);
const pictureBefore = await item.locator('img').getAttribute('src');

// A changed value is seen, where it was.
save(original.replaceAll('Gorgan', 'Zorgan'));
await item.locator('button[aria-label="Zorgan"]').first().waitFor({ state: 'attached', ...patience });
await drawn(at);
const after = await digests();
holds(await item.locator('img').getAttribute('src') !== pictureBefore, 'the picture has not changed');
holds(after.length === before.length && after.some((digest, index) => digest === before[index]), 'all pages have changed');
holds(Math.abs(await page.evaluate(() => scrollY) - scrolled) < 2, 'the place in the document is lost');

// A click on it says where it comes from.
await item.locator('button[aria-label="Zorgan"]').first().click();
const link = page.locator('#origin-content a[href*="caspian.yaml"]').first();
await link.waitFor(patience);
const line = readFileSync(file, 'utf8').split('\n').findIndex((text) => text.includes('Zorgan')) + 1;
const text = await link.textContent();
holds(text.startsWith(`data/memberships/caspian.yaml:${line}:`), `the value is said to be at ${text}, and is on line ${line}`);
holds((await link.getAttribute('href')).startsWith('vscode://file/'), 'the link does not open the editor');

// The place is kept when the whole page is loaded again.
const place = await page.evaluate(() => scrollY);
await page.reload();
await page.waitForSelector('#pages li', patience);
await drawn(at);
await item.locator('button[aria-label="Zorgan"]').first().waitFor({ state: 'attached', ...patience });
holds(Math.abs(await page.evaluate(() => scrollY) - place) < 2, 'the place in the document is lost when the page is loaded again');

// With the keyboard.
await item.locator('.areas').focus();
await page.keyboard.press('ArrowDown');
await page.keyboard.press('ArrowRight');
const focused = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
await page.keyboard.press('Enter');
await page.waitForFunction((words) => document.querySelector('#origin-content .words')?.textContent === words, focused, patience);

// A broken file: its message, and the last good pages.
save(`${original}\n  wrong: [\n`);
await page.locator('.message.error').first().waitFor(patience);
holds(/last good pages stay/.test(await status()), `the status is ${await status()}`);
const named = await page.locator('.message.error a').first().textContent();
holds(named.startsWith('data/memberships/caspian.yaml:'), `the message names ${named}`);
holds((await digests()).join() === after.join(), 'the last good pages are gone');
await drawn(at);

const violations = async (where) => {
  // The page lets no other script in, so the checker comes over the debugger.
  await page.evaluate(readFileSync(axe, 'utf8'));
  const found = await page.evaluate(() => axe.run());
  for (const { id, help, nodes } of found.violations) report(`${where}: ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
};
await violations('with an error');

save(original);
await page.waitForFunction(() => !document.querySelector('#status').classList.contains('failed'), null, patience);
await page.waitForFunction((digest) => document.querySelectorAll('#pages > li')[0].dataset.digest === digest, before[0], patience);

// Another language.
await page.selectOption('#document', 'brochure.az');
await page.waitForFunction(() => document.querySelector('#pages').lang === 'az' && document.querySelectorAll('#pages li').length > 0, null, patience);
await drawn(0);

for (const width of [320, 768, 1280]) {
  await page.setViewportSize({ width, height: 800 });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wider > 0) report(`${wider} pixels wider than the window of ${width}`);
  await violations(`at ${width}`);
}
if (process.env.PICTURE) {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.screenshot({ path: process.env.PICTURE });
}
await browser.close();
process.exit(faults === 0 ? 0 : 1);
