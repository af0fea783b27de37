// Has citeproc-js render what `bench references` wrote, and lists where katsaus differs.
//
//   npm install --prefix bench/citeproc
//   cargo run --release -p bench -- references REVIEW en-US FOLDER
//   node bench/citeproc/compare.mjs FOLDER en-US [--all]
//
// Without --all the first five differences of each style are shown. Not compared: kinds of white space and of
// apostrophes, which citeproc-js makes typographic in imported titles and katsaus leaves as they were written.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import CSL from "citeproc";

const [folder, language, all] = process.argv.slice(2);
const read = (...path) => readFileSync(join(folder, ...path), "utf8");
const items = JSON.parse(read("items.json"));
const byId = new Map(items.map((item) => [item.id, item]));
const entities = { "&#38;": "&", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#60;": "<", "&#62;": ">", "&quot;": '"' };

const plain = (html) =>
  html
    .replace(/<\/?div[^>]*>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(#\d+|\w+);/g, (entity) => entities[entity] ?? entity);
const comparable = (text) =>
  text
    .replace(/[’‘]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/[\u00a0\u202f\s]+/g, " ")
    .replace(/ (?=[.,;:)\]])|(?<=[([]) /g, "")
    .trim();

let same = 0;
let total = 0;
for (const file of readdirSync(join(folder, "styles")).sort()) {
  const name = file.replace(/\.csl$/, "");
  const engine = new CSL.Engine(
    {
      retrieveLocale: (code) => {
        try { return read("locales", `${code}.xml`); } catch { return read("locales", "en-US.xml"); }
      },
      retrieveItem: (id) => structuredClone(byId.get(id)),
    },
    read("styles", file),
    language,
    true,
  );
  const begin = process.cpuUsage();
  engine.updateItems(items.map((item) => item.id));
  const [meta, entries] = engine.makeBibliography();
  const seconds = (process.cpuUsage(begin).user / 1e6).toFixed(2);
  const theirs = new Map(meta.entry_ids.map((ids, at) => [ids[0], comparable(plain(entries[at]))]));
  const ours = JSON.parse(read("katsaus", `${name}.json`));
  const differing = ours.filter(({ key, text }) => comparable(text) !== theirs.get(key));
  // Neighbours that the other has the other way round.
  const place = new Map(meta.entry_ids.map(([id], at) => [id, at]));
  const turned = ours.slice(1).filter(({ key }, at) => place.get(key) < place.get(ours[at].key));
  same += ours.length - differing.length;
  total += ours.length;
  console.log(`${name}: ${ours.length - differing.length} of ${ours.length} the same, ${turned.length} placed otherwise (${turned.map(({ key }) => key).join(" ")}); citeproc-js ${seconds} CPU s`);
  for (const { key, text } of all ? differing : differing.slice(0, 5)) {
    console.log(`  ${key}\n    katsaus  ${comparable(text)}\n    citeproc ${theirs.get(key)}`);
  }
}
console.log(`${same} of ${total} references the same`);
