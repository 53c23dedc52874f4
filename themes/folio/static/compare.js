// The comparison page: reads the records of two to four cases and sets them side by side.
// Everything that comes from data goes in as text, never as HTML; ids begin with cb-, which no content can have.

const MOST = 4;
const box = document.getElementById("cb-compare");
const say = box.dataset;

/** The ids in the address: ?cases=a,b or ?cases=a&cases=b. */
function wanted() {
  const ids = new URLSearchParams(location.search).getAll("cases").flatMap((part) => part.split(","));
  return [...new Set(ids.map((id) => id.trim()).filter(Boolean))].slice(0, MOST);
}

async function record(id) {
  const answer = await fetch(`${say.records}${encodeURIComponent(id)}/index.json`);
  if (!answer.ok) throw new Error(id);
  return answer.json();
}

function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** An address of the data, when it is one of the web. */
function link(text, url) {
  return /^https?:\/\//.test(url ?? "") ? make("a", text, { href: new URL(url).pathname + new URL(url).hash }) : make("span", text);
}

/** The rows: a heading, a note, and for each case a list of [text, small text, address]. */
function rows(records) {
  const fact = (name, value) => ({ name, cells: records.map((own) => [value(own.case, own.shown ?? {})].filter(([text]) => text)) });
  const facts = [
    fact(say.region, (own) => [[own.region, ...(own.other_regions ?? [])].join(say.comma)]),
    fact(say.model, (own) => [own.model, "", own.model_url]),
    fact(say.notation, (own) => [own.notation]),
    fact(say.date, (own, shown) => [shown.date ?? own.date]),
    fact(say.period, (own, shown) => [shown.period]),
    fact(say.topics, (own) => [(own.topics ?? []).join(say.comma)]),
    fact(say.organisations, (own) => [(own.organisations ?? []).join(say.comma)]),
  ];
  return [...facts.filter((row) => row.cells.some((cell) => cell.length)), ...figures(records)];
}

/** The guard: figures share a row where they share an indicator, and so its unit and kind. */
function figures(records) {
  const groups = new Map();
  for (const [place, own] of records.entries()) {
    for (const metric of own.metrics) {
      // Without a value in the indicator's unit a figure converts to nothing, and stands alone.
      if (!metric.indicator) continue;
      const group = groups.get(metric.indicator) ?? { name: metric.label, cells: records.map(() => []), units: new Set() };
      group.units.add(metric.compare_unit ?? metric.unit ?? "");
      if (group.cells.every((cell) => !cell.length)) group.name = own.indicators?.[metric.indicator] ?? metric.label;
      group.cells[place].push([metric.text ?? metric.printed, metric.year ?? say.missing, metric.url]);
      groups.set(metric.indicator, group);
    }
  }
  const shared = (group) => group.cells.filter((cell) => cell.length).length > 1;
  const sorted = [...groups.values()].sort((a, b) => shared(b) - shared(a));
  for (const group of sorted) group.note = group.units.size > 1 ? say.units.replace("{units}", [...group.units].join(" / ")) : "";
  const only = sorted.findIndex((group) => !shared(group));
  if (only >= 0) sorted.splice(only, 0, { name: say.only, over: true, cells: records.map(() => []) });
  const alone = records.map((own) => own.metrics.filter((metric) => !metric.indicator).length);
  const rest = alone.some(Boolean) ? [{ name: say.own, note: say.alone, cells: alone.map((count) => [[String(count)]]) }] : [];
  return [...sorted, ...rest];
}

function table(records, all) {
  const head = make("tr");
  head.append(make("td", ""));
  for (const own of records) {
    const cell = make("th", undefined, { scope: "col" });
    cell.append(link(own.case.title, own.case.url));
    head.append(cell);
  }
  const body = make("tbody");
  for (const row of all) {
    const line = make("tr");
    if (row.over) {
      line.append(make("th", row.name, { scope: "rowgroup", colspan: String(records.length + 1), class: "over" }));
      body.append(line);
      continue;
    }
    const name = make("th", row.name, { scope: "row" });
    if (row.note) name.append(" ", make("small", row.note));
    line.append(name);
    for (const cell of row.cells) {
      const place = make("td");
      for (const [number, [text, small, url]] of cell.entries()) {
        if (number) place.append(make("br"));
        place.append(url ? link(text, url) : text);
        if (small) place.append(" ", make("small", small));
      }
      line.append(place);
    }
    body.append(line);
  }
  const top = make("thead");
  top.append(head);
  const whole = make("table", undefined, { class: "figures sides" });
  whole.append(top, body);
  const frame = make("div", undefined, { class: "table", role: "region", tabindex: "0", "aria-label": document.title });
  frame.append(whole);
  return frame;
}

const plain = (cell) => cell.map(([text, small]) => (small ? `${text} (${small})` : text)).join("; ");
const grid = (records, all) => [["", ...records.map((own) => own.case.title)], ...all.map((row) => [row.name, ...row.cells.map(plain)])];

function markdown(lines) {
  const write = (line) => `| ${line.map((text) => text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("<", "&lt;")).join(" | ")} |`;
  const [head, ...rest] = lines.map(write);
  return [head, `|${" --- |".repeat(lines[0].length)}`, ...rest, "", location.href].join("\n");
}

function csv(lines) {
  // A spreadsheet takes text that begins so for a formula.
  const safe = (text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
  return lines.map((line) => line.map((text) => `"${safe(text).replaceAll('"', '""')}"`).join(",")).join("\r\n");
}

function copies(lines) {
  const copy = (id, write) =>
    document.getElementById(id).addEventListener("click", async () => {
      await navigator.clipboard.writeText(write(lines));
      document.getElementById("cb-done").textContent = say.copied;
    });
  copy("cb-markdown", markdown);
  copy("cb-csv", csv);
  document.getElementById("cb-copy").hidden = false;
}

async function run() {
  const ids = wanted();
  for (const input of document.querySelectorAll(".choose input")) {
    if (input.type === "checkbox") input.checked = ids.includes(input.value);
    else input.value = ids.join(",");
  }
  if (ids.length) history.replaceState(null, "", `?cases=${ids.map(encodeURIComponent).join(",")}`);
  if (ids.length < 2) return;
  const found = await Promise.allSettled(ids.map(record));
  const records = found.filter((own) => own.status === "fulfilled").map((own) => own.value);
  if (records.length < 2) {
    box.append(make("p", say.choose, { class: "notice" }));
    return;
  }
  const all = rows(records);
  box.append(table(records, all));
  copies(grid(records, all));
}

run();
