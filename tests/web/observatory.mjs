// Scores a host as Mozilla's Observatory does: the job comes as JSON on standard input, the grade goes to standard output.
// The package's own `scan` asks the ports 80 and 443 alone, so that its parts are called here as it calls them: what was
// fetched from a host on other ports is given to all of its tests, and its grader counts.
import { existsSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const { modules, hostname, httpPort, httpsPort } = JSON.parse(await text(process.stdin));
const folder = `${modules}/@mdn/mdn-http-observatory`;
// the list of preloaded hosts, which its installation would fetch: a host of this machine is in none
if (!existsSync(`${folder}/conf/hsts-preload.json`)) writeFileSync(`${folder}/conf/hsts-preload.json`, '{}');
const part = (path) => import(pathToFileURL(`${folder}/src/${path}`).href);
const [{ retrieve }, { ALL_TESTS }, { MINIMUM_SCORE_FOR_EXTRA_CREDIT }, grader] = await Promise.all(
  ['retriever/retriever.js', 'constants.js', 'grader/charts.js', 'grader/grader.js'].map(part),
);

const fetched = await retrieve(hostname, { httpPort, httpsPort });
if (!fetched.responses.auto) throw new Error('the host does not answer');
const results = ALL_TESTS.map((test) => test(fetched));
const modifiers = results.map((result) => grader.getScoreModifier(result.result));
const lost = modifiers.filter((value) => value < 0).reduce((sum, value) => sum + value, 100);
const all = modifiers.reduce((sum, value) => sum + value, 100);
const { score, grade } = grader.getGradeForScore(lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? all : lost);
const tests = results.map((result, i) => [result.constructor.name, result.pass, result.result, modifiers[i]]);
process.stdout.write(JSON.stringify({ score, grade, tests }));
