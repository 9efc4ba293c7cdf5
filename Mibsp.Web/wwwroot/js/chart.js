// Draws and redraws a chart for Chart.razor. Colours are the portal's own, so that light and dark both work.
const charts = new WeakMap();
const scheme = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const token = name => getComputedStyle(document.documentElement).getPropertyValue(`--m-${name}`).trim();

// The number at the end of each bar, so that nobody has to measure it against the axis.
const values = {
  id: "values",
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    const across = chart.options.indexAxis === "y";
    ctx.save();
    ctx.fillStyle = token("text");
    ctx.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = across ? "left" : "center";
    ctx.textBaseline = across ? "middle" : "bottom";
    chart.getDatasetMeta(0).data.forEach((bar, index) => {
      const text = chart.data.datasets[0].data[index].toLocaleString(document.documentElement.lang);
      ctx.fillText(text, bar.x + (across ? 6 : 0), bar.y - (across ? 0 : 4));
    });
    ctx.restore();
  },
};

function paint(chart, shown) {
  const colours = shown.tokens.map(token);
  const set = chart.data.datasets[0];
  set.backgroundColor = shown.values.map((_, index) => colours[index % colours.length]);
  const { x, y } = chart.options.scales;
  for (const axis of [x, y]) {
    axis.ticks.color = token("text-soft");
    axis.grid.color = token("line");
  }
}

// What moves is a change; the first picture simply is there.
function fill(chart, shown, moves) {
  chart.data.labels = shown.labels;
  chart.data.datasets[0].data = shown.values;
  paint(chart, shown);
  chart.update(moves && !calm.matches ? undefined : "none");
}

function make(canvas, shown) {
  const family = getComputedStyle(document.body).fontFamily;
  const across = shown.across;
  const labels = { grid: { display: false }, border: { display: false }, ticks: { font: { size: 13, family }, autoSkip: !across, maxRotation: 60 } };
  const numbers = { beginAtZero: true, grace: "12%", border: { display: false }, grid: {}, ticks: { precision: 0, maxTicksLimit: 5, font: { size: 12, family } } };
  return new globalThis.Chart(canvas, {
    type: "bar",
    data: { labels: [], datasets: [{ data: [], borderRadius: 4, maxBarThickness: 34 }] },
    options: {
      indexAxis: across ? "y" : "x",
      responsive: true,
      maintainAspectRatio: false,
      animation: calm.matches ? false : { duration: 400 },
      layout: { padding: across ? { right: 8 } : { top: 8 } },
      plugins: { legend: { display: false }, tooltip: { displayColors: false } },
      scales: across ? { x: numbers, y: labels } : { x: labels, y: numbers },
    },
    plugins: [values],
  });
}

/** Draws the chart into the canvas, or moves the one that is there to the new values. */
export async function show(canvas, library, shown) {
  if (!globalThis.Chart) {
    await import(library);
  }
  if (!canvas.isConnected) {
    return;
  }
  let known = charts.get(canvas);
  const moves = known !== undefined;
  if (!known) {
    const chart = make(canvas, shown);
    known = { chart, shown, recolour: () => fill(chart, known.shown, false) };
    scheme.addEventListener("change", known.recolour);
    charts.set(canvas, known);
  }
  known.shown = shown;
  fill(known.chart, shown, moves);
}

/** Lets go of the chart. */
export function remove(canvas) {
  const known = canvas && charts.get(canvas);
  if (known) {
    scheme.removeEventListener("change", known.recolour);
    known.chart.destroy();
    charts.delete(canvas);
  }
}
