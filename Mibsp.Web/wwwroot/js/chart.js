// Draws and redraws a chart for Chart.razor. Colours are the portal's own, so that light, dark and paper all work.
const charts = new Map();
const scheme = matchMedia("(prefers-color-scheme: dark)");
const paper = matchMedia("print");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const labelledMost = 13;
let prints = false;

// The style of the first rule for all: what tokens.css says for light, and so for paper.
const light = name => {
  for (const sheet of document.styleSheets) {
    const rule = [...sheet.cssRules].find(found => found.selectorText === ":root");
    if (rule?.style.getPropertyValue(`--m-${name}`)) {
      return rule.style.getPropertyValue(`--m-${name}`).trim();
    }
  }
  return "";
};

const token = name => prints ? light(name) : getComputedStyle(document.documentElement).getPropertyValue(`--m-${name}`).trim();
const words = (value, shown) => value === null || value === undefined ? "–" : value.toLocaleString(document.documentElement.lang) + (shown?.suffix ?? "");

// The number at the end of each bar, so that nobody has to measure it against the axis; where there is room for it.
const values = {
  id: "values",
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    const shown = charts.get(chart.canvas)?.shown;
    const across = chart.options.indexAxis === "y";
    if (!shown || (!across && shown.labels.length > labelledMost)) {
      return;
    }
    ctx.save();
    ctx.fillStyle = token("text");
    ctx.strokeStyle = token("surface");
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    ctx.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = across ? "left" : "center";
    ctx.textBaseline = across ? "middle" : "bottom";
    const own = chart.data.datasets.findIndex(set => set.own);
    chart.getDatasetMeta(own).data.forEach((bar, index) => {
      const value = shown.values[index];
      if (value === null || (shown.isLine && index !== shown.values.length - 1)) {
        return;
      }
      const place = [words(value, shown), bar.x + (across ? 6 : 0), bar.y - (across ? 0 : shown.isLine ? 8 : 4)];
      ctx.strokeText(...place);
      ctx.fillText(...place);
    });
    ctx.restore();
  },
};

function paint(chart, shown) {
  const colours = shown.tokens.map(token);
  for (const set of chart.data.datasets) {
    if (set.own) {
      set.backgroundColor = shown.isLine ? colours[0] : shown.values.map((_, index) => colours[index % colours.length]);
      set.borderColor = colours[0];
      set.pointBackgroundColor = colours[0];
    } else {
      set.borderColor = token("text-soft");
      set.pointBackgroundColor = token("surface");
      set.pointBorderColor = token("text-soft");
    }
  }
  const { x, y } = chart.options.scales;
  for (const axis of [x, y]) {
    axis.ticks.color = token("text-soft");
    axis.grid.color = token("line");
  }
}

// What is held against the values is a broken line with hollow points: told apart without any colour, and drawn over the bars.
const beside = shown => ({
  type: "line", label: shown.beside.name, data: shown.beside.values, borderWidth: 2, borderDash: [5, 4], pointRadius: shown.labels.length > labelledMost ? 0 : 3.5,
  pointBorderWidth: 1.5, tension: 0, order: 0,
});

const own = shown => shown.isLine
  ? { type: "line", own: true, label: shown.name ?? "", borderWidth: 2.5, pointRadius: shown.labels.length > labelledMost ? 0 : 3, tension: 0, order: 1 }
  : { type: "bar", own: true, label: shown.name ?? "", borderRadius: 4, maxBarThickness: 34, order: 1 };

// What moves is a change; the first picture simply is there.
function fill(chart, shown, moves) {
  const sets = chart.data.datasets;
  sets[0] ??= own(shown);
  sets[0].data = shown.values;
  if (shown.beside) {
    sets[1] = Object.assign(sets[1] ?? {}, beside(shown));
  } else {
    sets.length = 1;
  }
  chart.data.labels = shown.labels;
  paint(chart, shown);
  chart.update(moves && !calm.matches && !prints ? "change" : "none");
}

const linkOf = (canvas, hits) => hits.length > 0 ? charts.get(canvas)?.shown.links?.[hits[0].index] : undefined;

function make(canvas, shown) {
  const family = getComputedStyle(document.body).fontFamily;
  const across = shown.across;
  const labels = { grid: { display: false }, border: { display: false }, ticks: { font: { size: 13, family }, autoSkip: !across, maxRotation: shown.labels.length > labelledMost ? 0 : 60, autoSkipPadding: 12 } };
  const numbers = {
    beginAtZero: true, grace: "12%", border: { display: false }, grid: {},
    ticks: { precision: 0, maxTicksLimit: 5, font: { size: 12, family }, callback: value => words(value, charts.get(canvas)?.shown) },
  };
  return new globalThis.Chart(canvas, {
    type: "bar",
    data: { labels: [], datasets: [] },
    options: {
      indexAxis: across ? "y" : "x",
      responsive: true,
      maintainAspectRatio: false,
      // Only what moves because it changed moves slowly: not what is drawn anew because the page is wider now.
      animation: false,
      transitions: { change: { animation: { duration: 400 } } },
      layout: { padding: across ? { right: 8 } : { top: 12, right: shown.isLine ? 12 : 0 } },
      interaction: { mode: "index", axis: across ? "y" : "x", intersect: false },
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          callbacks: { label: item => (item.dataset.label ? `${item.dataset.label}: ` : "") + words(item.raw, charts.get(canvas)?.shown) },
        },
      },
      // The same places as the links of the table; nothing that a mouse alone could reach.
      onClick: (_, hits) => {
        const link = linkOf(canvas, hits);
        if (link?.startsWith("/")) {
          location.assign(link);
        }
      },
      onHover: (_, hits) => { canvas.style.cursor = linkOf(canvas, hits) ? "pointer" : ""; },
      scales: across ? { x: numbers, y: labels } : { x: labels, y: numbers },
    },
    plugins: [values],
  });
}

const redraw = () => charts.forEach(known => fill(known.chart, known.shown, false));

// On paper: light, and as wide as the paper lets it.
const print = on => {
  prints = on;
  charts.forEach(known => known.chart.resize());
  redraw();
};

scheme.addEventListener("change", redraw);
paper.addEventListener("change", change => print(change.matches));
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));

const read = canvas => JSON.parse(canvas.dataset.chart);

// What a canvas shows stands in its data-chart, which the page changes.
const observer = new MutationObserver(changes => changes.forEach(({ target }) => {
  const known = charts.get(target);
  if (known && target.dataset.chart) {
    known.shown = read(target);
    fill(known.chart, known.shown, true);
  }
}));

/** Draws the chart into the canvas, and moves it whenever its data change. */
export async function show(canvas, library) {
  if (!globalThis.Chart) {
    await import(library);
  }
  if (!canvas.isConnected || !canvas.dataset.chart || charts.has(canvas)) {
    return;
  }
  const shown = read(canvas);
  const chart = make(canvas, shown);
  charts.set(canvas, { chart, shown });
  fill(chart, shown, false);
  observer.observe(canvas, { attributes: true, attributeFilter: ["data-chart"] });
}

/** Lets go of the chart. */
export function remove(canvas) {
  const known = canvas && charts.get(canvas);
  if (known) {
    known.chart.destroy();
    charts.delete(canvas);
  }
}
