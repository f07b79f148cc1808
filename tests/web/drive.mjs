// Drives Firefox as it is told, a line of JSON at a time: [what, ...of what] on standard input, what came of it on standard output.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [modules, executablePath] = process.argv.slice(2);
const puppeteer = createRequire(`${modules}/`)('puppeteer-core');
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, protocolTimeout: 600000 });
let page = await browser.newPage();

// After a page that the browser kept came back, Puppeteer waits in vain for the next to load: each address has a tab.
async function go(address) {
  const [left, viewport] = [page, page.viewport()];
  page = await browser.newPage();
  if (viewport) await page.setViewport(viewport);
  await left.close();
  await page.goto(address);
}

const orders = {
  version: () => browser.version(),
  size: (width, height) => page.setViewport({ width, height }),
  go,
  run: (source) => page.evaluate(source),
  click: (selector) => page.click(selector),
  type: (selector, words) => page.type(selector, words),
};

try {
  for await (const line of createInterface({ input: process.stdin })) {
    const [what, ...of] = JSON.parse(line);
    let answer;
    try {
      answer = { value: await orders[what](...of) };
    } catch (error) {
      answer = { error: String(error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
} finally {
  await browser.close();
}
