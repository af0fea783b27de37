"use strict";
(() => {
  const bodies = [...document.querySelectorAll("tbody")];
  const rows = [...document.querySelectorAll("tbody tr:not(.section)")];
  const shown = document.getElementById("shown");
  const input = document.getElementById("filter");
  const fold = (text) => text.toLowerCase();
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, fold(row.textContent + " " + (row.cells[0].title || "")));
    return texts.get(row);
  };
  const count = () => {
    const n = rows.filter((row) => !row.hidden).length;
    shown.textContent = n === rows.length ? "" : `${n} ${shown.dataset.of} ${rows.length}`;
  };
  // Every word that is typed must stand somewhere in the row.
  const filter = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => textOf(row).includes(word));
    for (const body of bodies) body.hidden = !body.querySelector("tr:not(.section):not([hidden])");
    count();
  };
  let timer;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, rows.length > 2000 ? 200 : 0); });
  input.parentElement.hidden = false;

  const order = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true, sensitivity: "base" });
  const value = (row, at) => {
    const cell = row.cells[at];
    return cell.dataset.sort !== undefined ? Number(cell.dataset.sort) : cell.textContent.trim();
  };
  const compare = (a, b) => {
    // Empty cells come last either way.
    if (a === "" || b === "") return a === b ? 0 : a === "" ? Infinity : -Infinity;
    return typeof a === "number" && typeof b === "number" ? a - b : order.compare(a, b);
  };
  const heads = [...document.querySelectorAll("thead th")];
  heads.forEach((head, at) => head.querySelector("button").addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const body of bodies) {
      const own = [...body.querySelectorAll("tr:not(.section)")].map((row) => [value(row, at), row]);
      own.sort(([a], [b]) => {
        const by = compare(a, b);
        return Math.abs(by) === Infinity || !down ? by : -by;
      });
      body.append(...own.map(([, row]) => row));
    }
  }));
  count();
})();
