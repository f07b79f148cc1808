// Asks a site's search in Firefox: the job comes as JSON on standard input, the answers go as JSON to standard output.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const BATCH = 50;
const { modules, executablePath, address, queries } = JSON.parse(await text(process.stdin));
const puppeteer = createRequire(`${modules}/`)('puppeteer-core');

const ask = async (module, batch) => {
  const { search } = await import(module);
  const answers = [];
  for (const query of batch) {
    const { total, exact, hits } = await search(query, { limit: Infinity });
    answers.push({ total, exact, urls: hits.map((hit) => hit.url) });
  }
  return answers;
};

const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
try {
  const page = await browser.newPage();
  await page.goto(`${address}search/`);
  const answers = [];
  for (let start = 0; start < queries.length; start += BATCH) {
    const batch = queries.slice(start, start + BATCH);
    answers.push(...(await page.evaluate(ask, `${address}assets/search.js`, batch)));
  }
  process.stdout.write(JSON.stringify({ version: await browser.version(), answers }));
} finally {
  await browser.close();
}
